// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.prometheus;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** All metrics, in output order. No label ever contains an address. */
enum Metric {
    /** A gauge. */
    CONNECTIONS("keepalive_connections", "", "Connections that are open now.", "direction", "rule"),
    /** A counter. */
    OPENED(
            "keepalive_connections_opened",
            "_total",
            "Connections by how the agent discovered them: intercepted or adopted.",
            "direction",
            "via"),
    /** A counter. */
    DEAD("keepalive_peers_dead", "_total", "Peers found dead, each connection once.", "cause", "direction", "rule"),
    /** A gauge. */
    SUSPECT("keepalive_peers_suspect", "", "Open connections whose peers leave probes or data unanswered now."),
    /** A gauge. */
    STALLED("keepalive_peers_stalled", "", "Open connections whose peers answer and do not read now."),
    /** A counter. */
    APP_CHANGES(
            "keepalive_app_changes",
            "_total",
            "Keepalive options that the application changed, by outcome.",
            "outcome"),
    /** A counter. */
    RELOADS("keepalive_config_reloads", "_total", "Configurations read while running: in force or rejected.", "result"),
    /** A counter. */
    AGENT_ERRORS("keepalive_agent_errors", "_total", "Failures inside the agent; see agent.error in its log."),
    /** A summary. */
    WATCH("keepalive_watch_seconds", "", "Processor time of the watcher's rounds over the open connections.");

    private final String family;
    private final String suffix;
    private final String help;
    private final String[] labels;

    Metric(String family, String suffix, String help, String... labels) {
        this.family = family;
        this.suffix = suffix;
        this.help = help;
        this.labels = labels;
    }

    /** The name without the suffix that the text formats append. */
    String family() {
        return family;
    }

    /** The name as served, such as {@code keepalive_peers_dead_total}. */
    String servedName() {
        return family + suffix;
    }

    String help() {
        return help;
    }

    List<String> labels() {
        return Collections.unmodifiableList(Arrays.asList(labels));
    }
}
