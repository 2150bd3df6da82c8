// SPDX-License-Identifier: Apache-2.0
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

    /** Characters that end a field or a line, or that some encoding loses. */
    private static final String AWKWARD = "a\tb\nc\rd\\e=f\\n \u2028 \u00fc \" \\u0041 \ud83d\ude00 \ud800 \u0000";

    private static final String TOKEN = "secret";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeRequest() throws IOException {
        file = folder.resolve("messages");
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
        try (MessageFile messages = open()) {
            assertThat(messages.request().command()).isEqualTo(CommandType.ATTACH);
            assertThat(messages.request().version()).isEqualTo("1.2");
            assertThat(messages.request().argument()).isEqualTo(AWKWARD);
            assertThat(messages.request().everyMillis()).isEqualTo(5);
        }
    }

    @Test
    void carriesSuccessiveReplies() throws IOException {
        try (MessageFile messages = open()) {
            messages.write(new Reply(ReplyStatus.DONE, "1.2")
                    .addSentence(AWKWARD)
                    .addEntry(new Fields().with("rule", AWKWARD).with("age", 17).with("host", null))
                    .addEntry(new Fields().with("rule", "")));
            Reply reply = reply();
            assertThat(reply.status()).isEqualTo(ReplyStatus.DONE);
            assertThat(reply.version()).isEqualTo("1.2");
            assertThat(reply.sentences()).containsExactly(AWKWARD);
            assertThat(reply.entries()).hasSize(2);
            assertThat(reply.entries().get(0).get("rule")).isEqualTo(AWKWARD);
            assertThat(reply.entries().get(0).number("age")).isEqualTo(17);
            assertThat(reply.entries().get(0).get("host")).isNull();
            assertThat(reply.entries().get(0).number("rule")).isEqualTo(-1);
            assertThat(reply.entries().get(1).get("rule", "?")).isEmpty();
            assertThat(messages.isReplyRead()).isFalse();
            Files.write(file, new byte[0]);
            assertThat(messages.isReplyRead()).isTrue();
            messages.write(new Reply(ReplyStatus.STARTING, "1"));
            assertThat(reply().status()).isEqualTo(ReplyStatus.STARTING);
        }
    }

    private Reply reply() throws IOException {
        return new ReplyStream(new ByteArrayInputStream(Files.readAllBytes(file))).next();
    }

    /** Such as a link to another user's file in the place of the request. */
    @Test
    void leavesAFileWithoutTheTokenAsItIs() throws IOException {
        Path treasure = Files.writeString(folder.resolve("treasure"), "gold\nand silver\n");
        Files.delete(file);
        Files.createSymbolicLink(file, treasure);
        assertThatIOException().isThrownBy(this::open).withMessageContaining("does not hold the announced request");
        assertThat(treasure).hasContent("gold\nand silver\n");
        Files.delete(file);
        assertThatIOException().isThrownBy(this::open).withMessageContaining("is not a file");
        assertThatIOException().isThrownBy(() -> MessageFile.open("nonsense"));
        assertThat(file).doesNotExist();
    }

    @Test
    void writesThroughTheDescriptorAndNotByName() throws IOException {
        Path treasure = Files.writeString(folder.resolve("treasure"), "gold");
        try (MessageFile messages = open()) {
            Files.delete(file);
            Files.createSymbolicLink(file, treasure);
            messages.write(new Reply(ReplyStatus.DONE, "1"));
        }
        assertThat(treasure).hasContent("gold");
    }

    /** As a later version may send. */
    @Test
    void anUnknownCommandIsNullAndAnUnknownFieldIsIgnored() throws IOException {
        Files.writeString(file, TOKEN + "\nprotocol=1\tword=DANCE\tversion=9\tshoes=red\n");
        try (MessageFile messages = open()) {
            assertThat(messages.request().command()).isNull();
            assertThat(messages.request().version()).isEqualTo("9");
        }
    }

    @Test
    void longValuesAndManySentencesAreCut() throws IOException {
        String name = "n".repeat(1 << 20);
        Reply reply = new Reply(ReplyStatus.DONE, "1").addEntry(new Fields().with("opened.thread", name));
        for (int i = 0; i < 5000; i++) {
            reply.addSentence("mistake " + i);
        }
        try (MessageFile messages = open()) {
            messages.write(reply);
            assertThat(reply().entries().get(0).get("opened.thread"))
                    .startsWith("nnn")
                    .hasSize(8192);
            assertThat(reply().sentences()).hasSize(1000);
        }
    }
}
