// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.text.ErrorText.Kind;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTextTest {

    /** Messages observed from java.net.Socket and the channels of Java 8 to 25. */
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
    void classifiesTheMessage(String message, Kind kind) {
        assertThat(ErrorText.classify(new IOException(message))).isEqualTo(kind);
    }

    @Test
    void noMessageIsOther() {
        assertThat(ErrorText.classify(new IOException())).isEqualTo(Kind.OTHER);
        assertThat(ErrorText.classify(null)).isEqualTo(Kind.OTHER);
    }
}
