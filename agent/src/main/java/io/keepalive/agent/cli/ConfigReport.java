// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli;

import io.keepalive.agent.HeldMain;
import io.keepalive.agent.cli.view.TerminalText;
import io.keepalive.agent.config.Config;
import io.keepalive.agent.config.Origins;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.OpenDescriptors;
import io.keepalive.agent.kernel.Platform;
import io.keepalive.agent.kernel.SystemDefaults;
import io.keepalive.agent.policy.AppSetOptions;
import io.keepalive.agent.policy.EffectiveSettings;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Rule;
import io.keepalive.agent.text.DurationFormat;
import io.keepalive.agent.text.EnumWord;
import java.util.ArrayList;
import java.util.List;

/** The output of {@code check}: each rule's values with their origins, and the time until a dead peer is detected. */
final class ConfigReport {

    private static final String NOTICED = "  a dead peer is noticed";

    private final Config config;
    private final KeepaliveSettings system = SystemDefaults.read();
    private final int retransmissions = SystemDefaults.retransmissionLimit();
    private final boolean watches = Platform.isLinux() && OpenDescriptors.areListed();
    private final List<String> lines = new ArrayList<>();

    ConfigReport(Config config) {
        this.config = config;
    }

    List<String> lines() {
        lines.add(config.file() + ", environment " + (config.environment() == null ? "none" : config.environment()));
        lines.add("");
        value(
                "mode",
                EnumWord.hyphenated(config.policy().mode()),
                config.origins().of("mode"));
        value(
                "precedence",
                EnumWord.hyphenated(config.policy().precedence()),
                config.origins().of("precedence"));
        value("start", EnumWord.hyphenated(config.start()), config.origins().of("start"));
        lines.add("    " + mainWait());
        value("adopt", String.valueOf(config.policy().adopt()), config.origins().of("adopt"));
        List<Rule> rules = config.policy().rules();
        for (int i = 0; i < rules.size(); i++) {
            rule(rules.get(i), config.origins().ofRule(i));
        }
        rule(config.policy().fallback(), config.origins());
        system();
        return lines;
    }

    /** Whether main waits at the start, and why. */
    private String mainWait() {
        String dependent = TerminalText.text(String.join(", ", config.dependsOnSeeing()));
        if (config.holdsMain()) {
            return "main waits until connections are seen opening, "
                    + HeldMain.LONGEST_WAIT_MILLIS / 1000 + " s at most"
                    + (dependent.isEmpty() ? "" : ": " + dependent);
        }
        if (config.policy().mode() == Mode.OFF) {
            return "main does not wait: the mode is off";
        }
        return dependent.isEmpty()
                ? "main does not wait: nothing here depends on seeing connections open"
                : "main does not wait; connections that it opens at once miss: " + dependent;
    }

    private void rule(Rule rule, Origins origins) {
        lines.add("");
        lines.add("rule " + TerminalText.text(rule.name()));
        Mode mode = lesser(rule.mode(), config.policy().mode());
        value("mode", EnumWord.hyphenated(mode), origins.of("mode"));
        if (mode != Mode.OFF) {
            KeepaliveSettings settings = rule.settings();
            value("idle", settings.idleSeconds() + "s", origins.of("keepalive.idle"));
            value("interval", settings.intervalSeconds() + "s", origins.of("keepalive.interval"));
            value("count", String.valueOf(settings.count()), origins.of("keepalive.count"));
            value("busy-timeout", rule.busyTimeoutText(), origins.of("keepalive.busy-timeout"));
            value("user-timeout", rule.userTimeoutText(), origins.of("keepalive.user-timeout"));
            detection(rule, mode);
        }
    }

    /** The detection time of a connection on which the application sets no option. */
    private void detection(Rule rule, Mode mode) {
        EffectiveSettings ofConnection = new EffectiveSettings(
                system, AppSetOptions.NOTHING, rule, config.policy().precedence());
        KeepaliveSettings effective = ofConnection.settings();
        if (!effective.hasTimingsOf(rule.settings())) {
            lines.add("  this machine's own timings are stricter and apply: " + effective.idleSeconds() + "s, "
                    + effective.intervalSeconds() + "s, " + effective.count());
        }
        int busyTimeoutMillis = watches ? ofConnection.busyTimeoutMillis() : 0;
        lines.add(mode == Mode.ENFORCE ? NOTICED : "  only observed; with mode enforce, a dead peer is noticed");
        detection(new DetectionTime(effective, busyTimeoutMillis, retransmissions));
        if (!watches && rule.busyTimeout().isOn()) {
            lines.add("          busy-timeout has no effect: it needs Linux and /proc, to watch the connections");
        }
    }

    private static Mode lesser(Mode one, Mode other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private void detection(DetectionTime detection) {
        lines.add("    idle  after " + span(detection.idleSeconds()) + "  (" + detection.idleReason() + ")");
        lines.add("    busy  after about " + span(detection.busySeconds()) + "  (" + detection.busyReason() + ")");
    }

    private void system() {
        DetectionTime detection = new DetectionTime(system, 0, retransmissions);
        lines.add("");
        lines.add("this machine's kernel, without the agent");
        lines.add("  net.ipv4.tcp_keepalive_time    " + system.idleSeconds());
        lines.add("  net.ipv4.tcp_keepalive_intvl   " + system.intervalSeconds());
        lines.add("  net.ipv4.tcp_keepalive_probes  " + system.count());
        lines.add("  net.ipv4.tcp_retries2          " + retransmissions);
        lines.add(NOTICED);
        lines.add("    idle  never, unless the application asks for keepalive; then after "
                + span(detection.idleSeconds()));
        lines.add("    busy  after about " + span(detection.busySeconds()) + "  (" + detection.busyReason() + ")");
    }

    private void value(String name, String value, String origin) {
        lines.add(String.format("  %-13s %-10s %s", name, value, TerminalText.text(origin)));
    }

    private static String span(long seconds) {
        return DurationFormat.of(seconds * 1000);
    }
}
