package io.keepalive.compat.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An application that runs in a JVM of its own. Closing it ends it. */
public final class ForkedJvm implements AutoCloseable {

    private final Process process;
    private final Output stdout;
    private final Output stderr;

    ForkedJvm(String name, Process process) {
        this.process = process;
        this.stderr = new Output(name + " stderr", process.getErrorStream());
        this.stdout = new Output(name + " stdout", process.getInputStream(), stderr);
    }

    public long pid() {
        return process.pid();
    }

    public Output stdout() {
        return stdout;
    }

    public Output stderr() {
        return stderr;
    }

    /** Sends a line to its standard input. */
    public ForkedJvm send(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return this;
        } catch (IOException gone) {
            throw new UncheckedIOException("the application has ended: " + stderr.lines(), gone);
        }
    }

    /** Closes its standard input, at which the applications of these tests end, and waits for that. */
    public int finish() {
        return finish(Await.LIMIT);
    }

    int finish(Duration limit) {
        try {
            process.getOutputStream().close();
        } catch (IOException endedAlready) {
            // Then its status says how.
        }
        return exitStatus(limit);
    }

    /** Waits for its end and the end of its output. */
    public int exitStatus() {
        return exitStatus(Await.LIMIT);
    }

    private int exitStatus(Duration limit) {
        try {
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still running; output so far " + stdout);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        stdout.awaitEnd();
        stderr.awaitEnd();
        return process.exitValue();
    }

    /** Ends it as kill -9 does: its kernel says goodbye for it, nobody else. */
    public void kill() {
        process.destroyForcibly();
        Await.until(() -> !process.isAlive());
        removeAttachSocket();
    }

    /** A JVM that is killed leaves it behind, and the next process of that number could not be attached to. */
    private void removeAttachSocket() {
        try {
            Files.deleteIfExists(Path.of("/tmp", ".java_pid" + process.pid()));
        } catch (IOException notOurs) {
            // Another user owns it; the tests that need it gone run as root.
        }
    }

    @Override
    public void close() {
        kill();
    }
}
