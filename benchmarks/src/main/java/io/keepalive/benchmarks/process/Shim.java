// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.process;

import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.process.Commands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A C library that does the basic work of the agent, preloaded into a JVM: see src/main/c. */
public final class Shim {

    private static final Path SOURCE = Path.of("benchmarks/src/main/c/keepalive_shim.c");

    private Shim() {}

    /**
     * Compiles the library and writes a program that starts this JDK's java with it.
     *
     * @param folder for the program and the library
     * @return empty where there is no C compiler
     */
    public static Optional<String> java(Jdk jdk, Path folder) throws IOException {
        Path library = folder.resolve("keepalive_shim.so").toAbsolutePath();
        try {
            Commands.run(
                    List.of("gcc", "-O2", "-shared", "-fPIC", "-o", library.toString(), SOURCE.toString(), "-ldl"));
        } catch (UncheckedIOException noCompiler) {
            return Optional.empty();
        }
        Path program = folder.resolve("java-" + jdk.feature() + "-with-shim");
        return Optional.of(StarterScript.write(program, "LD_PRELOAD=" + library + " exec " + jdk.program("java")));
    }
}
