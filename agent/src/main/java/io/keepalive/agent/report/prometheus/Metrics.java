// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.prometheus;

import io.keepalive.agent.connection.DiscoveredBy;
import io.keepalive.agent.connection.OptionChange;
import io.keepalive.agent.event.agent.ReloadResult;
import io.keepalive.agent.peer.Cause;
import io.keepalive.agent.policy.Direction;
import io.keepalive.agent.report.SinkContext;
import io.keepalive.agent.report.counters.Counters;
import io.keepalive.agent.report.counters.DeathCounters;
import io.keepalive.agent.report.counters.EnumCounters;
import io.keepalive.agent.text.EnumWord;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.List;
import java.util.Map;

/**
 * Snapshots of all metrics, made at a scrape: between scrapes the application's threads only update {@link Counters}. Visits
 * the open connections once.
 */
final class Metrics {

    private static final double NANOS_PER_SECOND = 1e9;

    private final SinkContext context;

    Metrics(SinkContext context) {
        this.context = context;
    }

    MetricSnapshots now() {
        Counters counters = context.counters();
        ConnectionCounts connections = new ConnectionCounts();
        context.forEachConnection(connections::add);
        return new MetricSnapshots(
                connections(connections, counters.deadPeers()),
                opened(counters),
                dead(counters.deadPeers(), connections),
                gauge(Metric.SUSPECT)
                        .dataPoint(point(Labels.EMPTY, connections.suspects()))
                        .build(),
                gauge(Metric.STALLED)
                        .dataPoint(point(Labels.EMPTY, connections.stalled()))
                        .build(),
                counter(Metric.APP_CHANGES, counters.appChanges(), OptionChange.Outcome.values()),
                counter(Metric.RELOADS, counters.reloads(), ReloadResult.values()),
                counter(Metric.AGENT_ERRORS)
                        .dataPoint(count(Labels.EMPTY, counters.agentErrors()))
                        .build(),
                watch(counters));
    }

    /** With zeros for rules that had connections at an earlier scrape, so that the loss of all is a fall to zero. */
    private static GaugeSnapshot connections(ConnectionCounts connections, DeathCounters deaths) {
        GaugeSnapshot.Builder gauge = gauge(Metric.CONNECTIONS);
        for (Direction direction : Direction.values()) {
            Map<String, Long> byRule = connections.byRule(direction);
            deaths.of(direction).keySet().forEach(rule -> byRule.putIfAbsent(rule, 0L));
            byRule.forEach((rule, open) ->
                    gauge.dataPoint(point(labels(Metric.CONNECTIONS, EnumWord.of(direction), rule), open)));
        }
        return gauge.build();
    }

    private static CounterSnapshot opened(Counters counters) {
        CounterSnapshot.Builder counter = counter(Metric.OPENED);
        for (Direction direction : Direction.values()) {
            for (DiscoveredBy via : DiscoveredBy.values()) {
                long opened = counters.opened(direction).of(via);
                counter.dataPoint(count(labels(Metric.OPENED, EnumWord.of(direction), EnumWord.of(via)), opened));
            }
        }
        return counter.build();
    }

    /** With zeros for every rule that has connections, so that the first death is an increase. */
    private static CounterSnapshot dead(DeathCounters deaths, ConnectionCounts connections) {
        CounterSnapshot.Builder counter = counter(Metric.DEAD);
        for (Direction direction : Direction.values()) {
            connections.byRule(direction).keySet().forEach(rule -> deaths.of(rule, direction));
            for (Map.Entry<String, EnumCounters<Cause>> rule :
                    deaths.of(direction).entrySet()) {
                for (Cause cause : Cause.values()) {
                    Labels labels = labels(Metric.DEAD, EnumWord.of(cause), EnumWord.of(direction), rule.getKey());
                    counter.dataPoint(count(labels, rule.getValue().of(cause)));
                }
            }
        }
        return counter.build();
    }

    private static SummarySnapshot watch(Counters counters) {
        return SummarySnapshot.builder()
                .name(Metric.WATCH.family())
                .help(Metric.WATCH.help())
                .dataPoint(SummaryDataPointSnapshot.builder()
                        .count(counters.rounds())
                        .sum(counters.roundNanos() / NANOS_PER_SECOND)
                        .build())
                .build();
    }

    private static <K extends Enum<K>> CounterSnapshot counter(Metric metric, EnumCounters<K> counts, K[] kinds) {
        CounterSnapshot.Builder counter = counter(metric);
        for (K kind : kinds) {
            counter.dataPoint(count(labels(metric, EnumWord.of(kind)), counts.of(kind)));
        }
        return counter.build();
    }

    private static CounterSnapshot.Builder counter(Metric metric) {
        return CounterSnapshot.builder().name(metric.family()).help(metric.help());
    }

    private static GaugeSnapshot.Builder gauge(Metric metric) {
        return GaugeSnapshot.builder().name(metric.family()).help(metric.help());
    }

    private static CounterDataPointSnapshot count(Labels labels, long value) {
        return CounterDataPointSnapshot.builder().labels(labels).value(value).build();
    }

    private static GaugeDataPointSnapshot point(Labels labels, long value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }

    private static Labels labels(Metric metric, String... values) {
        List<String> names = metric.labels();
        return Labels.of(names.toArray(new String[0]), values);
    }
}
