// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ConsoleLineTest {

    private static final long LIMIT_MILLIS = 60_000;

    /** It may lead into the logging of the application. */
    @Test
    void doesNotCallAStreamOfTheApplication() {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        PrintStream original = System.err;
        System.setErr(new PrintStream(received, true));
        try {
            ConsoleLine.write("a line of the test");
            Thread writing = DaemonThreads.find("keepalive-console");
            assertThat(writing == null || DaemonThreads.awaitTermination(writing, LIMIT_MILLIS))
                    .isTrue();
        } finally {
            System.setErr(original);
        }
        assertThat(received.size()).isZero();
    }
}
