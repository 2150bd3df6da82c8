// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

import static io.keepalive.agent.policy.EffectiveSettingsTest.rule;
import static io.keepalive.agent.policy.EffectiveSettingsTest.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Invariants of every decision, tested on all combinations of many values with the kernel's timers simulated. */
class EffectiveSettingsPrinciplesTest {

    private static final KeepaliveSettings SYSTEM = settings("off 7200/75/9 0");

    private static final long NEVER = Long.MAX_VALUE;

    private static final int[] IDLES = {5, 13, 60, 100, 7200};
    private static final int[] INTERVALS = {1, 10, 13, 40, 75};
    private static final int[] COUNTS = {1, 2, 3, 9};
    private static final int[] OWN_USER_TIMEOUTS = {0, 5, 52, 79, 80, 81, 95, 150, 9_000};

    private static final String[] POLICIES = {"60/10/3", "10/3/3", "60/40/1", "270/30/3", "13/13/2"};
    private static final String[] POLICY_USER_TIMEOUTS = {"-", "off", "auto", "400"};

    @Test
    void strictestNeverDelaysDetection() {
        assertAlways(Precedence.STRICTEST, (one, effective) -> endsAt(effective) <= endsAt(one.own));
    }

    /** The kernel ends a busy connection by its user timeout, where it has one. */
    @Test
    void strictestNeverLengthensAUserTimeout() {
        assertAlways(
                Precedence.STRICTEST,
                (one, effective) -> one.own.userTimeoutMillis() == 0
                        || effective.userTimeoutMillis() > 0
                                && effective.userTimeoutMillis() <= one.own.userTimeoutMillis());
    }

    /** A policy with a count of 1 asks for exactly that, and is left out. */
    @ParameterizedTest
    @EnumSource
    void oneLostProbeStillEndsNoConnection(Precedence precedence) {
        assertAlways(
                precedence,
                (one, effective) -> one.rule.settings().count() == 1
                        || !survivesOneLostProbe(one.own)
                        || survivesOneLostProbe(effective));
    }

    @ParameterizedTest
    @EnumSource
    void timingsStayTogether(Precedence precedence) {
        assertAlways(
                precedence,
                (one, effective) -> effective.hasTimingsOf(one.own) || effective.hasTimingsOf(one.rule.settings()));
    }

    @ParameterizedTest
    @EnumSource
    void aUserTimeoutThatIsNotConfiguredStays(Precedence precedence) {
        assertAlways(
                precedence,
                (one, effective) -> one.rule.userTimeout().isConfigured()
                        || effective.userTimeoutMillis() == one.own.userTimeoutMillis()
                        || precedence == Precedence.AGENT
                                && one.own.userTimeoutMillis() > 0
                                && effective.userTimeoutMillis() > one.own.userTimeoutMillis());
    }

    @ParameterizedTest
    @EnumSource
    void aPolicysUserTimeoutIsAtLeastTheDetectionTime(Precedence precedence) {
        assertAlways(
                precedence,
                (one, effective) -> effective.userTimeoutMillis() == one.own.userTimeoutMillis()
                        || effective.userTimeoutMillis() == 0
                        || effective.userTimeoutMillis() >= effective.detectionMillis());
    }

    /** Deciding again on the result changes nothing. */
    @ParameterizedTest
    @EnumSource(names = {"STRICTEST", "AGENT"})
    void aSecondDecisionChangesNothing(Precedence precedence) {
        assertAlways(
                precedence,
                (one, effective) -> new EffectiveSettings(effective, one.appSet, one.rule, precedence)
                        .settings()
                        .equals(effective));
    }

    /** The time at which the kernel ends an idle connection with a silent peer, in milliseconds, timer by timer. */
    private static long endsAt(KeepaliveSettings settings) {
        return settings.enabled() == 1 ? endsAt(settings, Integer.MAX_VALUE) : NEVER;
    }

    /** A peer that answers the second probe does so before the next timer. */
    private static boolean survivesOneLostProbe(KeepaliveSettings settings) {
        return settings.enabled() == 0 || endsAt(settings, 1) == NEVER;
    }

    /** Like tcp_keepalive_timer of net/ipv4/tcp_timer.c, with this many unanswered probes. */
    private static long endsAt(KeepaliveSettings settings, int lost) {
        long silence = settings.idleSeconds() * 1_000L;
        for (int unanswered = 0; unanswered <= lost; unanswered++) {
            boolean ends = settings.userTimeoutMillis() > 0
                    ? unanswered > 0 && silence >= settings.userTimeoutMillis()
                    : unanswered >= settings.count();
            if (ends) {
                return silence;
            }
            silence += settings.intervalSeconds() * 1_000L;
        }
        return NEVER;
    }

    private static void assertAlways(Precedence precedence, BiPredicate<Case, KeepaliveSettings> principle) {
        List<String> broken = new ArrayList<>();
        for (Case one : cases()) {
            KeepaliveSettings effective = new EffectiveSettings(one.own, one.appSet, one.rule, precedence).settings();
            if (!principle.test(one, effective)) {
                broken.add(one + " -> " + effective);
            }
        }
        assertThat(broken).isEmpty();
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (KeepaliveSettings own : owns()) {
            for (String timings : POLICIES) {
                for (String userTimeout : POLICY_USER_TIMEOUTS) {
                    Rule rule = rule(timings, userTimeout);
                    int evident = AppSetOptions.differing(own, SYSTEM);
                    cases.add(new Case(own, evident, rule));
                    cases.add(new Case(own, evident | AppSetOptions.of(KeepaliveOption.ENABLED), rule));
                }
            }
        }
        return cases;
    }

    private static List<KeepaliveSettings> owns() {
        List<KeepaliveSettings> owns = new ArrayList<>();
        for (int enabled = 0; enabled <= 1; enabled++) {
            for (int idle : IDLES) {
                for (int interval : INTERVALS) {
                    for (int count : COUNTS) {
                        for (int userTimeout : OWN_USER_TIMEOUTS) {
                            owns.add(new KeepaliveSettings(enabled, idle, interval, count, userTimeout * 1_000));
                        }
                    }
                }
            }
        }
        return owns;
    }

    /** A connection and its rule. */
    private static final class Case {
        private final KeepaliveSettings own;
        private final int appSet;
        private final Rule rule;

        Case(KeepaliveSettings own, int appSet, Rule rule) {
            this.own = own;
            this.appSet = appSet;
            this.rule = rule;
        }

        @Override
        public String toString() {
            return own + ", set " + appSet + ", policy " + rule.settings() + " named "
                    + rule.userTimeout().isConfigured();
        }
    }
}
