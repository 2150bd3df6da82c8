package io.keepalive.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A java that has one processor to itself and its threads, so that no scheduler's choice is measured. */
public final class Pinned {

    private Pinned() {}

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
        Files.writeString(program, "#!/bin/sh\nexec taskset -c " + processor + " " + java + " \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program.toAbsolutePath().toString();
    }
}
