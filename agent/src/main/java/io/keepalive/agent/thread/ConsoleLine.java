// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.thread;

import io.keepalive.agent.proc.ClientOnStandardError;
import io.keepalive.agent.text.Escaping;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A line on standard error, written by a thread of its own: a pipe that nobody reads blocks that thread alone. Written
 * through the descriptor, not through {@link System#err}, which applications replace with code of their own.
 */
public final class ConsoleLine implements Runnable {

    private final String text;

    private ConsoleLine(String text) {
        this.text = text;
    }

    /** Writes the line, with control characters escaped, unless standard error is the connection of a client. */
    public static void write(String text) {
        DaemonThreads.create("keepalive-console", new ConsoleLine(text)).start();
    }

    @Override
    public void run() {
        if (ClientOnStandardError.isPresent()) {
            return;
        }
        StringBuilder line = new StringBuilder("[keepalive] ");
        Escaping.appendPlain(text, line);
        try {
            new FileOutputStream(FileDescriptor.err)
                    .write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException closed) {
            // There is no other place for it.
        }
    }
}
