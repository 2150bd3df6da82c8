// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.event.Level;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Precedence;
import io.keepalive.agent.policy.Rule;
import io.keepalive.agent.report.ListenAddress;
import io.keepalive.agent.report.LogSettings;
import io.keepalive.agent.report.ReportSettings;
import io.keepalive.agent.report.StackTraces;
import io.keepalive.agent.watch.WatchSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {

    private static final String EVERYTHING = """
            mode: enforce
            keepalive:
              idle: 61s
              interval: 11s
              count: 4
              user-timeout: off
              busy-timeout: 2m
            precedence: fill-gaps
            adopt: false
            watch:
              every: 2s
              suspect-after: 3
              half-closed-after: 2m
              stalled-after: 3m
            rules:
              - name: database
                match:
                  direction: outbound
                  remote: [10.0.0.0/8, db.internal, "*.db.internal", loopback]
                  remote-port: [5432, 6000-6100]
                  local-port: 8080
                keepalive: {idle: 30s, interval: 5s, user-timeout: auto}
              - name: sidecar
                match: {remote: loopback}
                mode: off
            report:
              log: {file: logs/keepalive.log, format: json, level: debug, max-size: 20MB, keep: 7}
              stack-traces: opened
              jmx: false
              jfr: false
              prometheus: 127.0.0.1:9464
            environments:
              dev: {mode: off}
              staging: {mode: observe}
              prod: {keepalive: {idle: 31s}}
            """;

    @TempDir
    Path directory;

    @Test
    void everySettingReachesTheConfig() {
        Config config = ConfigText.in(directory, EVERYTHING).load();
        assertThat(config.policy().mode()).isEqualTo(Mode.ENFORCE);
        assertThat(config.policy().precedence()).isEqualTo(Precedence.FILL_GAPS);
        assertThat(config.policy().adopt()).isFalse();
        assertThat(config.policy().fallback().settings()).isEqualTo(KeepaliveSettings.on(61, 11, 4, 0));
        assertThat(config.policy().fallback().busyTimeout().millis(0)).isEqualTo(120_000);
        assertThat(config.watch()).usingRecursiveComparison().isEqualTo(new WatchSettings(2_000, 3, 120_000, 180_000));
        assertThat(config.report())
                .usingRecursiveComparison()
                .isEqualTo(new ReportSettings(
                        new LogSettings("logs/keepalive.log", LogSettings.Format.JSON, Level.DEBUG, 20_000_000, 7),
                        StackTraces.OPENED,
                        false,
                        false,
                        new ListenAddress("127.0.0.1:9464", new byte[] {127, 0, 0, 1}, 9464)));
        assertThat(config.environment()).isNull();
        assertThat(config.file()).isEqualTo(directory.resolve("config.yaml").toString());
    }

    @Test
    void rulesAreCompleteAndInOrder() {
        Config config = ConfigText.in(directory, EVERYTHING).load();
        assertThat(config.policy().rules()).extracting(Rule::name).containsExactly("database", "sidecar");
        Rule database = config.policy().rules().get(0);
        assertThat(database.settings()).isEqualTo(KeepaliveSettings.on(30, 5, 4, 50_000));
        assertThat(database.mode()).isEqualTo(Mode.ENFORCE);
        assertThat(config.policy().rules().get(1).mode()).isEqualTo(Mode.OFF);
    }

    @Test
    void withoutAFileTheBuiltInDefaultsApply() {
        Config config = ConfigText.none().load();
        assertThat(config.policy().mode()).isEqualTo(Mode.ENFORCE);
        assertThat(config.policy().precedence()).isEqualTo(Precedence.STRICTEST);
        assertThat(config.policy().adopt()).isTrue();
        assertThat(config.policy().rules()).isEmpty();
        assertThat(config.policy().fallback().settings()).isEqualTo(KeepaliveSettings.on(60, 10, 3, 0));
        assertThat(config.policy().fallback().userTimeout().isConfigured()).isFalse();
        assertThat(config.watch()).usingRecursiveComparison().isEqualTo(WatchSettings.DEFAULT);
        assertThat(config.report())
                .usingRecursiveComparison()
                .isEqualTo(new ReportSettings(LogSettings.DEFAULT, StackTraces.DEAD, true, true, null));
        assertThat(config.file()).isNull();
        assertThat(config.warnings()).isEmpty();
    }

    /** A rule without a mode of its own follows the agent's mode; a rule with mode off stays off. */
    @Test
    void theModeCanBeReplaced() {
        String text = "mode: observe\nrules: [{name: a, match: {remote: private}, keepalive: {idle: 5s}},"
                + " {name: b, match: {remote: loopback}, mode: off}]";
        Config config = ConfigText.in(directory, text).load();
        Config forced = config.withMode(Mode.ENFORCE, "set at run time");
        assertThat(config.policy().mode()).isEqualTo(Mode.OBSERVE);
        assertThat(forced.policy().mode()).isEqualTo(Mode.ENFORCE);
        assertThat(forced.policy().rules()).extracting(Rule::mode).containsExactly(Mode.ENFORCE, Mode.OFF);
        assertThat(forced.policy().fallback().mode()).isEqualTo(Mode.ENFORCE);
        assertThat(forced.origins().of("mode")).isEqualTo("set at run time");
        assertThat(forced.origins().of("precedence")).isEqualTo(config.origins().of("precedence"));
    }
}
