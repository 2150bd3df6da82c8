package io.keepalive.agent.proc;

import io.keepalive.agent.file.SpareDescriptors;
import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * How much processor time a thread takes for a piece of work, without the management beans, which a host may want to be
 * first to touch. Keeps a file of /proc open from one piece to the next, so that asking allocates nothing. For one thread.
 */
public final class ThreadCpuTime {

    private static final String SCHEDSTAT = "/proc/thread-self/schedstat";

    /** Pieces of work between two trials to open the file, where there is none. */
    private static final int TRIAL_EVERY = 64;

    /** The same where there is one, and no descriptor was left for it. */
    private static final int TRIAL_FOR_DESCRIPTOR_EVERY = 4;

    private static final long UNTOLD = -1;

    private final byte[] text = new byte[64];
    private RandomAccessFile file;
    private int untilTrial;
    private long beganAt;
    private long clockBeganAt;

    /** A piece of work begins, on the calling thread. */
    public void begin() {
        if (file == null && untilTrial-- <= 0) {
            open();
        }
        beganAt = told();
        clockBeganAt = System.nanoTime();
    }

    /** Nanoseconds on a processor since {@link #begin}; the clock's where the kernel does not tell. */
    public long sinceBegin() {
        long now = beganAt == UNTOLD ? UNTOLD : told();
        return now == UNTOLD ? System.nanoTime() - clockBeganAt : now - beganAt;
    }

    private void open() {
        untilTrial = TRIAL_EVERY;
        try {
            file = new RandomAccessFile(SCHEDSTAT, "r");
        } catch (IOException | SecurityException hidden) {
            file = null;
            untilTrial = SpareDescriptors.areThere() ? TRIAL_EVERY : TRIAL_FOR_DESCRIPTOR_EVERY;
        }
    }

    private long told() {
        try {
            return file == null ? UNTOLD : firstNumber();
        } catch (IOException hidden) {
            close();
            untilTrial = TRIAL_EVERY;
            return UNTOLD;
        }
    }

    /** The first of the three numbers of schedstat: time spent on the processor (Documentation/scheduler). */
    private long firstNumber() throws IOException {
        file.seek(0);
        int length = file.read(text);
        long number = 0;
        for (int i = 0; i < length && text[i] != ' '; i++) {
            number = 10 * number + (text[i] - '0');
        }
        return number;
    }

    /** Closes the file; {@link #begin} opens it anew. */
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException lost) {
            // Nothing was written to it.
        } finally {
            file = null;
            untilTrial = 0;
        }
    }
}
