package io.keepalive.benchmarks.process;

import java.io.IOException;
import java.nio.file.Path;

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
        int processor = Runtime.getRuntime().availableProcessors() - 1;
        Path program = folder.resolve(
                "pinned-" + Path.of(java).toAbsolutePath().toString().replace('/', '-'));
        return StarterScript.write(program, "exec taskset -c " + processor + " " + java);
    }
}
