// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.event.Level;
import io.keepalive.agent.event.SampleEvents;
import io.keepalive.agent.report.LogSettings;
import io.keepalive.agent.report.Reporter;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs in a JVM of its own, since it tests the console and the end of a JVM. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StandardErrorTest {

    private static final int DEATHS = 15;

    @TempDir
    Path folder;

    /** An application that replaces System.err and ends right after its peers have died. */
    static final class Application {

        private Application() {}

        /** The arguments are the file that standard error is, and the log file, which may be missing. */
        public static void main(String[] files) throws IOException, InterruptedException {
            ByteArrayOutputStream bridge = new ByteArrayOutputStream();
            System.setErr(new PrintStream(bridge, true));
            LogSettings log =
                    SampleEvents.log(files.length == 1 ? null : files[1], LogSettings.Format.TEXT, Level.INFO);
            Reporter reporter = new Reporter(
                    SampleEvents.report(log), SampleEvents.AGENT, new LogSinkFactory(), Collections.emptyList());
            reporter.start();
            reporter.died(new SampleEvents().death());
            waitUntilWritten(files);
            for (int i = 1; i < DEATHS; i++) {
                // Those of one host would be one line.
                reporter.died(new SampleEvents()
                        .peer(SampleEvents.address("10.0.1." + i, 5432))
                        .death());
            }
            System.out.println(bridge.size());
            System.exit(0);
        }

        /** On a busy machine, loading classes alone may exceed the second that the reporter has at the end of the JVM. */
        private static void waitUntilWritten(String[] files) throws IOException, InterruptedException {
            while (!hasDeath(Path.of(files[0])) && !hasDeath(Path.of(files[files.length - 1]))) {
                Thread.sleep(10);
            }
        }

        private static boolean hasDeath(Path file) throws IOException {
            return Files.isRegularFile(file) && Files.readString(file).contains("peer dead");
        }
    }

    @Test
    void bypassesAReplacedSystemErr() throws Exception {
        Path console = run();

        assertThat(Files.readAllLines(console)).hasSize(DEATHS).allMatch(line -> line.contains("] peer dead: "));
        assertThat(Files.readAllLines(folder.resolve("out"))).containsExactly("0");
    }

    @Test
    void staysEmptyWhileTheFileIsWritten() throws Exception {
        Path log = folder.resolve("keepalive.log");
        Path console = run(log.toString());

        assertThat(console).isEmptyFile();
        assertThat(Files.readAllLines(log)).hasSize(DEATHS);
    }

    @Test
    void receivesTheLinesOfAnUnwritableFileAndTheReasonOnce() throws Exception {
        Path console = run(folder.toString());

        List<String> lines = Files.readAllLines(console);
        assertThat(lines).hasSize(DEATHS + 1);
        assertThat(lines.get(0))
                .contains("cannot write the log file " + folder + " (Is a directory: " + folder + ")")
                .contains("reports go to standard error");
    }

    private Path run(String... logFile) throws IOException, InterruptedException {
        Path console = folder.resolve("err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Application.class.getName(),
                console.toString()));
        command.addAll(List.of(logFile));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.redirectError(console.toFile())
                .redirectOutput(new File(folder.toFile(), "out"))
                .start();
        try {
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
        return console;
    }
}
