// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.log;

import io.keepalive.agent.proc.ClientOnStandardError;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The process's standard error.
 *
 * <p>Written through its descriptor, not through {@link System#err}: applications replace that with bridges into their logging,
 * which would run application code on the agent's thread and, with logging over the network, re-enter the agent. Its lock is
 * also shared with the application's threads.
 *
 * <p>Nothing is written if it is a client's connection, as under inetd, since the client would receive it.
 */
final class StandardError implements LogWriter {

    private final OutputStream stream = new FileOutputStream(FileDescriptor.err);

    @Override
    public void write(String line) throws IOException {
        if (ClientOnStandardError.isPresent()) {
            return;
        }
        stream.write((line + '\n').getBytes(StandardCharsets.UTF_8));
        stream.flush();
    }

    /** Does nothing: the stream belongs to the application. */
    @Override
    public void close() {}
}
