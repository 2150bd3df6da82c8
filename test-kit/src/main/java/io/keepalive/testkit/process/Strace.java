package io.keepalive.testkit.process;

import io.keepalive.testkit.Required;
import io.keepalive.testkit.jvm.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The system calls of an application and the threads that made them, as strace writes them down. */
public final class Strace {

    private final Path file;
    private final String calls;

    /**
     * @param file to write them to
     * @param calls the names of the calls to look at, with commas
     */
    public Strace(Path file, String calls) {
        this.file = file;
        this.calls = calls;
        if (!Files.isExecutable(Path.of("/usr/bin/strace"))) {
            Required.missing("there is no strace");
        }
    }

    /** For {@link Launch#through}: the process stays the application's own. */
    public List<String> command() {
        // prctl names a thread: only where strace sees that does it know the name.
        return List.of("strace", "-D", "-f", "--decode-pids=comm", "-o", file.toString(), "-e", "trace=prctl," + calls);
    }

    /**
     * The calls so far by threads whose name matches, and that contain something that matches.
     *
     * @param thread the kernel's name, of which there are no more than 15 characters
     */
    public List<String> calls(String thread, String part) {
        Pattern line = Pattern.compile("\\d+<" + thread + "> .*(?:" + part + ").*");
        try {
            return Files.readAllLines(file).stream()
                    .filter(call -> line.matcher(call).matches())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
