// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.process;

import io.keepalive.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that a test has started, mostly a JVM. Closing it kills it. */
public final class ForkedProcess implements AutoCloseable {

    private final Process process;
    private final Output stdout;
    private final Output stderr;

    private ForkedProcess(String name, Process process) {
        this.process = process;
        this.stderr = new Output(name + " stderr", process.getErrorStream());
        this.stdout = new Output(name + " stdout", process.getInputStream(), stderr);
    }

    /** Starts a process. The caller must close it. */
    public static ForkedProcess start(String name, ProcessBuilder builder) {
        try {
            return new ForkedProcess(name, builder.start());
        } catch (IOException notStarted) {
            throw new UncheckedIOException(notStarted);
        }
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    /** Its standard output. */
    public Output stdout() {
        return stdout;
    }

    /** Its standard error. */
    public Output stderr() {
        return stderr;
    }

    /** Sends a line to its standard input. */
    public ForkedProcess send(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return this;
        } catch (IOException gone) {
            throw new UncheckedIOException("the process has ended: " + stderr.lines(), gone);
        }
    }

    /** Stops it by SIGSTOP until {@link #resume}. */
    public void suspend() {
        signal("STOP");
    }

    /** Continues it by SIGCONT. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        Commands.run(List.of("sh", "-c", "kill -" + name + " " + pid()));
    }

    /** Closes its standard input, at which the test programs end, and waits for the end. Returns the exit status. */
    public int finish() {
        return finish(Await.LIMIT);
    }

    int finish(Duration limit) {
        try {
            process.getOutputStream().close();
        } catch (IOException endedAlready) {
            // The exit status shows how.
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

    /** Kills it by SIGKILL. The kernel closes its connections. */
    public void kill() {
        process.destroyForcibly();
        Await.until(() -> !process.isAlive());
        removeAttachSocket();
    }

    /** A killed JVM leaves this file behind, and a later process with the same id could not be attached to. */
    private void removeAttachSocket() {
        try {
            Files.deleteIfExists(Path.of("/tmp", ".java_pid" + process.pid()));
        } catch (IOException notOurs) {
            // Another user owns it; the tests that depend on its removal run as root.
        }
    }

    @Override
    public void close() {
        kill();
    }
}
