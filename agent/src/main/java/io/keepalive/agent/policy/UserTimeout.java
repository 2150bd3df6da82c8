package io.keepalive.agent.policy;

/**
 * TCP_USER_TIMEOUT as a configuration asks for it: off, as long as keepalive takes to give a peer up, a time, or not
 * named at all, which leaves the application's alone. Immutable.
 */
public final class UserTimeout {

    /** The configuration does not name it: whatever the application has stays. */
    public static final UserTimeout LEFT_ALONE = new UserTimeout(0);

    public static final UserTimeout OFF = new UserTimeout(0);

    /** As long as keepalive takes to give a peer up, with the timings that hold on the connection. */
    public static final UserTimeout AUTO = new UserTimeout(0);

    private final long millis;

    private UserTimeout(long millis) {
        this.millis = millis;
    }

    /** @param millis 0 for off */
    public static UserTimeout ofMillis(long millis) {
        return millis == 0 ? OFF : new UserTimeout(millis);
    }

    /** Whether the configuration names it, if only to switch it off. */
    public boolean isNamed() {
        return this != LEFT_ALONE;
    }

    /** In milliseconds, 0 for none, where keepalive takes this many milliseconds to give a peer up. */
    public long millis(long detectionMillis) {
        return this == AUTO ? detectionMillis : millis;
    }

    /** Whether the configuration asks for one. */
    public boolean isOn() {
        return this == AUTO || millis > 0;
    }
}
