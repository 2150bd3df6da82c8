package io.keepalive.agent.attach.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageFileTest {

    /** Whatever could be taken for the end of a field or of a line, or is lost in some encoding. */
    private static final String AWKWARD = "a\tb\nc\rd\\e=f\\n \u2028 \u00fc \" \\u0041 \ud83d\ude00 \ud800 \u0000";

    private static final String TOKEN = "secret";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void post() throws IOException {
        file = folder.resolve("letter");
        Files.write(
                file,
                MessageFile.content(
                        TOKEN,
                        Request.of(CommandType.ATTACH, "1.2").argument(AWKWARD).every(5)));
    }

    private MessageFile open() throws IOException {
        return MessageFile.open(address(TOKEN));
    }

    private String address(String token) {
        return MessageFile.address(token, file.toString()).substring(MessageFile.ARGUMENT.length());
    }

    @Test
    void carriesARequest() throws IOException {
        try (MessageFile letter = open()) {
            assertThat(letter.request().word()).isEqualTo(CommandType.ATTACH);
            assertThat(letter.request().version()).isEqualTo("1.2");
            assertThat(letter.request().argument()).isEqualTo(AWKWARD);
            assertThat(letter.request().everyMillis()).isEqualTo(5);
        }
    }

    @Test
    void carriesOneReplyAfterTheOther() throws IOException {
        try (MessageFile letter = open()) {
            letter.answer(new Reply(ReplyStatus.DONE, "1.2")
                    .say(AWKWARD)
                    .add(new Fields().with("rule", AWKWARD).with("age", 17).with("host", null))
                    .add(new Fields().with("rule", "")));
            Reply reply = reply();
            assertThat(reply.answer()).isEqualTo(ReplyStatus.DONE);
            assertThat(reply.version()).isEqualTo("1.2");
            assertThat(reply.sentences()).containsExactly(AWKWARD);
            assertThat(reply.records()).hasSize(2);
            assertThat(reply.records().get(0).get("rule")).isEqualTo(AWKWARD);
            assertThat(reply.records().get(0).number("age")).isEqualTo(17);
            assertThat(reply.records().get(0).get("host")).isNull();
            assertThat(reply.records().get(0).number("rule")).isEqualTo(-1);
            assertThat(reply.records().get(1).get("rule", "?")).isEmpty();
            assertThat(letter.isTaken()).isFalse();
            Files.write(file, new byte[0]);
            assertThat(letter.isTaken()).isTrue();
            letter.answer(new Reply(ReplyStatus.STARTING, "1"));
            assertThat(reply().answer()).isEqualTo(ReplyStatus.STARTING);
        }
    }

    private Reply reply() throws IOException {
        return new ReplyStream(new ByteArrayInputStream(Files.readAllBytes(file))).next();
    }

    /** Another's file, to which somebody has laid a link in the letter's place. */
    @Test
    void leavesAFileAloneThatDoesNotHaveTheToken() throws IOException {
        Path treasure = Files.writeString(folder.resolve("treasure"), "gold\nand silver\n");
        Files.delete(file);
        Files.createSymbolicLink(file, treasure);
        assertThatIOException().isThrownBy(this::open).withMessageContaining("is not the request that was announced");
        assertThat(treasure).hasContent("gold\nand silver\n");
        Files.delete(file);
        assertThatIOException().isThrownBy(this::open).withMessageContaining("is no file");
        assertThatIOException().isThrownBy(() -> MessageFile.open("nonsense"));
        assertThat(file).doesNotExist();
    }

    @Test
    void writesIntoWhatItHasOpenedWhateverHasTheNameByThen() throws IOException {
        Path treasure = Files.writeString(folder.resolve("treasure"), "gold");
        try (MessageFile letter = open()) {
            Files.delete(file);
            Files.createSymbolicLink(file, treasure);
            letter.answer(new Reply(ReplyStatus.DONE, "1"));
        }
        assertThat(treasure).hasContent("gold");
    }

    /** As a later version may send them. */
    @Test
    void anUnknownWordIsNoneAndAnUnknownFieldIsLeftAlone() throws IOException {
        Files.writeString(file, TOKEN + "\nprotocol=1\tword=DANCE\tversion=9\tshoes=red\n");
        try (MessageFile letter = open()) {
            assertThat(letter.request().word()).isNull();
            assertThat(letter.request().version()).isEqualTo("9");
        }
    }

    @Test
    void whatIsLongerThanAnybodyReadsIsCut() throws IOException {
        String name = "n".repeat(1 << 20);
        Reply reply = new Reply(ReplyStatus.DONE, "1").add(new Fields().with("opened.thread", name));
        for (int i = 0; i < 5000; i++) {
            reply.say("mistake " + i);
        }
        try (MessageFile letter = open()) {
            letter.answer(reply);
            assertThat(reply().records().get(0).get("opened.thread"))
                    .startsWith("nnn")
                    .hasSize(8192);
            assertThat(reply().sentences()).hasSize(1000);
        }
    }
}
