// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.proc;

import io.keepalive.agent.file.SpareDescriptors;
import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * Measures the processor time of a thread for a piece of work. Does not use the management beans, which the application
 * may want to initialise first. Keeps a file of /proc open between measurements, so that a measurement allocates
 * nothing. For one thread.
 */
public final class ThreadCpuTime {

    private static final String SCHEDSTAT = "/proc/thread-self/schedstat";

    /** Measurements between two attempts to open the file. */
    private static final int RETRY_EVERY = 64;

    /** The same where the last attempt failed for lack of a descriptor. */
    private static final int RETRY_WITHOUT_DESCRIPTORS_EVERY = 4;

    private static final long UNAVAILABLE = -1;

    private final byte[] buffer = new byte[64];
    private RandomAccessFile file;
    private int untilRetry;
    private long beginNanos;
    private long beginClockNanos;

    /** Starts a measurement on the calling thread. */
    public void begin() {
        if (file == null && untilRetry-- <= 0) {
            open();
        }
        beginNanos = read();
        beginClockNanos = System.nanoTime();
    }

    /** Nanoseconds on a processor since {@link #begin}; elapsed time where the kernel does not give it. */
    public long nanosSinceBegin() {
        long now = beginNanos == UNAVAILABLE ? UNAVAILABLE : read();
        return now == UNAVAILABLE ? System.nanoTime() - beginClockNanos : now - beginNanos;
    }

    private void open() {
        untilRetry = RETRY_EVERY;
        try {
            file = new RandomAccessFile(SCHEDSTAT, "r");
        } catch (IOException | SecurityException hidden) {
            file = null;
            untilRetry = SpareDescriptors.areAvailable() ? RETRY_EVERY : RETRY_WITHOUT_DESCRIPTORS_EVERY;
        }
    }

    private long read() {
        try {
            return file == null ? UNAVAILABLE : firstNumber();
        } catch (IOException hidden) {
            close();
            untilRetry = RETRY_EVERY;
            return UNAVAILABLE;
        }
    }

    /** The first of the three numbers in schedstat: time spent on the processor (Documentation/scheduler). */
    private long firstNumber() throws IOException {
        file.seek(0);
        int length = file.read(buffer);
        long number = 0;
        for (int i = 0; i < length && buffer[i] != ' '; i++) {
            number = 10 * number + (buffer[i] - '0');
        }
        return number;
    }

    /** Closes the file; {@link #begin} opens it again. */
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException lost) {
            // Nothing was written to it.
        } finally {
            file = null;
            untilRetry = 0;
        }
    }
}
