package io.keepalive.agent.config;

/** TCP_USER_TIMEOUT as it was asked for: off, as long as keepalive takes to give a peer up, or a time. Immutable. */
final class UserTimeout {

    static final UserTimeout OFF = new UserTimeout(0);
    static final UserTimeout AUTO = new UserTimeout(-1);

    private final long millis;

    private UserTimeout(long millis) {
        this.millis = millis;
    }

    static UserTimeout ofMillis(long millis) {
        return new UserTimeout(millis);
    }

    /** In milliseconds, 0 for off, where keepalive takes this many seconds to give a peer up. */
    long millis(int detectionSeconds) {
        return this == AUTO ? detectionSeconds * 1_000L : millis;
    }

    @Override
    public String toString() {
        return this == OFF
                ? "off"
                : this == AUTO ? "auto" : Duration.ofMillis(millis).toString();
    }
}
