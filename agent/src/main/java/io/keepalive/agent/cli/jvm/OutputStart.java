package io.keepalive.agent.cli.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The beginning of what another process says on standard error; the rest is read and forgotten. */
public final class OutputStart implements Runnable {

    private final InputStream in;
    private final byte[] start = new byte[1000];
    private int length;

    private OutputStart(InputStream in) {
        this.in = in;
    }

    /** Begins to read. */
    public static OutputStart of(InputStream in) {
        OutputStart words = new OutputStart(in);
        Thread reader = new Thread(words, "first-words");
        reader.setDaemon(true);
        reader.start();
        return words;
    }

    @Override
    public void run() {
        byte[] part = new byte[4096];
        try {
            for (int n = in.read(part); n > 0; n = in.read(part)) {
                add(part, n);
            }
        } catch (IOException closed) {
            // What has come is kept.
        }
    }

    private synchronized void add(byte[] part, int n) {
        int kept = Math.min(n, start.length - length);
        System.arraycopy(part, 0, start, length, kept);
        length += kept;
    }

    /** What has come so far. */
    @Override
    public synchronized String toString() {
        return new String(Arrays.copyOf(start, length), StandardCharsets.UTF_8).trim();
    }
}
