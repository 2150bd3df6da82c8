// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A java whose threads all run on one processor of their own, so that scheduling does not affect the measurement. */
public final class PinnedJava {

    private PinnedJava() {}

    /**
     * Writes a program that starts it on the last processor of this machine.
     *
     * @param java the program to start
     * @param folder for the written program
     */
    public static String java(String java, Path folder) throws IOException {
        Path program = folder.resolve(
                "pinned-" + Path.of(java).toAbsolutePath().toString().replace('/', '-'));
        return StarterScript.write(program, "exec " + String.join(" ", command()) + " " + java);
    }

    /** The command that runs another one, appended to it, on that processor. */
    public static List<String> command() {
        int processor = Runtime.getRuntime().availableProcessors() - 1;
        return List.of("taskset", "-c", String.valueOf(processor));
    }
}
