package io.keepalive.benchmarks.figure;

/**
 * The rounds of a thread that works now and then, told apart from outside by the pauses between them: its processor time
 * is read often, and a time without any change ends a round.
 */
public final class Rounds {

    /** Of the dearest round so far; less is no round, but a look at the clock or at a file. */
    private static final int SMALLEST = 10;

    private final long pauseNanos;

    private long lastCpuNanos = -1;
    private long roundBeganAtCpuNanos;
    private long lastChangeNanos;
    private long dearest;
    private int number;
    private long cpuNanos;

    /** @param pauseNanos so long without work ends a round */
    public Rounds(long pauseNanos) {
        this.pauseNanos = pauseNanos;
    }

    /**
     * One reading.
     *
     * @param nowNanos the clock
     * @param cpu what the thread has used so far
     */
    public void read(long nowNanos, long cpu) {
        if (lastCpuNanos < 0) {
            roundBeganAtCpuNanos = cpu;
        } else if (cpu != lastCpuNanos) {
            lastChangeNanos = nowNanos;
        } else if (cpu != roundBeganAtCpuNanos && nowNanos - lastChangeNanos >= pauseNanos) {
            ended(cpu - roundBeganAtCpuNanos);
            roundBeganAtCpuNanos = cpu;
        }
        lastCpuNanos = cpu;
    }

    private void ended(long cost) {
        dearest = Math.max(dearest, cost);
        if (cost * SMALLEST >= dearest) {
            number++;
            cpuNanos += cost;
        }
    }

    /** How many have ended since the last {@link #forget}. */
    public int number() {
        return number;
    }

    /** What these have cost. */
    public long cpuNanos() {
        return cpuNanos;
    }

    /** Begins to count anew. */
    public void forget() {
        number = 0;
        cpuNanos = 0;
    }

    /** Begins to count anew, and what a round is like is no longer taken from those before: they were of another time. */
    public void forgetAll() {
        forget();
        dearest = 0;
    }
}
