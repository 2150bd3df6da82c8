// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Rule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the file's top level, its environments, its rules and the overrides are merged. */
class LayersTest {

    private static final String LAYERED = """
            keepalive:
              idle: 50s
              count: 5
            report:
              log: {file: top.log, level: debug}
              prometheus: 127.0.0.1:9464
            rules:
              - {name: top, match: {remote: loopback}}
            environments:
              dev: {mode: off}
              staging:
                mode: observe
                rules: []
                report: {prometheus: off, log: {file: stderr}}
              prod:
                keepalive: {idle: 30s}
                report: {log: {format: json}}
                rules:
                  - {name: first, match: {remote: private}, keepalive: {count: 2}}
                  - {name: second, match: {remote: db.internal}, mode: off}
              empty:
            """;

    @TempDir
    Path directory;

    @Test
    void anEnvironmentIsMergedKeyByKey() {
        Config prod = layered("prod");
        assertThat(prod.policy().fallback().settings()).isEqualTo(KeepaliveSettings.on(30, 10, 5, 0));
        assertThat(prod.report().log().file()).isEqualTo("top.log");
        assertThat(prod.report().log().format().name()).isEqualTo("JSON");
        assertThat(prod.report().prometheus()).hasToString("127.0.0.1:9464");
        assertThat(layered("dev").policy().mode()).isEqualTo(Mode.OFF);
    }

    @Test
    void anEnvironmentsRulesReplaceThoseOfTheTopLevel() {
        assertThat(layered("prod").policy().rules()).extracting(Rule::name).containsExactly("first", "second");
        assertThat(layered("staging").policy().rules()).isEmpty();
        assertThat(layered("dev").policy().rules()).extracting(Rule::name).containsExactly("top");
    }

    @Test
    void anEnvironmentCanRemoveAValueOfTheTopLevel() {
        assertThat(layered("staging").report().prometheus()).isNull();
        assertThat(layered("staging").report().log().file()).isNull();
    }

    @Test
    void anEnvironmentMayBeEmpty() {
        assertThat(layered("empty").policy().fallback().settings()).isEqualTo(KeepaliveSettings.on(50, 10, 5, 0));
    }

    @Test
    void everyValueHasItsOrigin() {
        Origins origins = ConfigText.in(directory, LAYERED)
                .with("env=prod")
                .variable("KEEPALIVE_COUNT", "6")
                .load()
                .origins();
        String file = directory.resolve("config.yaml").toString();
        assertThat(origins.of("keepalive.idle")).isEqualTo("environment prod (" + file + ":16)");
        assertThat(origins.of("keepalive.interval")).isEqualTo("built-in default");
        assertThat(origins.of("keepalive.count")).isEqualTo("KEEPALIVE_COUNT");
        assertThat(origins.of("report.log.level")).isEqualTo(file + ":5");
        assertThat(origins.ofRule(0).of("keepalive.count")).isEqualTo("environment prod (" + file + ":19)");
        assertThat(origins.ofRule(0).of("keepalive.idle")).isEqualTo("environment prod (" + file + ":16)");
        assertThat(origins.ofRule(1).of("mode")).isEqualTo("environment prod (" + file + ":20)");
        assertThat(origins.ofRule(0).of("mode")).isEqualTo("built-in default");
    }

    private Config layered(String environment) {
        return ConfigText.in(directory, LAYERED).with("env=" + environment).load();
    }

    @Test
    void singleValuesBesideAProfileWinOverIt() {
        Config config = load("keepalive: {profile: aws-nlb, interval: 20s}\n");
        assertThat(config.policy().fallback().settings()).isEqualTo(KeepaliveSettings.on(240, 20, 3, 0));
        assertThat(config.origins().of("keepalive.idle")).isEqualTo("profile aws-nlb");
    }

    @Test
    void singleValuesAboveAProfileWinOverIt() {
        Config config = ConfigText.in(directory, "keepalive: {profile: aws-nlb}\n")
                .with("idle=90s")
                .load();
        assertThat(config.policy().fallback().settings()).isEqualTo(KeepaliveSettings.on(90, 30, 3, 0));
    }

