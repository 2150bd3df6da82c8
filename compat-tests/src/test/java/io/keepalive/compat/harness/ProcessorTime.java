package io.keepalive.compat.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** How long a thread of an application has been on a processor, as the kernel counts. */
public final class ProcessorTime {

    private ProcessorTime() {}

    /** Of the one thread of this name, which the kernel cuts off after 15 characters. */
    public static Duration ofThread(ForkedJvm application, String name) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(application.pid()), "task"))) {
            List<Path> named =
                    threads.filter(thread -> read(thread, "comm").equals(name)).toList();
            if (named.size() != 1) {
                throw new AssertionError("not one thread called " + name + " but " + named);
            }
            return Duration.ofNanos(
                    Long.parseLong(read(named.get(0), "schedstat").split(" ")[0]));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Empty for a thread that has just ended. */
    private static String read(Path thread, String file) {
        try {
            return Files.readString(thread.resolve(file)).trim();
        } catch (IOException ended) {
            return "";
        }
    }
}
