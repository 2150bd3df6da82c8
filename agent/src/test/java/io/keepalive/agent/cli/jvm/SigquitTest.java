// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SigquitTest {

    private static final String NO_SHELL = "/nonexistent/sh";
    private static final int FIRST_WITH_FOREIGN_CALLS = 21;

    private static final int SIGQUIT = 3;

    private Process process;

    @BeforeEach
    void start() throws IOException {
        process = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @Test
    void aShellSendsIt() throws Exception {
        Sigquit.send(process.pid());
        awaitSigquit();
    }

    @Test
    void theCLibrarySendsItWithoutAShell() throws Exception {
        assumeTrue(Runtime.version().feature() >= FIRST_WITH_FOREIGN_CALLS);
        Sigquit.send(process.pid(), NO_SHELL);
        awaitSigquit();
    }

    @Test
    void anEarlierJavaNamesWhatItNeeds() {
        assumeTrue(Runtime.version().feature() < FIRST_WITH_FOREIGN_CALLS);
        assertThatIOException()
                .isThrownBy(() -> Sigquit.send(process.pid(), NO_SHELL))
                .withMessageStartingWith(
                        "this Java needs /nonexistent/sh to send SIGQUIT, and cannot run it: use Java 21");
    }

    /** It ends the process, or is pending where this JVM's thread blocks it, which its processes inherit. */
    private void awaitSigquit() throws Exception {
        while (process.isAlive() && !isPending()) {
            Thread.sleep(10);
        }
        if (!process.isAlive()) {
            assertThat(process.exitValue()).isEqualTo(128 + SIGQUIT);
        }
    }

    private boolean isPending() {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("ShdPnd:"))
                    .anyMatch(line -> (Long.parseLong(line.split("\\s+")[1], 16) >> SIGQUIT - 1 & 1) == 1);
        } catch (IOException ended) {
            return false;
        }
    }

    @Test
    void aProcessThatHasEndedIsAFailure() throws Exception {
        process.destroyForcibly().waitFor();
        assertThatIOException().isThrownBy(() -> Sigquit.send(process.pid())).withMessageContaining("SIGQUIT");
        assertThatIOException()
                .isThrownBy(() -> Sigquit.send(process.pid(), NO_SHELL))
                .withMessageContaining("SIGQUIT");
    }
}
