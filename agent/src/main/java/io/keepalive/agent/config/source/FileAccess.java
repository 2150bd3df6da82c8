package io.keepalive.agent.config.source;

/**
 * Whether a file is being looked at or read, and for how long: tells a file system that does not answer from a machine
 * that has little time. Told on the thread that reads, asked on any.
 */
public final class FileAccess {

    /** How long a file system may take, in milliseconds. */
    public static final long PATIENCE_MILLIS = 5_000;

    private volatile boolean underWay;
    private volatile long sinceNanos;

    void begin() {
        sinceNanos = System.nanoTime();
        underWay = true;
    }

    /** May be said more than once. */
    public void end() {
        underWay = false;
    }

    /** Whether the file system has not answered for longer than it may take. */
    public boolean isOverdue() {
        return underWay && System.nanoTime() - sinceNanos > PATIENCE_MILLIS * 1_000_000;
    }
}
