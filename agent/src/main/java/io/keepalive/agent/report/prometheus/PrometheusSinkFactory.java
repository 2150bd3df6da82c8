package io.keepalive.agent.report.prometheus;

import io.keepalive.agent.kernel.AgentSockets;
import io.keepalive.agent.kernel.NetworkingState;
import io.keepalive.agent.report.ReportSettings;
import io.keepalive.agent.report.Sink;
import io.keepalive.agent.report.SinkContext;
import io.keepalive.agent.report.SinkFactory;

/** Metrics for Prometheus, where an address is configured. */
public final class PrometheusSinkFactory implements SinkFactory {

    private final AgentSockets sockets;
    private final NetworkingState networking;

    /**
     * @param sockets takes in those that are opened for it
     * @param networking which is the application's to set up, for some time
     */
    public PrometheusSinkFactory(AgentSockets sockets, NetworkingState networking) {
        this.sockets = sockets;
        this.networking = networking;
    }

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public Object settingsFor(ReportSettings settings) {
        return settings.prometheus();
    }

    @Override
    public Sink open(ReportSettings settings, SinkContext desk) {
        return new MetricsEndpoint(
                settings.prometheus(),
                desk,
                sockets,
                networking::mayBeInitialized,
                () -> System.nanoTime() / 1_000_000);
    }
}
