package io.keepalive.benchmarks.process;

import java.io.IOException;
import java.nio.file.Path;

/** A java that has one processor to itself and its threads, so that no scheduler's choice is measured. */
public final class PinnedJava {

    private PinnedJava() {}

    /**
     * A program that starts it.
     *
     * @param java the program to start on the last of this machine's processors
     * @param folder to put the program into
     */
    public static String java(String java, Path folder) throws IOException {
        int processor = Runtime.getRuntime().availableProcessors() - 1;
        Path program = folder.resolve(
                "pinned-" + Path.of(java).toAbsolutePath().toString().replace('/', '-'));
        return StarterScript.write(program, "exec taskset -c " + processor + " " + java);
    }
}
