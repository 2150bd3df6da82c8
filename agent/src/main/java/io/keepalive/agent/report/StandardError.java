package io.keepalive.agent.report;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The process's own standard error.
 *
 * <p>Written through its descriptor and not through {@link System#err}: applications replace that with bridges into
 * their logging, which would run their code on the agent's thread and, where that logging goes over the network, come
 * back to the agent; and its lock is shared with the application's threads.
 */
final class StandardError implements LineWriter {

    private final OutputStream stream;

    StandardError() {
        this(new FileOutputStream(FileDescriptor.err));
    }

    /** @param stream in place of standard error */
    StandardError(OutputStream stream) {
        this.stream = stream;
    }

    @Override
    public void write(String line) throws IOException {
        stream.write((line + '\n').getBytes(StandardCharsets.UTF_8));
        stream.flush();
    }

    /** Leaves it open: it is the application's. */
    @Override
    public void close() {}
}
