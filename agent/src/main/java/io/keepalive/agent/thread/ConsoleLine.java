package io.keepalive.agent.thread;

import io.keepalive.agent.proc.ClientOnStandardError;

/** A line on standard error, written by a thread of its own: a pipe that nobody reads blocks that thread alone. */
public final class ConsoleLine implements Runnable {

    private final String text;

    private ConsoleLine(String text) {
        this.text = text;
    }

    /** Writes the line, unless standard error is the connection of a client. */
    public static void write(String text) {
        DaemonThreads.create("keepalive-console", new ConsoleLine(text)).start();
    }

    @Override
    public void run() {
        if (!ClientOnStandardError.isPresent()) {
            System.err.println("[keepalive] " + text);
        }
    }
}
