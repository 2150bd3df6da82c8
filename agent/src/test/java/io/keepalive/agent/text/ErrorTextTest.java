package io.keepalive.agent.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.text.ErrorText.Meaning;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTextTest {

    /** What java.net.Socket and the channels of Java 8 to 25 were seen to say. */
    @ParameterizedTest
    @CsvSource({
        "Connection timed out,                TIMED_OUT",
        "Connection timed out (Read failed),  TIMED_OUT",
        "Connection timed out (Write failed), TIMED_OUT",
        "Connection reset,                    RESET",
        "Connection reset by peer,            RESET",
        "Broken pipe,                         BROKEN_PIPE",
        "Broken pipe (Write failed),          BROKEN_PIPE",
        "No route to host,                    UNREACHABLE",
        "No route to host (Read failed),      UNREACHABLE",
        "Network is unreachable,              UNREACHABLE",
        "Read timed out,                      OTHER",
        "Socket closed,                       OTHER",
        "Invalid argument,                    OTHER",
        "No such file or directory,           OTHER",
        "'',                                  OTHER",
    })
    void meansWhatTheKernelSaid(String message, Meaning meaning) {
        assertThat(ErrorText.meaningOf(new IOException(message))).isEqualTo(meaning);
    }

    @Test
    void aFailureWithoutWordsMeansNothing() {
        assertThat(ErrorText.meaningOf(new IOException())).isEqualTo(Meaning.OTHER);
        assertThat(ErrorText.meaningOf(null)).isEqualTo(Meaning.OTHER);
    }
}
