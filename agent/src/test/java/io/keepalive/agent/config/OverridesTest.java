// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Precedence;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OverridesTest {

    @TempDir
    Path directory;

    @Test
    void theHighestSourceWins() {
        ConfigText text = ConfigText.in(directory, "keepalive: {idle: 10s}\n");
        assertThat(idle(text)).isEqualTo(10);
        assertThat(idle(text.variable("KEEPALIVE_IDLE", "20s"))).isEqualTo(20);
        assertThat(idle(text.property("keepalive.idle", "30s"))).isEqualTo(30);
        assertThat(idle(text.with("idle=40s"))).isEqualTo(40);
    }

    private static int idle(ConfigText text) {
        return text.load().policy().fallback().settings().idleSeconds();
    }

    @ParameterizedTest
    @CsvSource({
        "interval, KEEPALIVE_INTERVAL, 7s, keepalive.interval",
        "count, KEEPALIVE_COUNT, 9, keepalive.count",
        "busy-timeout, KEEPALIVE_BUSY_TIMEOUT, 2m, keepalive.busy-timeout",
        "user-timeout, KEEPALIVE_USER_TIMEOUT, auto, keepalive.user-timeout",
        "precedence, KEEPALIVE_PRECEDENCE, fill-gaps, precedence",
        "mode, KEEPALIVE_MODE, observe, mode",
        "log.file, KEEPALIVE_LOG_FILE, a.log, report.log.file",
        "log.format, KEEPALIVE_LOG_FORMAT, json, report.log.format",
        "log.level, KEEPALIVE_LOG_LEVEL, debug, report.log.level",
        "prometheus, KEEPALIVE_PROMETHEUS, 127.0.0.1:9464, report.prometheus",
    })
    void everyOverridableKeyHasAPropertyAndAVariable(String key, String variable, String value, String path) {
        assertThat(origin(ConfigText.none().variable(variable, value), path)).isEqualTo(variable);
        assertThat(origin(ConfigText.none().property("keepalive." + key, value), path))
                .isEqualTo("system property keepalive." + key);
        assertThat(origin(ConfigText.none().with(key + "=" + value), path)).isEqualTo("agent argument");
    }

    private static String origin(ConfigText text, String path) {
        return text.load().origins().of(path);
    }

    @Test
    void valuesOutsideTheFileReachTheConfig() {
        Config config = ConfigText.none()
                .variable("KEEPALIVE_MODE", "observe")
                .variable("KEEPALIVE_COUNT", "9")
                .variable("KEEPALIVE_BUSY_TIMEOUT", "2m")
                .variable("KEEPALIVE_USER_TIMEOUT", "5m")
                .variable("KEEPALIVE_PRECEDENCE", "fill-gaps")
                .variable("KEEPALIVE_LOG_FILE", "/var/log/Keep Alive.log")
                .variable("KEEPALIVE_PROMETHEUS", "0.0.0.0:9464")
                .load();
        assertThat(config.policy().mode()).isEqualTo(Mode.OBSERVE);
        assertThat(config.policy().fallback().settings().count()).isEqualTo(9);
        assertThat(config.policy().fallback().busyTimeoutText()).isEqualTo("120s");
        assertThat(config.policy().fallback().settings().userTimeoutMillis()).isEqualTo(300_000);
        assertThat(config.policy().precedence()).isEqualTo(Precedence.FILL_GAPS);
        assertThat(config.report().log().file()).isEqualTo("/var/log/Keep Alive.log");
        assertThat(config.report().prometheus()).hasToString("0.0.0.0:9464");
    }

    @Test
    void theKillSwitchIsKnownBeforeAnyFileIsRead() {
        assertThat(ConfigText.none()
                        .variable("KEEPALIVE_MODE", "off")
                        .overrides()
                        .isKillSwitch())
                .isTrue();
        assertThat(ConfigText.none()
                        .variable("KEEPALIVE_MODE", "OFF ")
                        .overrides()
                        .isKillSwitch())
                .isTrue();
        assertThat(ConfigText.none()
                        .property("keepalive.mode", "off")
                        .overrides()
                        .isKillSwitch())
                .isTrue();
        assertThat(ConfigText.none().with("mode=off").overrides().isKillSwitch())
                .isTrue();
        assertThat(ConfigText.none()
                        .variable("KEEPALIVE_MODE", "observe")
                        .overrides()
                        .isKillSwitch())
                .isFalse();
        assertThat(ConfigText.none().overrides().isKillSwitch()).isFalse();
    }

    @Test
    void aHigherSourceAlsoDecidesAboutTheKillSwitch() {
        Overrides overrides = ConfigText.none()
                .variable("KEEPALIVE_MODE", "off")
                .with("mode=enforce")
                .overrides();
        assertThat(overrides.isKillSwitch()).isFalse();
    }

    @Test
    void failFastIsOffUnlessSaid() {
        assertThat(ConfigText.none().overrides().failFast()).isFalse();
        assertThat(ConfigText.none().with("fail-fast=true").overrides().failFast())
                .isTrue();
        assertThat(ConfigText.none()
                        .variable("KEEPALIVE_FAIL_FAST", "true")
                        .overrides()
                        .failFast())
                .isTrue();
        assertThat(ConfigText.none()
                        .variable("KEEPALIVE_FAIL_FAST", "false")
                        .overrides()
                        .failFast())
                .isFalse();
    }

    @Test
    void thePathComesFirstOrUnderItsName() {
        assertThat(path("/etc/keepalive.yaml")).isEqualTo("/etc/keepalive.yaml");
        assertThat(path("/etc/keepalive.yaml,env=prod")).isEqualTo("/etc/keepalive.yaml");
        assertThat(path("env=prod,config=keepalive.yaml")).isEqualTo("keepalive.yaml");
        assertThat(path("./a=b.yaml")).isEqualTo("./a=b.yaml");
        assertThat(path(",env=prod")).isNull();
        assertThat(path("")).isNull();
        assertThat(path(null)).isNull();
        assertThat(ConfigText.none()
                        .variable("KEEPALIVE_CONFIG", "v.yaml")
                        .overrides()
                        .configPath())
                .isEqualTo("v.yaml");
        assertThat(ConfigText.none()
                        .variable("KEEPALIVE_CONFIG", "v.yaml")
                        .property("keepalive.config", "p.yaml")
                        .overrides()
                        .configPath())
                .isEqualTo("p.yaml");
    }

    private static String path(String agentArgument) {
        return new Overrides(agentArgument, key -> null, key -> null).configPath();
    }

    @Test
    void anEmptyPropertyOrVariableCountsAsNotSet() {
        ConfigText text = ConfigText.none().variable("KEEPALIVE_IDLE", "").property("keepalive.mode", " ");
        assertThat(text.load().policy().fallback().settings().idleSeconds()).isEqualTo(60);
        assertThat(text.load().origins().of("mode")).isEqualTo("built-in default");
    }

    @Test
    void anErrorIsLocatedByTheNameOfItsSource() {
        assertThat(ConfigText.none()
                        .variable("KEEPALIVE_COUNT", "many")
                        .property("keepalive.idle", "60")
                        .errors())
                .isEqualTo(
                        "system property keepalive.idle: 'idle' must be a duration from 1s to 32767s in whole seconds;"
                                + " found '60'; a duration needs a unit; did you mean 60s?\n"
                                + "KEEPALIVE_COUNT: 'count' must be a whole number from 1 to 127; found 'many'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KEEPALIVE_IDEL | KEEPALIVE_IDEL: has no effect; did you mean 'KEEPALIVE_IDLE'?",
                "KEEPALIVE_BUSY_TIMEUOT | KEEPALIVE_BUSY_TIMEUOT: has no effect; did you mean 'KEEPALIVE_BUSY_TIMEOUT'?",
                "keepalive.busytimeout | keepalive.busytimeout: has no effect; did you mean 'keepalive.busy-timeout'?",
                "KEEPALIVE_LOGFILE | KEEPALIVE_LOGFILE: has no effect; did you mean 'KEEPALIVE_LOG_FILE'?",
                "keepalive.evn | keepalive.evn: has no effect; did you mean 'keepalive.env'?",
                "KEEPALIVE_ADOPT | KEEPALIVE_ADOPT: has no effect: this can be set in the configuration file only",
                "keepalive.watch.every"
                        + "| keepalive.watch.every: has no effect: this can be set in the configuration file only",
            })
    void aMisspeltNameIsAWarning(String name, String warning) {
        assertThat(ConfigText.none().variable(name, "1").warnings()).isEqualTo(warning);
    }

    @ParameterizedTest
    @ValueSource(strings = {"KEEPALIVE_JDKS", "KEEPALIVE_HOME", "KEEPALIVED_MODE", "keepalive.pool.size", "IDLE"})
    void aNameOfAnotherProgramIsIgnored(String name) {
        assertThat(ConfigText.none().variable(name, "1").warnings()).isEmpty();
    }

    @Test
    void theOverridesOfThisProcessIncludeItsSystemProperties() throws Exception {
        System.setProperty("keepalive.idle", "77s");
        try {
            Config config = ConfigLoader.load(Overrides.ofThisProcess(null));
            assertThat(config.policy().fallback().settings().idleSeconds()).isEqualTo(77);
        } finally {
            System.clearProperty("keepalive.idle");
        }
    }
}
