// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.StartKeysScan;
import io.keepalive.agent.policy.Mode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which configurations make the application's main wait until the hooks are live. */
class StartOrderTest {

    private static final String BY_NAME = "rules: [{name: db, match: {remote: db.internal}, mode: off}]";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rules: [{name: a, match: {remote: db.internal}}] | rule 'a' by host name",
                "rules: [{name: a, match: {remote: '*.internal'}, mode: off}] | rule 'a' by host name",
                "rules: [{name: a, match: {remote: [10.0.0.0/8, db.internal]}}] | rule 'a' by host name",
                "rules: [{name: a, match: {remote: [x.internal], direction: outbound}}] | rule 'a' by host name",
                "rules: [{name: a, match: {remote: x}}, {name: b, match: {remote: y}}] | rule 'a' and 1 more by host name",
                "environments: {prod: {rules: [{name: a, match: {remote: x}}]}} | rule 'a' by host name",
                "environments: {prod: {precedence: app}} | precedence app",
                "precedence: app | precedence app",
                "precedence: fill-gaps | precedence fill-gaps",
                "report: {stack-traces: opened} | stack-traces opened",
                "adopt: false | adopt false",
                "'\"prec\\u0065dence\": app' | precedence app",
                "{? precedence : app} | precedence app",
                "precedence: ${NONE:-app} | precedence app",
                "adopt: ${NONE:-false} | adopt false",
                "report: {stack-traces: '${NONE:-opened}'} | stack-traces opened",
                "rules: [{name: a, match: {remote: '${NONE:-db.internal}'}}] | rule 'a' by host name",
            })
    void mainWaitsForSettingsThatNeedConnectionsSeenOpening(String yaml, String why) {
        for (Config config : List.of(load(yaml), text(yaml).with("mode=observe").load())) {
            assertThat(config.dependsOnSeeing()).containsExactly(why);
            assertThat(config.holdsMain()).isTrue();
        }
        assertThat(scan(yaml)).isTrue();
    }

    private Config load(String yaml) {
        return text(yaml).load();
    }

    private ConfigText text(String yaml) {
        ConfigText text = ConfigText.in(directory, yaml);
        return yaml.contains("environments") ? text.with("env=prod") : text;
    }

    private boolean scan(String yaml) {
        ConfigText.in(directory, yaml);
        return StartKeysScan.couldHoldMain(directory.resolve("config.yaml").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mode: enforce\nkeepalive: {idle: 30s}",
                "mode: observe",
                "rules: [{name: a, match: {remote-port: 5432, direction: outbound}, mode: off}]",
                "rules: [{name: a, match: {remote: [10.0.0.0/8, '::1', loopback, private]}, mode: off}]",
                "rules: [{name: a, match: {remote: [10.0.0.0/8, db.internal], direction: inbound}}]",
                "precedence: agent",
                "report: {stack-traces: dead}",
                "report: {stack-traces: off}",
                "adopt: true",
                "environments: {prod: {}, dev: {precedence: app}}",
                "precedence: app\nenvironments: {prod: {precedence: agent}}",
                "mode: off\nprecedence: app",
                "mode: off\nstart: wait",
                "start: beside\nprecedence: app",
                "precedence: ${NONE:-agent}",
                "start: ${NONE:-beside}\nprecedence: app",
                "rules: [{name: a, match: {remote: '${NONE:-10.0.0.0/8}'}}]",
                "keepalive:\n  idle: ${NONE:-30s}",
            })
    void mainDoesNotWaitForOtherSettings(String yaml) {
        assertThat(load(yaml).holdsMain()).isFalse();
    }

    @Test
    void waitAndBesideOverrideAuto() {
        assertThat(load("start: wait").holdsMain()).isTrue();
        assertThat(load("start: wait").dependsOnSeeing()).isEmpty();
        assertThat(load("start: beside\n" + BY_NAME).holdsMain()).isFalse();
        assertThat(load("start: beside\n" + BY_NAME).dependsOnSeeing()).hasSize(1);
    }

    @Test
    void canBeOverriddenOutsideTheFile() {
        Config config = ConfigText.in(directory, BY_NAME)
                .variable("KEEPALIVE_START", "wait")
                .property("keepalive.start", "auto")
                .with("start=beside")
                .load();
        assertThat(config.start()).isEqualTo(StartOrder.BESIDE);
        assertThat(config.origins().of("start")).isEqualTo("agent argument");
        assertThat(ConfigText.none().variable("KEEPALIVE_START", "wait").load().holdsMain())
                .isTrue();
    }

    @Test
    void modeOffSetAtRunTimeReleasesMain() {
        assertThat(load(BY_NAME).withMode(Mode.OFF, "test").holdsMain()).isFalse();
    }

    /** The scan finds a superset of the configurations that make main wait. */
    @Test
    void theScanReleasesMainForShortConfigurations() {
        assertThat(scan("mode: enforce\nkeepalive: {idle: 30s, interval: 5s, count: 3}\n"))
                .isFalse();
        assertThat(scan("mode: observe\nreport: {log: {file: /var/log/keepalive.log}, prometheus: ':9464'}\n"))
                .isFalse();
        assertThat(scan("rules: [{name: a, match: {local-port: 80}, mode: off}]"))
                .isFalse();
        assertThat(StartKeysScan.couldHoldMain(directory.resolve("none.yaml").toString()))
                .isFalse();
        assertThat(StartKeysScan.couldHoldMain(null)).isFalse();
    }

    @Test
    void theScanFindsEverySpellingOfAKey() {
        assertThat(scan("start: wait")).isTrue();
        assertThat(scan("start: ${NONE:-wait}")).isTrue();
        assertThat(scan("st\\x61rt: wait")).isTrue();
        assertThat(scan(BY_NAME)).isTrue();
    }
}
