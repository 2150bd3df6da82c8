// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A script that starts java in a certain way: JMH only takes the name of a program. */
final class StarterScript {

    private StarterScript() {}

    /**
     * Writes the script.
     *
     * @param program the file
     * @param command a shell command, to which all arguments are appended
     * @return the absolute path of the script
     */
    static String write(Path program, String command) throws IOException {
        Files.writeString(program, "#!/bin/sh\n" + command + " \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program.toAbsolutePath().toString();
    }
}
