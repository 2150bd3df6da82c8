package io.keepalive.agent.report.prometheus;

import io.keepalive.agent.connection.Cause;
import io.keepalive.agent.connection.DiscoveredBy;
import io.keepalive.agent.connection.OptionChange;
import io.keepalive.agent.event.agent.ReloadResult;
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
 * What all metrics are at one moment. Made when somebody asks: until then the application's threads pay for nothing but
 * the {@link Counters}. Goes through the open connections once.
 */
final class Metrics {

    private static final double NANOS_PER_SECOND = 1e9;

    private final SinkContext desk;

    Metrics(SinkContext desk) {
        this.desk = desk;
    }

    MetricSnapshots now() {
        Counters tally = desk.counters();
        ConnectionCounts census = new ConnectionCounts();
        desk.forEachConnection(census::add);
        return new MetricSnapshots(
                connections(census),
                opened(tally),
                dead(tally.deadPeers(), census),
                gauge(Metric.SUSPECT)
                        .dataPoint(point(Labels.EMPTY, census.suspects()))
                        .build(),
                counter(Metric.APP_CHANGES, tally.appChanges(), OptionChange.Outcome.values()),
                counter(Metric.RELOADS, tally.reloads(), ReloadResult.values()),
                counter(Metric.AGENT_ERRORS)
                        .dataPoint(count(Labels.EMPTY, tally.agentErrors()))
                        .build(),
                watch(tally));
    }

    private static GaugeSnapshot connections(ConnectionCounts census) {
        GaugeSnapshot.Builder gauge = gauge(Metric.CONNECTIONS);
        for (Direction direction : Direction.values()) {
            census.byRule(direction)
                    .forEach((rule, open) ->
                            gauge.dataPoint(point(labels(Metric.CONNECTIONS, EnumWord.of(direction), rule), open)));
        }
        return gauge.build();
    }

    private static CounterSnapshot opened(Counters tally) {
        CounterSnapshot.Builder counter = counter(Metric.OPENED);
        for (Direction direction : Direction.values()) {
            for (DiscoveredBy via : DiscoveredBy.values()) {
                long opened = tally.opened(direction).of(via);
                counter.dataPoint(count(labels(Metric.OPENED, EnumWord.of(direction), EnumWord.of(via)), opened));
            }
        }
        return counter.build();
    }

    /** With zeros wherever there are connections: the first death can then be seen as an increase. */
    private static CounterSnapshot dead(DeathCounters deaths, ConnectionCounts census) {
        CounterSnapshot.Builder counter = counter(Metric.DEAD);
        for (Direction direction : Direction.values()) {
            census.byRule(direction).keySet().forEach(rule -> deaths.of(rule, direction));
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

    private static SummarySnapshot watch(Counters tally) {
        return SummarySnapshot.builder()
                .name(Metric.WATCH.family())
                .help(Metric.WATCH.help())
                .dataPoint(SummaryDataPointSnapshot.builder()
                        .count(tally.rounds())
                        .sum(tally.roundNanos() / NANOS_PER_SECOND)
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
