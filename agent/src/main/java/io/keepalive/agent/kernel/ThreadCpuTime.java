package io.keepalive.agent.kernel;

import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * The processor time of one thread, without the management beans, which a host may want to be first to touch. Keeps a
 * file of /proc open, so that asking allocates nothing. For the thread that made it.
 */
public final class ThreadCpuTime {

    private static final String SCHEDSTAT = "/proc/thread-self/schedstat";

    private final byte[] text = new byte[64];
    private RandomAccessFile file;

    private ThreadCpuTime(RandomAccessFile file) {
        this.file = file;
    }

    /** Of the calling thread. */
    public static ThreadCpuTime ofThisThread() {
        try {
            return new ThreadCpuTime(new RandomAccessFile(SCHEDSTAT, "r"));
        } catch (IOException hidden) {
            return new ThreadCpuTime(null);
        }
    }

    /** Nanoseconds on a processor since the thread began; the clock's where the kernel does not tell. */
    public long nanos() {
        try {
            return file == null ? System.nanoTime() : firstNumber();
        } catch (IOException hidden) {
            close();
            return System.nanoTime();
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

    /** Closes the file; from then on it is the clock's time. */
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException lost) {
            // Nothing was written to it.
        } finally {
            file = null;
        }
    }
}
