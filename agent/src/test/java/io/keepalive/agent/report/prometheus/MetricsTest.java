// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.peer.Cause;
import io.keepalive.agent.policy.Direction;
import io.keepalive.agent.report.SinkContext;
import io.keepalive.agent.report.SinkContexts;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private final SinkContext context = SinkContexts.of(new ArrayList<>());
    private final Metrics metrics = new Metrics(context);

    @Test
    void haveTheContractsNames() {
        assertThat(Arrays.stream(Metric.values()).map(metric -> metric.servedName() + metric.labels()))
                .containsExactlyInAnyOrder(
                        "keepalive_connections[direction, rule]",
                        "keepalive_connections_opened_total[direction, via]",
                        "keepalive_peers_dead_total[cause, direction, rule]",
                        "keepalive_peers_suspect[]",
                        "keepalive_peers_stalled[]",
                        "keepalive_app_changes_total[outcome]",
                        "keepalive_config_reloads_total[result]",
                        "keepalive_agent_errors_total[]",
                        "keepalive_watch_seconds[]");
    }

    @Test
    void areAllServedWithTheirLabels() {
        List<MetricSnapshot> served = metrics.now().stream().toList();

        assertThat(served)
                .extracting(snapshot -> snapshot.getMetadata().getPrometheusName())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Metric.values()).map(Metric::family).toList());
        for (MetricSnapshot snapshot : served) {
            Metric metric = Arrays.stream(Metric.values())
                    .filter(each -> each.family().equals(snapshot.getMetadata().getPrometheusName()))
                    .findFirst()
                    .orElseThrow();
            for (DataPointSnapshot point : snapshot.getDataPoints()) {
                assertThat(point.getLabels().stream().map(Label::getName)).containsExactlyElementsOf(metric.labels());
            }
        }
    }

    @Test
    void aRuleThatHasLostAllItsConnectionsHasZero() {
        context.counters().deadPeers().of("database", Direction.OUTBOUND).add(Cause.KEEPALIVE_TIMEOUT);

        assertThat(metrics.now().stream()
                        .filter(snapshot -> snapshot.getMetadata().getName().equals("keepalive_connections"))
                        .flatMap(snapshot -> snapshot.getDataPoints().stream())
                        .map(point -> point.getLabels() + " " + ((GaugeDataPointSnapshot) point).getValue()))
                .containsExactly("{direction=\"outbound\",rule=\"database\"} 0.0");
    }
}
