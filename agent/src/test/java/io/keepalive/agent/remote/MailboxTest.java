package io.keepalive.agent.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxTest {

    /** Whatever could be taken for the end of a field or of a line. */
    private static final String AWKWARD = "a\tb\nc\rd\\e=f\\n \u2028 ü \"";

    @TempDir
    private Path folder;

    private Mailbox mailbox;

    @BeforeEach
    void open() {
        mailbox = new Mailbox(folder.toFile());
    }

    @Test
    void carriesARequest() throws IOException {
        mailbox.ask(Request.of(Word.ATTACH, "1.2").argument(AWKWARD).every(5));
        Request request = mailbox.request();
        assertThat(request.word()).isEqualTo(Word.ATTACH);
        assertThat(request.version()).isEqualTo("1.2");
        assertThat(request.argument()).isEqualTo(AWKWARD);
        assertThat(request.everyMillis()).isEqualTo(5);
    }

    @Test
    void carriesAReply() throws IOException {
        mailbox.answer(new Reply(Answer.DONE, "1.2")
                .say(AWKWARD)
                .add(new Record().with("rule", AWKWARD).with("age", 17).with("host", null))
                .add(new Record().with("rule", "")));
        Reply reply = mailbox.reply();
        assertThat(reply.answer()).isEqualTo(Answer.DONE);
        assertThat(reply.version()).isEqualTo("1.2");
        assertThat(reply.sentences()).containsExactly(AWKWARD);
        assertThat(reply.records()).hasSize(2);
        assertThat(reply.records().get(0).get("rule")).isEqualTo(AWKWARD);
        assertThat(reply.records().get(0).number("age")).isEqualTo(17);
        assertThat(reply.records().get(0).get("host")).isNull();
        assertThat(reply.records().get(0).number("rule")).isEqualTo(-1);
        assertThat(reply.records().get(1).get("rule")).isEmpty();
    }

    @Test
    void hasNoReplyBeforeOneIsPutInAndAfterItIsTaken() throws IOException {
        assertThat(mailbox.reply()).isNull();
        mailbox.answer(new Reply(Answer.ABSENT, "1"));
        mailbox.answer(new Reply(Answer.STARTING, "1"));
        assertThat(mailbox.takeReply().answer()).isEqualTo(Answer.STARTING);
        assertThat(mailbox.takeReply()).isNull();
    }

    @Test
    void aLaterProtocolIsNoReplyThatIsUnderstood() throws IOException {
        Files.writeString(folder.resolve("reply"), "protocol=2\tanswer=DONE\tversion=9\n");
        assertThat(mailbox.reply()).isNull();
    }

    /** As a later version may send them. */
    @Test
    void anUnknownWordIsNoneAndAnUnknownFieldIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("request"), "protocol=1\tword=DANCE\tversion=9\tshoes=red\n");
        assertThat(mailbox.request().word()).isNull();
        assertThat(mailbox.request().version()).isEqualTo("9");
    }

    @Test
    void isFreshForAsLongAsSomebodyKeepsItSo() throws IOException {
        assertThat(mailbox.isFresh()).isFalse();
        mailbox.ask(Request.of(Word.CONNECTIONS, "1"));
        assertThat(mailbox.isFresh()).isTrue();
        File request = folder.resolve("request").toFile();
        assertThat(request.setLastModified(System.currentTimeMillis() - 60_000)).isTrue();
        assertThat(mailbox.isFresh()).isFalse();
        mailbox.keepFresh();
        assertThat(mailbox.isFresh()).isTrue();
    }
}
