package io.keepalive.compat.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The threads of an application, by the kernel's names for them, of which there are no more than 15 characters. */
public final class JvmThreads {

    private JvmThreads() {}

    /** Those that live now. */
    public static List<String> of(ForkedJvm application) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(application.pid()), "task"))) {
            return threads.map(JvmThreads::name).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Empty for a thread that has just ended. */
    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).trim();
        } catch (IOException ended) {
            return "";
        }
    }
}
