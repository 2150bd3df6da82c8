// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.source;

/**
 * Measures how long an access to a file takes, to distinguish a file system that does not respond from a slow machine.
 * Written on the thread that reads, read on any thread.
 */
public final class FileAccess {

    /** How long an access may take, in milliseconds. */
    public static final long TIMEOUT_MILLIS = 5_000;

    private volatile boolean inProgress;
    private volatile long sinceNanos;

    void begin() {
        sinceNanos = System.nanoTime();
        inProgress = true;
    }

    /** Ends the access; may be called more than once. */
    public void end() {
        inProgress = false;
    }

    /** Whether the access in progress takes longer than the timeout. */
    public boolean isOverdue() {
        return inProgress && System.nanoTime() - sinceNanos > TIMEOUT_MILLIS * 1_000_000;
    }
}
