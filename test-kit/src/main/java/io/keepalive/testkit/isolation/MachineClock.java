// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.isolation;

import io.keepalive.testkit.Required;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The wall clock of one application, which can be set while it runs; other processes are not affected. Uses
 * libfaketime, which intercepts clock_gettime and gettimeofday of the C library. The monotonic clock is not changed.
 */
public final class MachineClock {

    private static final Path LIBRARIES = Path.of("/usr/lib");

    private final Path file;
    private final Path library;

    /** @param folder for the file that sets the clock */
    public MachineClock(Path folder) {
        file = folder.resolve("clock");
        library = library();
        setAhead(Duration.ZERO);
    }

    private static Path library() {
        try (Stream<Path> files =
                Files.find(LIBRARIES, 3, (path, attributes) -> path.endsWith("faketime/libfaketimeMT.so.1"))) {
            Path found = files.findFirst().orElse(null);
            if (found == null) {
                Required.missing("there is no libfaketime");
            }
            return found;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The command for {@link io.keepalive.testkit.jvm.Launch#through}. It keeps the process id. */
    public List<String> command() {
        return List.of(
                "env",
                "LD_PRELOAD=" + library,
                "FAKETIME_TIMESTAMP_FILE=" + file,
                "FAKETIME_NO_CACHE=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                // Otherwise the JVM's waits on the monotonic clock end early.
                "FAKETIME_FORCE_MONOTONIC_FIX=0");
    }

    /**
     * Sets the clock ahead of the machine's, or behind it if negative. Takes effect at once: every reading of the
     * clock reads the file.
     */
    public void setAhead(Duration ahead) {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.writeString(next, (ahead.isNegative() ? "" : "+") + ahead.toSeconds() + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
