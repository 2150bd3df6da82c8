// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintTest {

    @TempDir
    Path directory;

    @Test
    void warnsOfAnIdleTimeAboveTheMiddleboxLimit() {
        assertThat(warnings("keepalive:\n  profile: azure-lb\n  idle: 240s\n"))
                .isEqualTo(
                        "config.yaml:3:9: 'idle' 240s is too long: azure-lb drops a connection after 240s of silence");
    }

    @Test
    void warnsOfADetectionTimeAboveTheMiddleboxLimit() {
        assertThat(warnings("keepalive:\n  profile: aws-nlb\n  interval: 60s\n"))
                .isEqualTo("config.yaml:2:12: idle + interval x count is 240s + 60s x 3 = 420s: aws-nlb drops a"
                        + " connection after 350s of silence, before a dead peer is detected");
    }

    @Test
    void warnsOfARuleAboveTheLimitOfTheTopLevelsProfile() {
        String rule = "rules: [{name: slow, match: {remote: private}, keepalive: {idle: 400s}}]\n";
        assertThat(warnings("keepalive: {profile: aws-nlb}\n" + rule))
                .isEqualTo("config.yaml:2:66: 'idle' 400s in rule 'slow' is too long: aws-nlb drops a connection after"
                        + " 350s of silence");
        assertThat(warnings("keepalive: {profile: default}\n" + rule)).isEmpty();
    }

    @Test
    void warnsOfAUserTimeout() {
        String why =
                " also ends connections whose peer is alive but does not read, and connections that would survive an outage; busy-timeout detects a silent peer without it";
        assertThat(warnings("keepalive: {user-timeout: auto}\nrules: [{name: a, match: {remote: private}}]\n"))
                .isEqualTo("config.yaml:1:27: 'user-timeout' auto" + why);
        assertThat(warnings("rules: [{name: a, match: {remote: private}, keepalive: {user-timeout: 2m}}]\n"))
                .isEqualTo("config.yaml:1:71: 'user-timeout' 120s in rule 'a'" + why);
        assertThat(warnings("keepalive: {user-timeout: off}\n")).isEmpty();
    }

    @Test
    void warnsOfABusyTimeoutWithFewRounds() {
        String why =
                " is shorter than 5 rounds of 'watch.every' 1s: the agent can detect a silent peer later than that";
        assertThat(warnings("keepalive: {busy-timeout: 4999ms}\n"))
                .isEqualTo("config.yaml:1:27: 'busy-timeout' 4999ms" + why);
        assertThat(warnings("keepalive: {busy-timeout: 5s}\n")).isEmpty();
        assertThat(warnings("rules: [{name: a, keepalive: {busy-timeout: 3s}}]\n"))
                .isEqualTo("config.yaml:1:45: 'busy-timeout' 3s in rule 'a'" + why);
        assertThat(warnings(
                        "keepalive: {busy-timeout: auto}\nrules: [{name: a, keepalive: {idle: 1s, interval: 1s}}]\n"))
                .isEqualTo("config.yaml:1:27: 'busy-timeout' 4s in rule 'a'" + why);
        assertThat(ConfigText.none().with("busy-timeout=2s").warnings())
                .isEqualTo("agent argument: 'busy-timeout' 2s" + why);
    }

    @Test
    void warnsOfRoundsTooRareForTheBuiltInBusyTimeout() {
        assertThat(warnings("watch: {every: 30s}\n"))
                .isEqualTo(
                        "config.yaml:1:16: 'busy-timeout' 90s is shorter than 5 rounds of 'watch.every' 30s: the agent can"
                                + " detect a silent peer later than that");
        assertThat(warnings("watch: {every: 18s}\n")).isEmpty();
        assertThat(warnings("watch: {every: 30s}\nkeepalive: {busy-timeout: off}\n"))
                .isEmpty();
        assertThat(warnings("watch: {every: 30s}\nmode: off\n")).isEmpty();
    }

    /** The kernel then ends the connection without the watcher. */
    @Test
    void doesNotWarnOfABusyTimeoutThatAUserTimeoutMakesMoot() {
        assertThat(warnings("watch: {every: 30s}\nkeepalive: {user-timeout: auto}\n"))
                .startsWith("config.yaml:2:27: 'user-timeout' auto also ends")
                .doesNotContain("watch.every");
    }

    @Test
    void doesNotWarnOfSettingsInModeOff() {
        assertThat(warnings("mode: off\nkeepalive: {user-timeout: auto}\n")).isEmpty();
    }

    @Test
    void warnsOfARuleThatAnEarlierRuleCovers() {
        assertThat(warnings("""
                rules:
                  - {name: network, match: {remote: [10.0.0.0/8, "*.internal"]}}
                  - {name: host, match: {remote: [10.1.2.3, db.internal], remote-port: 5432}}
                  - {name: other, match: {remote: 11.0.0.0/8}}
                """))
                .isEqualTo("config.yaml:3:12: rule 'host' can never match: rule 'network' on line 2 matches all of its"
                        + " connections");
    }

    @Test
    void warnsOfARuleAfterOneThatMatchesEverything() {
        assertThat(warnings("rules:\n  - {name: all, mode: observe}\n  - {name: late, match: {remote: loopback}}\n"))
                .isEqualTo("config.yaml:3:12: rule 'late' can never match: rule 'all' on line 2 matches all of its"
                        + " connections");
    }

    @Test
    void warnsOfAnInboundRuleWithAHostName() {
        assertThat(warnings("rules: [{name: a, match: {direction: inbound, remote: db.internal}}]\n"))
                .isEqualTo("config.yaml:1:16: rule 'a' can never match: an inbound connection has no host name, only an"
                        + " address");
        assertThat(warnings("rules: [{name: a, match: {direction: inbound, remote: [db.internal, private]}}]\n"))
                .isEmpty();
    }

    @Test
    void warnsOfARuleWhoseModeDoesMoreThanTheAgents() {
        assertThat(warnings("mode: observe\nrules: [{name: a, match: {remote: private}, mode: enforce}]\n"))
                .startsWith(
                        "config.yaml:2:51: 'mode' enforce in rule 'a' has no effect while the agent's mode is observe");
    }

    @Test
    void aWarningDoesNotRejectTheConfiguration() {
        Config config =
                ConfigText.in(directory, "keepalive: {user-timeout: auto}\n").load();
        assertThat(config.warnings()).hasSize(1);
        assertThat(config.policy().fallback().settings().userTimeoutMillis()).isEqualTo(90_000);
    }

    private String warnings(String text) {
        return ConfigText.in(directory, text).warnings();
    }
}
