// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Settings are written as {@code on 60/10/3 95}: keepalive, idle and interval in seconds, count, user timeout in
 * seconds. A policy's user timeout is a number of seconds, off, auto, or "-" where it is not configured.
 */
class EffectiveSettingsTest {

    private static final KeepaliveSettings SYSTEM = settings("off 7200/75/9 0");

    @ParameterizedTest
    @CsvSource({
        /* No option has been set. */
        "60/10/3, -,    off 7200/75/9 0,   on 60/10/3 0",
        "60/10/3, auto, off 7200/75/9 0,   on 60/10/3 90",
        "60/10/3, off,  off 7200/75/9 0,   on 60/10/3 0",
        /* The system's defaults are tighter. */
        "60/10/3, -,    off 10/5/3 0,      on 10/5/3 0",
        /* gRPC on epoll: keepalive and a user timeout of 20 s, set in native code. */
        "60/10/3, -,    on 7200/75/9 20,   on 7200/75/9 20",
        "60/10/3, 95,   on 7200/75/9 20,   on 7200/75/9 20",
        /* Lettuce on epoll. */
        "60/10/3, -,    on 13/13/3 0,      on 13/13/3 0",
        "60/10/3, 95,   on 13/13/3 0,      on 13/13/3 52",
        "60/10/3, -,    on 13/13/3 6,      on 13/13/3 6",
        "60/10/3, auto, on 13/13/3 0,      on 13/13/3 52",
        /* mssql-jdbc. */
        "60/10/3, -,    on 30/1/9 0,       on 30/1/9 0",
        /* MongoDB's driver. */
        "60/10/3, -,    on 120/10/9 0,     on 60/10/3 0",
        "60/10/3, 300,  on 120/10/9 0,     on 60/10/3 210",
        /* pgjdbc. */
        "60/10/3, -,    off 7200/75/9 0,   on 60/10/3 0",
        /* The shorter of two user timeouts, and one rather than none; off means none. */
        "60/10/3, 95,   on 7200/75/9 100,  on 60/10/3 95",
        "60/10/3, 95,   on 7200/75/9 90,   on 60/10/3 90",
        "60/10/3, off,  on 7200/75/9 90,   on 60/10/3 90",
        /* A user timeout of its own that is too short for the policy's timings. */
        "60/10/3, -,    off 7200/75/9 5,   off 7200/75/9 5",
        "60/10/3, -,    off 7200/75/9 79,  off 7200/75/9 79",
        "60/10/3, -,    off 7200/75/9 80,  on 60/10/3 80",
        "60/10/3, 95,   off 7200/75/9 5,   off 7200/75/9 5",
        /* The kernel checks at each timer: at 140 s, and again only at 180 s. */
        "60/40/1, 200,  on 50/50/2 0,      on 60/40/1 140",
        /* With a user timeout the count does not matter: its own timings detect at 85 s, the policy's at 90 s. */
        "60/10/3, -,    on 5/5/20 81,      on 5/5/20 81",
        "60/10/3, -,    on 5/5/20 80,      on 60/10/3 80",
        /* One lost probe would end a connection that would have survived with keepalive off, or with a user timeout. */
        "60/10/3, -,    off 20/5/1 0,      on 60/10/3 0",
        "60/10/3, -,    on 20/5/1 0,       on 20/5/1 0",
        "60/10/3, auto, on 20/5/1 300,     on 20/5/1 30",
    })
    void underStrictest(String timings, String userTimeout, String own, String expected) {
        assertThat(effective(Precedence.STRICTEST, timings, userTimeout, own).settings())
                .isEqualTo(settings(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "60/10/3, -,    off 7200/75/9 0,   on 60/10/3 0",
        "60/10/3, -,    on 13/13/3 0,      on 60/10/3 0",
        "60/10/3, auto, on 13/13/3 300,    on 60/10/3 90",
        "60/10/3, 95,   on 13/13/3 6,      on 60/10/3 95",
        "60/10/3, off,  on 13/13/3 6,      on 60/10/3 0",
        /* A user timeout that is not configured stays if it does no harm. */
        "60/10/3, -,    on 13/13/3 6,      on 60/10/3 90",
        "60/10/3, -,    on 13/13/3 79,     on 60/10/3 90",
        "60/10/3, -,    on 13/13/3 80,     on 60/10/3 80",
        "60/10/3, -,    on 13/13/3 300,    on 60/10/3 300",
        "60/10/1, -,    on 13/13/3 75,     on 60/10/1 75",
    })
    void underAgent(String timings, String userTimeout, String own, String expected) {
        assertThat(effective(Precedence.AGENT, timings, userTimeout, own).settings())
                .isEqualTo(settings(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "60/10/3, -,    off 7200/75/9 0,   on 60/10/3 0",
        /* Timings belong together: the count equals the system's, and still counts as the application's. */
        "60/10/3, -,    on 120/10/9 0,     on 120/10/9 0",
        "60/10/3, -,    on 13/13/3 6,      on 13/13/3 6",
        /* A user timeout of the policy is fitted to the timings that apply. */
        "60/10/3, 95,   on 100/7/2 0,      on 100/7/2 114",
        "60/10/3, auto, on 100/7/2 0,      on 100/7/2 114",
        "60/10/3, 95,   on 13/13/3 0,      on 13/13/3 52",
        "60/10/3, 95,   on 7200/75/9 0,    on 60/10/3 95",
        /* The application's own user timeout stays, and is too short for the policy's timings. */
        "60/10/3, 95,   on 100/7/2 5,      on 100/7/2 5",
        "60/10/3, off,  on 7200/75/9 300,  on 60/10/3 300",
        "60/10/3, -,    on 7200/75/9 5,    on 7200/75/9 5",
        "60/10/3, -,    off 100/7/1 0,     off 100/7/1 0",
        "60/10/3, -,    on 100/7/1 0,      on 100/7/1 0",
    })
    void underAppAndFillGaps(String timings, String userTimeout, String own, String expected) {
        assertThat(effective(Precedence.APP, timings, userTimeout, own).settings())
                .isEqualTo(settings(expected));
        assertThat(effective(Precedence.FILL_GAPS, timings, userTimeout, own).settings())
                .isEqualTo(settings(expected));
    }

    /** The application has switched keepalive off, which it was already. */
    @ParameterizedTest
    @CsvSource({
        "STRICTEST, on 60/10/3 0",
        "AGENT, on 60/10/3 0",
        "FILL_GAPS, on 60/10/3 0",
        "APP, off 60/10/3 0",
    })
    void keepaliveSwitchedOffByTheApplication(Precedence precedence, String expected) {
        Rule rule = rule("60/10/3", "-");
        int appSet = AppSetOptions.of(KeepaliveOption.ENABLED);
        assertThat(new EffectiveSettings(SYSTEM, appSet, rule, precedence).settings())
                .isEqualTo(settings(expected));
    }

    /** As where the JDK does not provide the timings. */
    @ParameterizedTest
    @EnumSource
    void timingsThatCannotBeReadAreNotTheApplications(Precedence precedence) {
        int unknown = KeepaliveSettings.UNKNOWN;
        KeepaliveSettings own = new KeepaliveSettings(0, unknown, unknown, unknown, unknown);
        int appSet = AppSetOptions.differing(own, SYSTEM);
        assertThat(new EffectiveSettings(own, appSet, rule("60/10/3", "-"), precedence).settings())
                .isEqualTo(settings("on 60/10/3 0"));
    }

    @ParameterizedTest
    @EnumSource
    void returnsTheRulesSettingsWhereTheyApply(Precedence precedence) {
        Rule rule = rule("60/10/3", "auto");
        assertThat(new EffectiveSettings(SYSTEM, AppSetOptions.NOTHING, rule, precedence).settings())
                .isSameAs(rule.settings());
    }

    @ParameterizedTest
    @CsvSource({
        "STRICTEST, -,   on 13/13/3 0,    IDLE,         OWN_TIMINGS_SOONER",
        "STRICTEST, -,   on 120/10/9 0,   IDLE,         POLICY_SOONER",
        "STRICTEST, -,   off 7200/75/9 0, ENABLED,      ON_OVER_OFF",
        "STRICTEST, 95,  on 7200/75/9 90, USER_TIMEOUT, SHORTER_USER_TIMEOUT",
        "STRICTEST, -,   on 13/13/3 6,    USER_TIMEOUT, NOT_CONFIGURED",
        "STRICTEST, -,   off 7200/75/9 5, USER_TIMEOUT, TOO_SHORT_FOR_KEEPALIVE",
        "APP,       -,   on 7200/75/9 5,  USER_TIMEOUT, TOO_SHORT_FOR_KEEPALIVE",
        "APP,       -,   off 100/7/1 0,   COUNT,        ENDS_ON_ONE_LOST_PROBE",
        "APP,       -,   on 100/7/2 0,    IDLE,         ",
        "AGENT,     -,   on 13/13/3 6,    USER_TIMEOUT, RAISED",
        "AGENT,     -,   on 13/13/3 6,    IDLE,         ",
        "AGENT,     off, on 13/13/3 6,    USER_TIMEOUT, ",
    })
    void givesTheReason(Precedence precedence, String userTimeout, String own, KeepaliveOption option, Reason reason) {
        assertThat(effective(precedence, "60/10/3", userTimeout, own).reason(option))
                .isEqualTo(reason);
    }

    /** The policy detects in 90 s. */
    @ParameterizedTest
    @CsvSource({
        "STRICTEST, -,   off 7200/75/9 0,   auto, 90000",
        "STRICTEST, -,   off 7200/75/9 0,   off,  0",
        "STRICTEST, -,   off 7200/75/9 0,   5,    5000",
        "STRICTEST, -,   on 13/13/3 0,      auto, 52000",
        "STRICTEST, -,   on 13/13/3 6,      auto, 0",
        "STRICTEST, -,   on 7200/75/9 300,  auto, 90000",
        "STRICTEST, 95,  off 7200/75/9 0,   auto, 90000",
        "STRICTEST, 95,  off 7200/75/9 0,   120,  0",
        "STRICTEST, auto, off 7200/75/9 0,  auto, 0",
        "AGENT,     -,   on 7200/75/9 300,  auto, 90000",
        "AGENT,     -,   on 7200/75/9 85,   auto, 0",
        "APP,       -,   off 7200/75/9 0,   auto, 90000",
        "APP,       -,   off 7200/75/9 300, auto, 0",
        "FILL_GAPS, -,   off 7200/75/9 300, auto, 0",
        "APP,       -,   on 300/75/9 0,     auto, 975000",
    })
    void limitsTheSilenceOfBusyConnections(
            Precedence precedence, String userTimeout, String own, String busyTimeout, int millis) {
        BusyTimeout busy = busyTimeout(busyTimeout);
        Rule rule = rule("60/10/3", userTimeout);
        Rule busyRule = new Rule(rule.name(), rule.match(), rule.mode(), rule.settings(), rule.userTimeout(), busy);
        int appSet = AppSetOptions.differing(settings(own), SYSTEM);
        assertThat(new EffectiveSettings(settings(own), appSet, busyRule, precedence).busyTimeoutMillis())
                .isEqualTo(millis);
    }

    private static BusyTimeout busyTimeout(String text) {
        switch (text) {
            case "off":
                return BusyTimeout.OFF;
            case "auto":
                return BusyTimeout.AUTO;
            default:
                return BusyTimeout.ofMillis(Long.parseLong(text) * 1_000);
        }
    }

    /** The decision for a connection on which the application has set all that differs from the system's defaults. */
    private static EffectiveSettings effective(Precedence precedence, String timings, String userTimeout, String own) {
        int appSet = AppSetOptions.differing(settings(own), SYSTEM);
        return new EffectiveSettings(settings(own), appSet, rule(timings, userTimeout), precedence);
    }

    static Rule rule(String timings, String userTimeout) {
        KeepaliveSettings policy = settings("on " + timings + " 0");
        UserTimeout asked = userTimeout(userTimeout);
        KeepaliveSettings settings =
                policy.with(KeepaliveOption.USER_TIMEOUT, (int) asked.millis(policy.detectionMillis()));
        return new Rule("rule", Match.everything(), Mode.ENFORCE, settings, asked, BusyTimeout.AUTO);
    }

    private static UserTimeout userTimeout(String text) {
        switch (text) {
            case "-":
                return UserTimeout.LEFT_ALONE;
            case "off":
                return UserTimeout.OFF;
            case "auto":
                return UserTimeout.AUTO;
            default:
                return UserTimeout.ofMillis(Long.parseLong(text) * 1_000);
        }
    }

    static KeepaliveSettings settings(String text) {
        String[] words = text.trim().split("[ /]");
        return new KeepaliveSettings(
                words[0].equals("on") ? 1 : 0,
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                Integer.parseInt(words[3]),
                Integer.parseInt(words[4]) * 1_000);
    }
}
