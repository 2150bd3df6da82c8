// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.attach.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyStreamTest {

    private static final String HEAD = "protocol=1\tanswer=DONE\tversion=1\n";

    private static ReplyStream stream(String text) {
        return new ReplyStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void returnsOneAfterTheOtherAndThenNull() throws IOException {
        ReplyStream stream = stream(HEAD + "a=b\nend\n" + HEAD.replace("DONE", "ABSENT") + "end\n");
        assertThat(stream.next().entries()).hasSize(1);
        assertThat(stream.next().status()).isEqualTo(ReplyStatus.ABSENT);
        assertThat(stream.next()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'protocol=2\tanswer=DONE\tversion=9\nend\n', does not know its protocol",
        "'protocol=1\tanswer=DANCE\tversion=9\nend\n', has no known answer",
        "'protocol=1\tanswer=DONE\nend\n', has no known answer or no version",
        "'\n', is not name=value"
    })
    void rejectsAnInvalidHead(String text, String reason) {
        assertThatIOException().isThrownBy(stream(text)::next).withMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a=b\n",
                "a=b\nen",
                "\nend\n",
                "ab\nend\n",
                "=b\nend\n",
                "a=\\x\nend\n",
                "a=\\u12\nend\n",
                "a=\\u12g4\nend\n",
                "a=\\\nend\n",
                "a=\u001b[2J\nend\n",
                "a=\u009b2J\nend\n",
                "a=\r\nend\n",
                "a=\u0000\nend\n"
            })
    void rejectsWhatNoAgentWrites(String text) {
        assertThatIOException()
                .isThrownBy(stream(HEAD + text)::next)
                .satisfies(rejected -> assertThat(rejected.getMessage()).matches("[ -~]+"));
    }

    @Test
    void rejectsTooManyFields() {
        assertThatIOException()
                .isThrownBy(stream(HEAD + "a=b\t".repeat(100) + "a=b\nend\n")::next)
                .withMessageContaining("more than 64 fields");
    }

    /** No more than the bound is held in memory: the whole would not fit into this JVM. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "a=b\n", "sentence=b\n"})
    void rejectsAnEndlessReply(String again) {
        assertThatIOException()
                .isThrownBy(() -> new ReplyStream(new BufferedInputStream(new Endless(HEAD, again))).next())
                .withMessageMatching("it is larger than any reply of an agent|it has more than 1000000 lines");
    }

    /** A text, followed by another one without end. */
    private static final class Endless extends InputStream {

        private final String first;
        private final String again;
        private long position;

        Endless(String first, String again) {
            this.first = first;
            this.again = again;
        }

        @Override
        public int read() {
            long at = position++;
            return at < first.length()
                    ? first.charAt((int) at)
                    : again.charAt((int) ((at - first.length()) % again.length()));
        }
    }
}
