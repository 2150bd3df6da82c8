package io.keepalive.testkit.isolation;

import io.keepalive.testkit.Required;
import io.keepalive.testkit.jvm.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one application takes for the machine's clock, to be set while it runs; everybody else's stays as it is. By
 * libfaketime, which stands before the C library's clock_gettime and gettimeofday. The monotonic clock goes on.
 */
public final class MachineClock {

    private static final Path LIBRARIES = Path.of("/usr/lib");

    private final Path file;
    private final Path library;

    /** @param folder for the file by which it is set */
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

    /** For {@link Launch#through}: the process stays the application's own. */
    public List<String> command() {
        return List.of(
                "env",
                "LD_PRELOAD=" + library,
                "FAKETIME_TIMESTAMP_FILE=" + file,
                "FAKETIME_NO_CACHE=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                // Else it lets the JVM's waits on the monotonic clock end early.
                "FAKETIME_FORCE_MONOTONIC_FIX=0");
    }

    /** Sets it: so much ahead of the machine's, or behind that if negative. At once: each look at it reads the file. */
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
