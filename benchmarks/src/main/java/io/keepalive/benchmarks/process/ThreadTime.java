package io.keepalive.benchmarks.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** How long one thread of a process has been on a processor, as the kernel counts. */
public final class ThreadTime {

    private final Path schedstat;

    private ThreadTime(Path schedstat) {
        this.schedstat = schedstat;
    }

    /**
     * @param name the kernel's, of which there are no more than 15 characters
     * @throws IOException where the process has none of that name
     */
    public static ThreadTime of(long pid, String name) throws IOException {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc", String.valueOf(pid), "task"))) {
            for (Path thread : threads) {
                if (Files.readString(thread.resolve("comm")).trim().equals(name)) {
                    return new ThreadTime(thread.resolve("schedstat"));
                }
            }
        }
        throw new IOException("process " + pid + " has no thread " + name);
    }

    /** So far. */
    public long nanos() throws IOException {
        return Long.parseLong(Files.readString(schedstat).split(" ")[0]);
    }
}
