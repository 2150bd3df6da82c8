// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;

/**
 * The settings that a connection should have, computed from the settings that it has without the agent, the options
 * among them that the application has set, its rule, and the precedence. Pure and immutable.
 *
 * <p>Idle, interval and count come together, from the connection or from the rule. The result is safe: one lost probe
 * does not end a connection that would have survived it without the agent. A count of 1 in the policy is the operator's
 * choice and is applied.
 */
public final class EffectiveSettings {

    private static final int ON = 1;
    private static final int OFF = 0;

    private final KeepaliveSettings own;
    private final int appSet;
    private final Rule rule;
    private final Precedence precedence;
    private final boolean ownTimings;
    private final Reason keepaliveUnchangedReason;
    private final KeepaliveSettings settings;

    /**
     * Computes the settings.
     *
     * @param own the settings of the connection without the agent: those it was opened with, or has been given by the
     *     application since
     * @param appSet the options among them that the application has set, see {@link AppSetOptions}
     * @param rule the rule of the connection
     * @param precedence which side wins
     */
    public EffectiveSettings(KeepaliveSettings own, int appSet, Rule rule, Precedence precedence) {
        this.own = own;
        this.appSet = appSet;
        this.rule = rule;
        this.precedence = precedence;
        this.ownTimings = usesOwnTimings();
        KeepaliveSettings intended = with(ownTimings ? own : rule.settings(), enabled());
        this.keepaliveUnchangedReason = keepaliveUnchangedReason(intended);
        this.settings = keepaliveUnchangedReason == null
                ? intended
                : own.with(KeepaliveOption.USER_TIMEOUT, intended.userTimeoutMillis());
    }

    /** The settings that it should have; the same object as the rule's where they are equal to those. */
    public KeepaliveSettings settings() {
        return settings;
    }

    /**
     * How long a silent peer may leave sent data unacknowledged before the agent has the kernel end the connection.
     *
     * @return milliseconds; 0 where the agent does not limit it: the policy does not, a user timeout applies that is as
     *     short, or the precedence leaves the application the user timeout that it has set
     */
    public int busyTimeoutMillis() {
        long busy = rule.busyTimeout().millis(settings.detectionMillis());
        int userTimeout = settings.userTimeoutMillis();
        boolean isMoot = userTimeout > 0 && userTimeout <= busy;
        return isMoot || keepsOwnUserTimeout() || busy > Integer.MAX_VALUE ? 0 : (int) busy;
    }

    private boolean keepsOwnUserTimeout() {
        boolean byPrecedence = precedence == Precedence.APP || precedence == Precedence.FILL_GAPS;
        boolean hasOwn = own.userTimeoutMillis() > 0 || AppSetOptions.includes(appSet, KeepaliveOption.USER_TIMEOUT);
        return byPrecedence && hasOwn;
    }

    /** Why an option that the application has set is kept or overridden; null where the precedence alone decides. */
    public Reason reason(KeepaliveOption option) {
        if (keepaliveUnchangedReason != null) {
            return keepaliveUnchangedReason;
        }
        if (option == KeepaliveOption.USER_TIMEOUT) {
            return userTimeoutReason();
        }
        return precedence == Precedence.STRICTEST ? strictestReason(option) : null;
    }

    private Reason strictestReason(KeepaliveOption option) {
        if (option == KeepaliveOption.ENABLED) {
            return Reason.ON_OVER_OFF;
        }
        return ownTimings ? Reason.OWN_TIMINGS_SOONER : Reason.POLICY_SOONER;
    }

    private Reason userTimeoutReason() {
        if (!rule.userTimeout().isConfigured()) {
            return settings.userTimeoutMillis() == own.userTimeoutMillis() ? Reason.NOT_CONFIGURED : Reason.RAISED;
        }
        return precedence == Precedence.STRICTEST ? Reason.SHORTER_USER_TIMEOUT : null;
    }

    private boolean usesOwnTimings() {
        if (precedence == Precedence.AGENT || !own.hasTimings()) {
            return false;
        }
        return precedence == Precedence.STRICTEST ? isOwnStricter() : AppSetOptions.includesTimings(appSet);
    }

    /**
     * The shorter idle + interval x count wins, with two exceptions. With a user timeout of the connection's own, the
     * kernel ignores the count, and the policy's timings could delay the detection. And timings that end a connection
     * on one lost probe do no harm while keepalive is off; the agent does not switch it on with them.
     */
    private boolean isOwnStricter() {
        if (own.detectionMillis() <= rule.settings().detectionMillis()) {
            return isOn() || own.count() > 1;
        }
        return isOn() && with(rule.settings(), ON).silenceMillis() > own.silenceMillis();
    }

    private boolean isOn() {
        return own.enabled() == ON;
    }

    private int enabled() {
        boolean isOwn = precedence == Precedence.APP && AppSetOptions.includes(appSet, KeepaliveOption.ENABLED);
        return isOwn && !isOn() ? OFF : ON;
    }

    private KeepaliveSettings with(KeepaliveSettings timings, int enabled) {
        int userTimeout = UserTimeoutDecision.millis(own, appSet, timings, rule, precedence);
        return timings.with(KeepaliveOption.ENABLED, enabled).with(KeepaliveOption.USER_TIMEOUT, userTimeout);
    }

    /** Why the connection keeps its keepalive settings; null where the intended settings apply. */
    private Reason keepaliveUnchangedReason(KeepaliveSettings intended) {
        if (precedence == Precedence.AGENT || intended.hasKeepaliveOf(own)) {
            return null;
        }
        boolean isLong = intended.userTimeoutMillis() >= UserTimeoutDecision.safeMillis(intended);
        if (own.userTimeoutMillis() > 0 && intended.userTimeoutMillis() == own.userTimeoutMillis() && !isLong) {
            return Reason.TOO_SHORT_FOR_KEEPALIVE;
        }
        boolean switchedOn = !isOn() && intended.enabled() == ON;
        return ownTimings && switchedOn && own.count() < 2 && !isLong ? Reason.ENDS_ON_ONE_LOST_PROBE : null;
    }
}
