package io.keepalive.agent.report.prometheus;

import io.keepalive.agent.kernel.AgentSockets;
import io.keepalive.agent.kernel.Networking;
import io.keepalive.agent.report.Desk;
import io.keepalive.agent.report.ReportSettings;
import io.keepalive.agent.report.Sink;
import io.keepalive.agent.report.SinkKind;

/** Metrics for Prometheus, where an address is configured. */
public final class PrometheusKind implements SinkKind {

    private final AgentSockets sockets;
    private final Networking networking;

    /**
     * @param sockets takes in those that are opened for it
     * @param networking which is the application's to set up, for some time
     */
    public PrometheusKind(AgentSockets sockets, Networking networking) {
        this.sockets = sockets;
        this.networking = networking;
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
        return new MetricsEndpoint(
                settings.prometheus(), desk, sockets, networking::isDue, () -> System.nanoTime() / 1_000_000);
    }
}
