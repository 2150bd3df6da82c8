// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.kernel;

import io.keepalive.testkit.Await;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The threads of a process as the kernel lists them in /proc/PID/task, whose names have at most 15 characters: up to Java
 * 25 the first ones of a longer name, since 26 the first seven and the last six (os::set_native_thread_name).
 */
public final class KernelThreads {

    private static final int LONGEST = 15;
    private static final int FIRST_WITH_THE_END = 26;

    private KernelThreads() {}

    /** The name that the kernel lists for a thread of the JDK under test. */
    public static String shortened(String name) {
        if (name.length() <= LONGEST) {
            return name;
        }
        return Jdk.underTest().feature() < FIRST_WITH_THE_END
                ? name.substring(0, LONGEST)
                : name.substring(0, 7) + ".." + name.substring(name.length() - 6);
    }

    /** One thread. */
    public static final class OneThread {

        private final Path schedstat;

        private OneThread(Path folder) {
            this.schedstat = folder.resolve("schedstat");
        }

        /** The time that it has spent on a processor, in nanoseconds. */
        public long cpuNanos() {
            try {
                return Long.parseLong(Files.readString(schedstat).split(" ")[0]);
            } catch (IOException ended) {
                throw new UncheckedIOException(ended);
            }
        }
    }

    /** The names of the live threads. */
    public static List<String> names(ForkedProcess process) {
        return folders(process.pid()).stream().map(KernelThreads::name).toList();
    }

    /**
     * Waits until the names of the live threads meet the condition, and returns the last ones read. A thread begins, and
     * ends, some time after the call that causes it.
     */
    public static List<String> awaitNames(ForkedProcess process, Predicate<List<String>> wanted) {
        return Await.read(() -> names(process), wanted);
    }

    /**
     * The one thread of this name.
     *
     * @throws AssertionError where the process has none, or several
     */
    public static OneThread named(long pid, String name) {
        List<Path> named = folders(pid).stream()
                .filter(thread -> name(thread).equals(name))
                .toList();
        if (named.size() != 1) {
            throw new AssertionError("not one thread called " + name + " but " + named);
        }
        return new OneThread(named.get(0));
    }

    private static List<Path> folders(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
            return threads.toList();
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
