// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.event.Level;
import io.keepalive.agent.event.SampleEvents;
import io.keepalive.agent.report.LogSettings;
import io.keepalive.agent.report.counters.Counters;
import io.keepalive.agent.time.ManualClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FallbackLogWriterTest {

    private final List<String> inFile = new ArrayList<>();
    private final List<String> onError = new ArrayList<>();
    private final Counters counters = new Counters();
    private IOException refusal;
    private IOException diskFull;
    private boolean cut;
    private final ManualClock time = new ManualClock();

    @Test
    void writesToTheFileAlone() throws IOException {
        open().write("one");

        assertThat(inFile).containsExactly("one");
        assertThat(onError).isEmpty();
        assertThat(counters.agentErrors()).isZero();
    }

    @Test
    void reportsOnceThatTheFileCannotBeOpenedAndFallsBack() throws IOException {
        refusal = new IOException("nothing there");
        FallbackLogWriter log = open();
        log.write("one");
        time.pass(10 * FallbackLogWriter.RETRY_MILLIS);
        log.write("two");

        assertThat(onError)
                .containsExactly(
                        "2026-11-22T07:00:00.123Z ERROR [keepalive] cannot write the log file /var/log/k.log"
                                + " (java.io.IOException: nothing there): reports go to standard error until it can be"
                                + " written",
                        "one",
                        "two");
        assertThat(counters.agentErrors()).isEqualTo(1);
    }

    @Test
    void losesNoLineOnAFullDiskAndReturnsToTheFile() throws IOException {
        FallbackLogWriter log = open();
        log.write("one");
        diskFull = new IOException("No space left on device");
        log.write("two");
        diskFull = null;
        log.write("three");
        time.pass(FallbackLogWriter.RETRY_MILLIS);
        log.write("four");

        assertThat(inFile).containsExactly("one", "closed", "four");
        assertThat(onError).hasSize(3).endsWith("two", "three");
        assertThat(onError.get(0)).contains("cannot write the log file /var/log/k.log");
    }

    @Test
    void theFileIsOpenedAgainAfterACheckpoint() throws IOException {
        FallbackLogWriter log = open();
        log.write("one");
        log.closeFile();
        log.closeFile();
        assertThat(inFile).containsExactly("one", "closed");
        log.write("two");

        assertThat(inFile).containsExactly("one", "closed", "two");
        assertThat(onError).isEmpty();
    }

    /** Else the next object of JSON would begin in the middle of the cut one. */
    @Test
    void beginsANewLineAfterACutOne() throws IOException {
        FallbackLogWriter log = open();
        diskFull = new IOException("No space left on device");
        cut = true;
        log.write("one");
        diskFull = null;
        cut = false;
        time.pass(FallbackLogWriter.RETRY_MILLIS);
        log.write("two");
        log.write("three");

        assertThat(inFile).containsExactly("closed", "\ntwo", "three");
    }

    @Test
    void reportsASecondFailureAgain() throws IOException {
        FallbackLogWriter log = open();
        for (int i = 0; i < 2; i++) {
            diskFull = new IOException("No space left on device");
            log.write("lost");
            time.pass(FallbackLogWriter.RETRY_MILLIS);
            diskFull = null;
            log.write("back");
        }

        assertThat(onError).hasSize(4);
        assertThat(counters.agentErrors()).isEqualTo(2);
    }

    @Test
    void fallsBackOnARealFullDisk() throws IOException {
        LogSettings settings = SampleEvents.log("/dev/full", LogSettings.Format.TEXT, Level.INFO);
        FallbackLogWriter log = new FallbackLogWriter(
                "/dev/full",
                () -> LogSinkFactory.file(settings, time),
                writer(onError),
                new TextLine(),
                counters,
                time);
        log.write("one");

        assertThat(onError.get(0)).contains("/dev/full (java.io.IOException: No space left on device)");
        assertThat(onError.get(1)).isEqualTo("one");
    }

    private FallbackLogWriter open() {
        return new FallbackLogWriter(
                "/var/log/k.log",
                () -> {
                    if (refusal != null) {
                        throw refusal;
                    }
                    return writer(inFile);
                },
                writer(onError),
                new TextLine(),
                counters,
                time);
    }

    private LogWriter writer(List<String> lines) {
        return new LogWriter() {
            @Override
            public void write(String line) throws IOException {
                if (diskFull != null && lines == inFile) {
                    throw diskFull;
                }
                lines.add(line);
            }

            @Override
            public boolean hasCutLine() {
                return cut;
            }

            @Override
            public void close() {
                lines.add("closed");
            }
        };
    }
}
