// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

/**
 * TCP_USER_TIMEOUT as configured: off, the detection time of keepalive, a fixed time, or not configured, which leaves
 * the application's value alone. Immutable.
 */
public final class UserTimeout {

    /** Not configured: the application's value stays. */
    public static final UserTimeout LEFT_ALONE = new UserTimeout(0);

    public static final UserTimeout OFF = new UserTimeout(0);

    /** The detection time of keepalive with the timings that apply to the connection. */
    public static final UserTimeout AUTO = new UserTimeout(0);

    private final long millis;

    private UserTimeout(long millis) {
        this.millis = millis;
    }

    /** @param millis 0 for off */
    public static UserTimeout ofMillis(long millis) {
        return millis == 0 ? OFF : new UserTimeout(millis);
    }

    /** Whether the configuration names it, also to switch it off. */
    public boolean isConfigured() {
        return this != LEFT_ALONE;
    }

    /** The value in milliseconds, 0 for none, where keepalive takes {@code detectionMillis} to give up a peer. */
    public long millis(long detectionMillis) {
        return this == AUTO ? detectionMillis : millis;
    }

    /** Whether the configuration sets a user timeout. */
    public boolean isOn() {
        return this == AUTO || millis > 0;
    }
}
