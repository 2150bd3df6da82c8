// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import io.keepalive.agent.text.DurationFormat;

/**
 * Values of the five TCP options that the agent sets: those that a connection has, had or should have.
 *
 * <p>Immutable. {@link #UNKNOWN} marks a value that could not be read.
 */
public final class KeepaliveSettings {

    /** A value that the platform does not provide. */
    public static final int UNKNOWN = -1;

    private final int enabled;
    private final int idleSeconds;
    private final int intervalSeconds;
    private final int count;
    private final int userTimeoutMillis;

    /**
     * @param enabled SO_KEEPALIVE: 1 on, 0 off, or {@link #UNKNOWN}
     * @param idleSeconds TCP_KEEPIDLE: idle time before the first probe, in seconds, or {@link #UNKNOWN}
     * @param intervalSeconds TCP_KEEPINTVL: time between probes, in seconds, or {@link #UNKNOWN}
     * @param count TCP_KEEPCNT: unanswered probes before the kernel gives up the peer, or {@link #UNKNOWN}
     * @param userTimeoutMillis TCP_USER_TIMEOUT in milliseconds, 0 for off, or {@link #UNKNOWN}
     */
    public KeepaliveSettings(int enabled, int idleSeconds, int intervalSeconds, int count, int userTimeoutMillis) {
        this.enabled = enabled;
        this.idleSeconds = idleSeconds;
        this.intervalSeconds = intervalSeconds;
        this.count = count;
        this.userTimeoutMillis = userTimeoutMillis;
    }

    /** Settings with keepalive on; the parameters are those of the constructor. */
    public static KeepaliveSettings on(int idleSeconds, int intervalSeconds, int count, int userTimeoutMillis) {
        return new KeepaliveSettings(1, idleSeconds, intervalSeconds, count, userTimeoutMillis);
    }

    /** SO_KEEPALIVE as the kernel holds it: 1, 0 or {@link #UNKNOWN}. */
    public int enabled() {
        return enabled;
    }

    public int idleSeconds() {
        return idleSeconds;
    }

    public int intervalSeconds() {
        return intervalSeconds;
    }

    public int count() {
        return count;
    }

    /** TCP_USER_TIMEOUT in milliseconds; 0 is off. */
    public int userTimeoutMillis() {
        return userTimeoutMillis;
    }

    /** The value of one option, in the unit of that option. */
    public int get(KeepaliveOption option) {
        if (option == KeepaliveOption.ENABLED) {
            return enabled;
        }
        if (option == KeepaliveOption.IDLE) {
            return idleSeconds;
        }
        if (option == KeepaliveOption.INTERVAL) {
            return intervalSeconds;
        }
        return option == KeepaliveOption.COUNT ? count : userTimeoutMillis;
    }

    /** These settings with one option changed; this object where it already has the value. */
    public KeepaliveSettings with(KeepaliveOption option, int value) {
        return value == get(option) ? this : changed(option, value);
    }

    private KeepaliveSettings changed(KeepaliveOption option, int value) {
        return new KeepaliveSettings(
                option == KeepaliveOption.ENABLED ? value : enabled,
                option == KeepaliveOption.IDLE ? value : idleSeconds,
                option == KeepaliveOption.INTERVAL ? value : intervalSeconds,
                option == KeepaliveOption.COUNT ? value : count,
                option == KeepaliveOption.USER_TIMEOUT ? value : userTimeoutMillis);
    }

    /** The time until a silent peer is detected on an idle connection: idle + interval x count, in seconds. */
    public int detectionSeconds() {
        return idleSeconds + intervalSeconds * count;
    }

    /** The same in milliseconds, as a long: the longest timings exceed an int. */
    public long detectionMillis() {
        return idleMillis() + intervalMillis() * count;
    }

    /**
     * The silence in milliseconds after which the kernel ends an idle connection with keepalive on. With a user
     * timeout, the kernel ignores the count and ends the connection at the first timer after an unanswered probe at
     * which the silence has reached the user timeout (tcp_keepalive_timer of net/ipv4/tcp_timer.c). A timer fires after
     * the idle time and then after each interval.
     */
    public long silenceMillis() {
        if (userTimeoutMillis <= 0) {
            return detectionMillis();
        }
        long interval = Math.max(1, intervalMillis());
        long intervals = (userTimeoutMillis - idleMillis() + interval - 1) / interval;
        return idleMillis() + Math.max(1, intervals) * interval;
    }

    /** TCP_KEEPIDLE in milliseconds. */
    public long idleMillis() {
        return idleSeconds * 1_000L;
    }

    /** TCP_KEEPINTVL in milliseconds. */
    public long intervalMillis() {
        return intervalSeconds * 1_000L;
    }

    /** Whether idle, interval and count are all known. */
    public boolean hasTimings() {
        return idleSeconds != UNKNOWN && intervalSeconds != UNKNOWN && count != UNKNOWN;
    }

    /** Whether keepalive and its timings are equal; the user timeout may differ. */
    public boolean hasKeepaliveOf(KeepaliveSettings other) {
        return enabled == other.enabled && hasTimingsOf(other);
    }

    /** Whether idle, interval and count are equal. */
    public boolean hasTimingsOf(KeepaliveSettings other) {
        return idleSeconds == other.idleSeconds && intervalSeconds == other.intervalSeconds && count == other.count;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof KeepaliveSettings)) {
            return false;
        }
        KeepaliveSettings that = (KeepaliveSettings) other;
        return hasKeepaliveOf(that) && userTimeoutMillis == that.userTimeoutMillis;
    }

    @Override
    public int hashCode() {
        return (((enabled * 31 + idleSeconds) * 31 + intervalSeconds) * 31 + count) * 31 + userTimeoutMillis;
    }

    /** The user timeout as text: see {@link #userTimeoutText(int)}. */
    public String userTimeoutText() {
        return userTimeoutText(userTimeoutMillis);
    }

    /**
     * A user timeout as the configuration writes it: {@code off}, {@code 45s}, or {@code 45500ms} where it is not in
     * whole seconds; {@code ?} where it is unknown.
     */
    public static String userTimeoutText(int millis) {
        if (millis <= 0) {
            return millis == 0 ? "off" : "?";
        }
        return DurationFormat.exact(millis);
    }

    @Override
    public String toString() {
        return (enabled == 1 ? "on " : enabled == 0 ? "off " : "? ")
                + idleSeconds + "s/" + intervalSeconds + "s/" + count
                + " user-timeout " + userTimeoutText();
    }
}
