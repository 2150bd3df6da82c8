// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

import io.keepalive.agent.text.DurationFormat;

/**
 * How long a silent peer may leave sent data unacknowledged, as configured: off, the detection time of keepalive, or a fixed
 * time. Immutable. The watcher sets TCP_USER_TIMEOUT for it only while the peer is silent.
 */
public final class BusyTimeout {

    /** Data waits as long as the kernel retransmits it (tcp_retries2, some 15 minutes). */
    public static final BusyTimeout OFF = new BusyTimeout(0);

    /** The detection time of keepalive with the timings that apply to the connection. */
    public static final BusyTimeout AUTO = new BusyTimeout(0);

    private final long millis;

    private BusyTimeout(long millis) {
        this.millis = millis;
    }

    /** @param millis 0 for off */
    public static BusyTimeout ofMillis(long millis) {
        return millis == 0 ? OFF : new BusyTimeout(millis);
    }

    /** Whether the configuration limits the time at all. */
    public boolean isOn() {
        return this != OFF;
    }

    /** The time in milliseconds, 0 for off, where keepalive takes {@code detectionMillis} to give up a peer. */
    public long millis(long detectionMillis) {
        return this == AUTO ? detectionMillis : millis;
    }

    /** The time as the configuration writes it: {@code off}, or {@code 90s}. */
    public String text(long detectionMillis) {
        return isOn() ? DurationFormat.exact(millis(detectionMillis)) : "off";
    }
}
