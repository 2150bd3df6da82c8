// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The limits of the system for a process. */
public final class Limits {

    /** Files that a JVM has open besides connections. */
    private static final int OTHER_FILES = 300;

    private Limits() {}

    /** The number of connections that one process can hold, at most the wanted one. */
    public static int connections(int wanted) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/limits"))) {
            String limit = lines.filter(line -> line.startsWith("Max open files"))
                    .map(line -> line.split("\\s{2,}")[1])
                    .findFirst()
                    .orElseThrow(() -> new IOException("/proc/self/limits does not contain the limit of open files"));
            return limit.equals("unlimited") ? wanted : Math.min(wanted, Integer.parseInt(limit) - OTHER_FILES);
        }
    }
}
