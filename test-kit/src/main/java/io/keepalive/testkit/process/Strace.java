// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.process;

import io.keepalive.testkit.Required;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The system calls of an application and the threads that made them, recorded by strace. */
public final class Strace {

    private final Path file;
    private final String calls;

    /**
     * @param file for the recording
     * @param calls the names of the calls to record, separated by commas
     */
    public Strace(Path file, String calls) {
        this.file = file;
        this.calls = calls;
        requireStrace();
    }

    private static void requireStrace() {
        if (!Files.isExecutable(Path.of("/usr/bin/strace"))) {
            Required.missing("there is no strace");
        }
    }

    /**
     * The command for {@link io.keepalive.testkit.jvm.Launch#through} where each thread is refused to open a file as if there
     * were no descriptor for it. It keeps the process id.
     *
     * @param times which attempts of a thread are refused, as after {@code when=} in strace(1): {@code 1..2} or {@code 1+}
     */
    public static List<String> refusal(Path file, String times) {
        requireStrace();
        return List.of(
                "strace",
                "-D",
                "-f",
                "-o",
                "/dev/null",
                "-P",
                file.toString(),
                "-e",
                "trace=openat",
                "-e",
                "inject=openat:error=EMFILE:when=" + times);
    }

    /** The command for {@link io.keepalive.testkit.jvm.Launch#through}. It keeps the process id. */
    public List<String> command() {
        // Strace learns the names of threads from prctl.
        return List.of("strace", "-D", "-f", "--decode-pids=comm", "-o", file.toString(), "-e", "trace=prctl," + calls);
    }

    /**
     * The calls so far by threads whose name matches, and that contain a match of the other expression.
     *
     * @param thread the kernel's name, at most 15 characters
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
