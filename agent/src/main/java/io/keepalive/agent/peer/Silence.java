// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.peer;

/**
 * How long a peer with data to acknowledge has been silent, and what the kernel has done about it since. Immutable.
 */
public final class Silence {

    /** It is not known when the kernel's clock started. */
    public static final long UNKNOWN = Long.MAX_VALUE;

    private final long millis;
    private final long leadMillis;
    private final int attempts;
    private final boolean windowClosed;
    private final long roundMillis;

    /**
     * @param millis the time since the watcher first saw the peer leave something unanswered
     * @param leadMillis an upper bound for how long before that the kernel's clock for the user timeout started, or
     *     {@link #UNKNOWN}
     * @param attempts the unanswered retransmissions and probes
     * @param windowClosed whether the kernel probes the peer's closed window, and has no data in flight
     * @param roundMillis the time until the next round
     */
    public Silence(long millis, long leadMillis, int attempts, boolean windowClosed, long roundMillis) {
        this.millis = millis;
        this.leadMillis = leadMillis;
        this.attempts = attempts;
        this.windowClosed = windowClosed;
        this.roundMillis = roundMillis;
    }

    long millis() {
        return millis;
    }

    long leadMillis() {
        return leadMillis;
    }

    public int attempts() {
        return attempts;
    }

    /** Whether the kernel probes the peer's closed window. */
    public boolean isWindowClosed() {
        return windowClosed;
    }

    long roundMillis() {
        return roundMillis;
    }
}
