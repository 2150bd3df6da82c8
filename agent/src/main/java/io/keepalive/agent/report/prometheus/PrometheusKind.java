package io.keepalive.agent.report.prometheus;

import io.keepalive.agent.kernel.AgentSockets;
import io.keepalive.agent.report.Desk;
import io.keepalive.agent.report.ReportSettings;
import io.keepalive.agent.report.Sink;
import io.keepalive.agent.report.SinkKind;

/** Metrics for Prometheus, where an address is configured. */
public final class PrometheusKind implements SinkKind {

    private final AgentSockets sockets;

    /** @param sockets takes in those that are opened for it */
    public PrometheusKind(AgentSockets sockets) {
        this.sockets = sockets;
    }

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public Object wish(ReportSettings settings) {
        return settings.prometheus();
    }

    @Override
    public Sink open(ReportSettings settings, Desk desk) {
        return new MetricsEndpoint(settings.prometheus(), desk, sockets, () -> System.nanoTime() / 1_000_000);
    }
}
