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
    void givesOneAfterTheOtherAndThenNone() throws IOException {
        ReplyStream stream = stream(HEAD + "a=b\nend\n" + HEAD.replace("DONE", "ABSENT") + "end\n");
        assertThat(stream.next().records()).hasSize(1);
        assertThat(stream.next().answer()).isEqualTo(ReplyStatus.ABSENT);
        assertThat(stream.next()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'protocol=2\tanswer=DONE\tversion=9\nend\n', in a protocol that is not understood here",
        "'protocol=1\tanswer=DANCE\tversion=9\nend\n', names no answer",
        "'protocol=1\tanswer=DONE\nend\n', names no answer or no version",
        "'\n', no name=value"
    })
    void refusesAHeadThatIsNone(String text, String reason) {
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
    void refusesWhatNoAgentWrites(String text) {
        assertThatIOException()
                .isThrownBy(stream(HEAD + text)::next)
                .satisfies(refused -> assertThat(refused.getMessage()).matches("[ -~]+"));
    }

    @Test
    void refusesMoreFieldsThanAnAgentHas() {
        assertThatIOException()
                .isThrownBy(stream(HEAD + "a=b\t".repeat(100) + "a=b\nend\n")::next)
                .withMessageContaining("more than 64 fields");
    }

    /** Held in memory is no more than the bound: this JVM would not have room for what comes. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "a=b\n", "sentence=b\n"})
    void refusesWhatHasNoEnd(String again) {
        assertThatIOException()
                .isThrownBy(() -> new ReplyStream(new BufferedInputStream(new Endless(HEAD, again))).next())
                .withMessageMatching("it is larger than any agent's|it has more than 1000000 lines");
    }

    /** A text and then another one for ever. */
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
