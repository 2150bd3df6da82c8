// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.commandline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;

/** An agent with the class name of the shipped one that sends forged replies, for the class path of an application. */
public final class ForgedAgent {

    private static final String SOURCE = "/io/keepalive/compat/commandline/forged-agent.java";

    private ForgedAgent() {}

    /** Compiles it for Java 8 into a subfolder of this folder and returns that. */
    public static Path in(Path folder) {
        try {
            Path source = Files.createDirectories(folder.resolve("source")).resolve("KeepaliveAgent.java");
            Files.write(source, ForgedAgent.class.getResourceAsStream(SOURCE).readAllBytes());
            Path classes = Files.createDirectories(folder.resolve("forged"));
            int status = ToolProvider.getSystemJavaCompiler()
                    .run(
                            null,
                            null,
                            null,
                            List.of("--release", "8", "-Xlint:-options", "-d", classes.toString(), source.toString())
                                    .toArray(String[]::new));
            if (status != 0) {
                throw new AssertionError("the forged agent does not compile");
            }
            return classes;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
