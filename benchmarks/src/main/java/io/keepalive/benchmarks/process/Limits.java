package io.keepalive.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this system lets a process have. */
public final class Limits {

    /** What a JVM has open besides connections. */
    private static final int OTHER_FILES = 300;

    private Limits() {}

    /** How many connections one process can hold, at most so many. */
    public static int connections(int wanted) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/limits"))) {
            String limit = lines.filter(line -> line.startsWith("Max open files"))
                    .map(line -> line.split("\\s{2,}")[1])
                    .findFirst()
                    .orElseThrow(() -> new IOException("/proc/self/limits does not tell how many files may be open"));
            return limit.equals("unlimited") ? wanted : Math.min(wanted, Integer.parseInt(limit) - OTHER_FILES);
        }
    }
}
