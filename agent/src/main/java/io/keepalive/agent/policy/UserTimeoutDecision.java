// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;

/** Decides the user timeout of a connection for given timings. Pure. */
final class UserTimeoutDecision {

    private final KeepaliveSettings own;
    private final KeepaliveSettings timings;
    private final UserTimeout configured;

    private UserTimeoutDecision(KeepaliveSettings own, KeepaliveSettings timings, UserTimeout configured) {
        this.own = own;
        this.timings = timings;
        this.configured = configured;
    }

    /**
     * The shortest user timeout with which one lost probe does not end a connection of these timings, however late the
     * kernel's timers fire: idle + 2 x interval, in milliseconds.
     */
    static long safeMillis(KeepaliveSettings timings) {
        return timings.idleMillis() + 2 * timings.intervalMillis();
    }

    /**
     * The user timeout in milliseconds, 0 for none.
     *
     * @param own the settings of the connection without the agent
     * @param appSet the options among them that the application has set
     * @param timings the timings that apply: the same object as {@code own}, or the rule's
     */
    static int millis(KeepaliveSettings own, int appSet, KeepaliveSettings timings, Rule rule, Precedence precedence) {
        UserTimeoutDecision decision = new UserTimeoutDecision(own, timings, rule.userTimeout());
        if (precedence == Precedence.AGENT) {
            return decision.forAgent();
        }
        if (precedence == Precedence.STRICTEST) {
            return decision.forStrictest();
        }
        return decision.hasOwn() || AppSetOptions.includes(appSet, KeepaliveOption.USER_TIMEOUT)
                ? Math.max(0, own.userTimeoutMillis())
                : decision.policyMillis();
    }

    private boolean hasOwn() {
        return own.userTimeoutMillis() > 0;
    }

    private int forAgent() {
        if (configured.isConfigured()) {
            return asInt(Math.max(configuredMillis(), configured.isOn() ? timings.detectionMillis() : 0));
        }
        if (!hasOwn() || own.userTimeoutMillis() >= safeMillis(timings)) {
            return Math.max(0, own.userTimeoutMillis());
        }
        return (int) Math.min(Integer.MAX_VALUE, Math.max(own.userTimeoutMillis(), timings.detectionMillis()));
    }

    private int forStrictest() {
        int policyMillis = policyMillis();
        if (!hasOwn()) {
            return policyMillis;
        }
        return policyMillis == 0 ? own.userTimeoutMillis() : Math.min(own.userTimeoutMillis(), policyMillis);
    }

    /**
     * At least the time that keepalive takes to give up the peer, and at most the time that it took without the agent.
     */
    private int policyMillis() {
        if (!configured.isOn()) {
            return 0;
        }
        long millis = Math.max(configuredMillis(), minimumMillis());
        boolean endsByCount = own.enabled() == 1 && !hasOwn() && own.hasTimings();
        return asInt(endsByCount ? Math.max(minimumMillis(), Math.min(millis, lastTimerMillis())) : millis);
    }

    private long configuredMillis() {
        return configured.millis(timings.detectionMillis());
    }

    /**
     * A connection with a user timeout of its own did not end by its count, and must not start to do so where that
     * count is 1.
     */
    private long minimumMillis() {
        long detection = timings.detectionMillis();
        return timings == own && hasOwn() ? Math.max(detection, safeMillis(timings)) : detection;
    }

    /**
     * The kernel checks a user timeout when a keepalive timer fires: the last one before the count would have ended it.
     */
    private long lastTimerMillis() {
        long interval = Math.max(1, timings.intervalMillis());
        long intervals = (own.detectionMillis() - timings.idleMillis()) / interval;
        return timings.idleMillis() + intervals * interval;
    }

    /** A value beyond the kernel's range means none. */
    private static int asInt(long millis) {
        return millis > Integer.MAX_VALUE ? 0 : (int) millis;
    }
}
