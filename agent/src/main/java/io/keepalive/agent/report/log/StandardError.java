package io.keepalive.agent.report.log;

import io.keepalive.agent.proc.ClientOnStandardError;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/**
 * The process's own standard error.
 *
 * <p>Written through its descriptor and not through {@link System#err}: applications replace that with bridges into
 * their logging, which would run their code on the agent's thread and, where that logging goes over the network, come
 * back to the agent; and its lock is shared with the application's threads.
 *
 * <p>Where it is a client's connection, as in what inetd starts, nothing is written: it would reach the client.
 */
final class StandardError implements LogWriter {

    private final OutputStream stream;
    private final BooleanSupplier isClients;

    StandardError() {
        this(new FileOutputStream(FileDescriptor.err), ClientOnStandardError::isPresent);
    }

    /**
     * @param stream in place of standard error
     * @param isClients whether it is the connection of a client
     */
    StandardError(OutputStream stream, BooleanSupplier isClients) {
        this.stream = stream;
        this.isClients = isClients;
    }

    @Override
    public void write(String line) throws IOException {
        if (isClients.getAsBoolean()) {
            return;
        }
        stream.write((line + '\n').getBytes(StandardCharsets.UTF_8));
        stream.flush();
    }

    /** Leaves it open: it is the application's. */
    @Override
    public void close() {}
}
