// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The beginning of another process's standard error; the rest is read and dropped. */
public final class OutputStart implements Runnable {

    private final InputStream in;
    private final byte[] start = new byte[1000];
    private int length;

    private OutputStart(InputStream in) {
        this.in = in;
    }

    /** Starts reading. */
    public static OutputStart of(InputStream in) {
        OutputStart output = new OutputStart(in);
        Thread reader = new Thread(output, "stderr");
        reader.setDaemon(true);
        reader.start();
        return output;
    }

    @Override
    public void run() {
        byte[] part = new byte[4096];
        try {
            for (int n = in.read(part); n > 0; n = in.read(part)) {
                add(part, n);
            }
        } catch (IOException closed) {
            // What was read is kept.
        }
    }

    private synchronized void add(byte[] part, int n) {
        int kept = Math.min(n, start.length - length);
        System.arraycopy(part, 0, start, length, kept);
        length += kept;
    }

    /** What was read so far. */
    @Override
    public synchronized String toString() {
        return new String(Arrays.copyOf(start, length), StandardCharsets.UTF_8).trim();
    }
}