    @Test
    void aProfileWinsOverSingleValuesBelowIt() {
        String text = "keepalive: {idle: 60s, user-timeout: 10m}\nenvironments: {prod: {keepalive: {profile: gcp}}}\n";
        Config config = ConfigText.in(directory, text).with("env=prod").load();
        assertThat(config.policy().fallback().settings()).isEqualTo(KeepaliveSettings.on(270, 30, 3, 600_000));
    }

    @Test
    void aRuleInheritsFromItsProfileAndThenFromTheTopLevel() {
        Config config = load("""
                keepalive: {idle: 60s, interval: 7s, user-timeout: auto}
                rules:
                  - {name: nlb, match: {remote: private}, keepalive: {profile: aws-nlb, count: 2}}
                  - {name: plain, match: {remote: db.internal}}
                """);
        assertThat(config.policy().rules().get(0).settings()).isEqualTo(KeepaliveSettings.on(240, 30, 2, 300_000));
        assertThat(config.policy().rules().get(1).settings()).isEqualTo(KeepaliveSettings.on(60, 7, 3, 81_000));
    }

    @Test
    void aRuleInheritsTheBusyTimeout() {
        Config config = ConfigText.in(directory, """
                        keepalive: {busy-timeout: 2m}
                        rules:
                          - {name: plain, match: {remote: 10.0.0.1}, keepalive: {idle: 5s}}
                          - {name: auto, match: {remote: 10.0.0.2}, keepalive: {idle: 5s, busy-timeout: auto}}
                          - {name: off, match: {remote: 10.0.0.3}, keepalive: {busy-timeout: off}}
                        environments: {prod: {keepalive: {busy-timeout: 3m}}}
                        """).with("env=prod").load();
        assertThat(config.policy().fallback().busyTimeoutText()).isEqualTo("180s");
        assertThat(config.policy().rules()).extracting(Rule::busyTimeoutText).containsExactly("180s", "35s", "off");
        String file = directory.resolve("config.yaml").toString();
        assertThat(config.origins().ofRule(0).of("keepalive.busy-timeout"))
                .isEqualTo("environment prod (" + file + ":6)");
        assertThat(config.origins().ofRule(1).of("keepalive.busy-timeout")).isEqualTo(file + ":4");
        assertThat(ConfigText.none().load().origins().of("keepalive.busy-timeout"))
                .isEqualTo("built-in default");
        assertThat(ConfigText.none().load().policy().fallback().busyTimeoutText())
                .isEqualTo("90s");
    }

    /** The effective mode is the lesser of both, see PolicyEnforcer.modeOf. */
    @Test
    void aRuleKeepsItsOwnModeWithTheOriginOfTheEffectiveOne() {
        String text = """
                rules:
                  - {name: less, match: {remote: private}, mode: off}
                  - {name: more, match: {remote: db.internal}, mode: enforce}
                """;
        Config config = ConfigText.in(directory, text).with("mode=observe").load();
        assertThat(config.policy().rules()).extracting(Rule::mode).containsExactly(Mode.OFF, Mode.ENFORCE);
        assertThat(config.origins().ofRule(1).of("mode")).isEqualTo("agent argument");
    }

    @Test
    void quotedKeywordsEqualPlainOnes() {
        Config config = load("mode: \"off\"\nkeepalive: {user-timeout: 'off', idle: \"60s\"}\n");
        assertThat(config.policy().mode()).isEqualTo(Mode.OFF);
    }

    @Test
    void anchorsAreAllowed() {
        Config config = load("keepalive: &timing {idle: 33s}\nrules: [{name: a, keepalive: *timing}]\n");
        assertThat(config.policy().rules().get(0).settings().idleSeconds()).isEqualTo(33);
    }

    @Test
    void loadingAgainReadsAgain() throws Exception {
        ConfigText text = ConfigText.in(directory, "keepalive: {idle: 10s}\n");
        Overrides overrides = text.overrides();
        assertThat(ConfigLoader.load(overrides).policy().fallback().settings().idleSeconds())
                .isEqualTo(10);
        ConfigText.in(directory, "keepalive: {idle: 20s}\n");
        assertThat(ConfigLoader.load(overrides).policy().fallback().settings().idleSeconds())
                .isEqualTo(20);
    }

    private Config load(String text) {
        return ConfigText.in(directory, text).load();
    }
}
