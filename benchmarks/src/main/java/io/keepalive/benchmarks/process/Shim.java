package io.keepalive.benchmarks.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The agent's basic work done in C, preloaded into a JVM: see src/main/c. */
public final class Shim {

    private static final Path SOURCE = Path.of("benchmarks/src/main/c/keepalive_shim.c");

    private Shim() {}

    /**
     * A program that starts this JDK's java with it.
     *
     * @param folder to put it and the shim into
     * @return empty where there is no C compiler
     */
    public static Optional<String> java(MeasuredJdk jdk, Path folder) throws IOException, InterruptedException {
        Path library = folder.resolve("keepalive_shim.so").toAbsolutePath();
        try {
            ShortCommand.outputOf(
                    List.of("gcc", "-O2", "-shared", "-fPIC", "-o", library.toString(), SOURCE.toString(), "-ldl"));
        } catch (IOException noCompiler) {
            return Optional.empty();
        }
        Path program = folder.resolve("java-" + jdk.feature() + "-with-shim");
        return Optional.of(Starter.write(program, "LD_PRELOAD=" + library + " exec " + jdk.program("java")));
    }
}
