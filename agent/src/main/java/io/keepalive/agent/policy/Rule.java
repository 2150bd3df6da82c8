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

    /**
     * @param name as the configuration gives it, shown in reports
     * @param match which connections
     * @param mode the most to do with them, for the agent's own mode can make it less; {@link Mode#OFF} leaves them alone
     * @param settings what they get
     */
    public Rule(String name, Match match, Mode mode, KeepaliveSettings settings) {
        this.name = name;
        this.match = match;
        this.mode = mode;
        this.settings = settings;
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

    public KeepaliveSettings settings() {
        return settings;
    }
}
