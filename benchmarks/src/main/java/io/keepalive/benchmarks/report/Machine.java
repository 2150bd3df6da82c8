// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The machine on which the measurements ran.
 *
 * @param processors number and model
 * @param kernel name and version
 * @param openFiles the maximum number of open files per process
 */
public record Machine(String processors, String memory, String kernel, String openFiles) {

    private static final long KIB_PER_GIB = 1L << 20;

    public static Machine here() throws IOException {
        return new Machine(
                Runtime.getRuntime().availableProcessors() + " x " + afterColon("/proc/cpuinfo", "model name"),
                String.format(
                        Locale.ROOT,
                        "%.0f GiB",
                        number(afterColon("/proc/meminfo", "MemTotal")) / (double) KIB_PER_GIB),
                "Linux "
                        + Files.readString(Path.of("/proc/sys/kernel/osrelease"))
                                .trim(),
                openFilesLimit());
    }

    private static long number(String text) {
        return Long.parseLong(text.split(" ")[0]);
    }

    private static String openFilesLimit() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/limits"))) {
            return lines.filter(line -> line.startsWith("Max open files"))
                    .map(line -> line.split("\\s{2,}")[2])
                    .findFirst()
                    .orElse("unknown");
        }
    }

    private static String afterColon(String file, String name) throws IOException {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("unknown");
        }
    }

    @Override
    public String toString() {
        return processors + ", " + memory + ", " + kernel + ", at most " + openFiles + " open files a process";
    }
}
