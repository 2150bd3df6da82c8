package io.keepalive.agent.policy;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;

/**
 * What a connection should have: of what it has by itself, which part of that the application has evidently set, its rule,
 * and the precedence. Pure and immutable.
 *
 * <p>Idle, interval and count come as a whole from one side or the other. What comes out is a sound set: it does not let
 * one lost probe end a connection that would have survived it without the agent. A policy's own count of 1 is what its
 * operator asked for, and no such harm.
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
     * Decides.
     *
     * @param own what the connection has by itself: before the agent, or what the application has set since
     * @param appSet what of that somebody has evidently set, see {@link AppSetOptions}
     * @param rule of the connection
     * @param precedence who wins
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

    /** What it should have. The rule's own object where it is just that. */
    public KeepaliveSettings settings() {
        return settings;
    }

    /** Why an option that the application has set stays, or does not; null where the precedence alone says so. */
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
        if (!rule.userTimeout().isNamed()) {
            return settings.userTimeoutMillis() == own.userTimeoutMillis() ? Reason.NOT_NAMED : Reason.RAISED;
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
     * Idle + interval x count decides. But beside a user timeout that the connection has by itself, the kernel does not
     * go by the count, and the policy's timings could make it late. And timings that end a connection on one lost probe
     * are no matter while keepalive is off: nobody switches that on.
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

    /** Null where it does not: what is intended holds. */
    private Reason keepaliveUnchangedReason(KeepaliveSettings intended) {
        if (precedence == Precedence.AGENT || intended.hasKeepaliveOf(own)) {
            return null;
        }
        boolean isLong = intended.userTimeoutMillis() >= UserTimeoutDecision.safeMillis(intended);
        if (own.userTimeoutMillis() > 0 && intended.userTimeoutMillis() == own.userTimeoutMillis() && !isLong) {
            return Reason.TOO_SHORT_FOR_KEEPALIVE;
        }
        boolean switchedOn = !isOn() && intended.enabled() == ON;
        return ownTimings && switchedOn && own.count() < 2 && !isLong ? Reason.ONE_PROBE_COUNTS : null;
    }
}
