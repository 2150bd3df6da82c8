// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.figure;

/**
 * The rounds of a thread that works at intervals, recognized from outside by the pauses between them: its processor
 * time is read often, and a period without a change ends a round.
 */
public final class Rounds {

    /** A share of the most expensive round so far. Less is no round but a reading of the clock or of a file. */
    private static final int SMALLEST = 10;

    private final long pauseNanos;

    private long lastCpuNanos = -1;
    private long roundBeganAtCpuNanos;
    private long lastChangeNanos;
    private long dearest;
    private int number;
    private long cpuNanos;

    /** @param pauseNanos the time without work that ends a round */
    public Rounds(long pauseNanos) {
        this.pauseNanos = pauseNanos;
    }

    /**
     * Adds a reading.
     *
     * @param nowNanos the clock
     * @param cpu the processor time of the thread so far
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

    /** The number of rounds since the last {@link #forget}. */
    public int number() {
        return number;
    }

    /** The processor time of these rounds. */
    public long cpuNanos() {
        return cpuNanos;
    }

    /** Starts counting anew. */
    public void forget() {
        number = 0;
        cpuNanos = 0;
    }

    /** Starts counting anew and forgets the cost of the earlier rounds, which ran under other conditions. */
    public void forgetAll() {
        forget();
        dearest = 0;
    }
}
