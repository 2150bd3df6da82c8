package io.keepalive.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A program that starts a java in a certain way: JMH takes the name of a program, and no more. */
final class StarterScript {

    private StarterScript() {}

    /**
     * Writes it.
     *
     * @param program the file to write
     * @param command of a shell, which is given all arguments
     * @return the program's full name
     */
    static String write(Path program, String command) throws IOException {
        Files.writeString(program, "#!/bin/sh\n" + command + " \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program.toAbsolutePath().toString();
    }
}
