// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

import io.keepalive.agent.kernel.KeepaliveSettings;

/**
 * A named rule: its conditions, and the settings of the connections that match. Complete, with all inherited values.
 */
public final class Rule {

    /** The name of the rule for connections that match no other rule. */
    public static final String DEFAULT_NAME = "default";

    private final String name;
    private final Match match;
    private final Mode mode;
    private final KeepaliveSettings settings;
    private final UserTimeout userTimeout;
    private final BusyTimeout busyTimeout;

    /**
     * @param name as configured, shown in reports
     * @param match the conditions
     * @param mode the mode for these connections, limited by the agent's own mode; {@link Mode#OFF} leaves them alone
     * @param settings the settings of a connection that has none of its own
     * @param userTimeout the user timeout as configured; its value may depend on the timings of a connection
     * @param busyTimeout how long a silent peer may leave data unacknowledged, as configured
     */
    public Rule(
            String name,
            Match match,
            Mode mode,
            KeepaliveSettings settings,
            UserTimeout userTimeout,
            BusyTimeout busyTimeout) {
        this.name = name;
        this.match = match;
        this.mode = mode;
        this.settings = settings;
        this.userTimeout = userTimeout;
        this.busyTimeout = busyTimeout;
    }

    /** The same with the user timeout of the settings, where 0 is off, and the default busy timeout. */
    public Rule(String name, Match match, Mode mode, KeepaliveSettings settings) {
        this(name, match, mode, settings, UserTimeout.ofMillis(settings.userTimeoutMillis()), BusyTimeout.AUTO);
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

    /** The settings of a connection that has none of its own. */
    public KeepaliveSettings settings() {
        return settings;
    }

    /** The user timeout as configured. */
    public UserTimeout userTimeout() {
        return userTimeout;
    }

    /** How long a silent peer may leave data unacknowledged, as configured. */
    public BusyTimeout busyTimeout() {
        return busyTimeout;
    }

    /** The busy timeout with the timings of {@link #settings()} as text: {@code 90s} or {@code off}. */
    public String busyTimeoutText() {
        return busyTimeout.text(settings.detectionMillis());
    }

    /** The user timeout of {@link #settings()} as text; {@code left alone} where it is not configured. */
    public String userTimeoutText() {
        return userTimeout.isConfigured() ? settings.userTimeoutText() : "left alone";
    }
}
