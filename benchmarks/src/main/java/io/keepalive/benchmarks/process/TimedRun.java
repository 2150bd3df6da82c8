// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A completed run of a program.
 *
 * @param startedNanos the start, by {@link System#nanoTime}, whose clock all processes of this machine share
 * @param wallMillis elapsed time
 * @param cpuMillis processor time in user and system mode
 * @param output its standard output
 */
public record TimedRun(long startedNanos, double wallMillis, double cpuMillis, String output) {

    /** Bash reads the times in microseconds; /proc only counts hundredths of a second. */
    private static final String TIME = "TIMEFORMAT='%3R %3U %3S'; time \"$@\" 2>/dev/null";

    /** Runs a program. Its standard error is discarded. */
    public static TimedRun run(List<String> program) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", "-c", TIME, "bash"));
        command.addAll(program);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(Map.of("LC_ALL", "C"));
        long started = System.nanoTime();
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String times;
        try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
            times = errors.readLine();
        }
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", program) + " failed");
        }
        String[] seconds = times.split(" ");
        return new TimedRun(started, millis(seconds[0]), millis(seconds[1]) + millis(seconds[2]), output.trim());
    }

    /**
     * The time from the start until an event of which the program has printed the name and the time.
     *
     * @throws IllegalStateException if it has not
     */
    public double millisUntil(String event) {
        return output.lines()
                .map(line -> line.split(" "))
                .filter(words -> words.length == 2 && words[0].equals(event))
                .findFirst()
                .map(words -> (Long.parseLong(words[1]) - startedNanos) / 1e6)
                .orElseThrow(() -> new IllegalStateException("there is no '" + event + "' in: " + output));
    }

    private static double millis(String seconds) {
        return Double.parseDouble(seconds) * 1_000;
    }
}
