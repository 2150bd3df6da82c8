package io.keepalive.agent.policy;

import io.keepalive.agent.kernel.KeepaliveSettings;

/** A name, the connections it is for, and what they get: already complete, nothing left to inherit. */
public final class Rule {

    /** The name of the rule that takes whatever no other rule took. */
    public static final String DEFAULT_NAME = "default";

    private final String name;
    private final Match match;
    private final Mode mode;
    private final KeepaliveSettings settings;
    private final UserTimeout userTimeout;

    /**
     * @param name as the configuration gives it, shown in reports
     * @param match which connections
     * @param mode the most to do with them, for the agent's own mode can make it less; {@link Mode#OFF} leaves them alone
     * @param settings what they get that have nothing of their own
     * @param userTimeout as it was asked for: what it comes to depends on the timings that hold on a connection
     */
    public Rule(String name, Match match, Mode mode, KeepaliveSettings settings, UserTimeout userTimeout) {
        this.name = name;
        this.match = match;
        this.mode = mode;
        this.settings = settings;
        this.userTimeout = userTimeout;
    }

    /** As the other constructor, with the user timeout of the settings, 0 for off. */
    public Rule(String name, Match match, Mode mode, KeepaliveSettings settings) {
        this(name, match, mode, settings, UserTimeout.ofMillis(settings.userTimeoutMillis()));
    }

    public String name() {
        return name;
    }

    public Match match() {
        return match;
    }

    public Mode mode() {
        return mode;
    }

    /** What a connection gets that has nothing of its own. */
    public KeepaliveSettings settings() {
        return settings;
    }

    /** The user timeout as it was asked for. */
    public UserTimeout userTimeout() {
        return userTimeout;
    }
}
