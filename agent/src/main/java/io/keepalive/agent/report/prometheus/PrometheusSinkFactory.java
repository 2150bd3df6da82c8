// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.prometheus;

import io.keepalive.agent.kernel.AgentSockets;
import io.keepalive.agent.kernel.NetworkingState;
import io.keepalive.agent.report.ReportSettings;
import io.keepalive.agent.report.Sink;
import io.keepalive.agent.report.SinkContext;
import io.keepalive.agent.report.SinkFactory;

/** Opens the metrics endpoint if an address is configured. */
public final class PrometheusSinkFactory implements SinkFactory {

    private final AgentSockets sockets;
    private final NetworkingState networking;

    /**
     * @param sockets opens and registers the endpoint's sockets
     * @param networking the endpoint listens only after the application has initialised the JDK's networking, or after a limit
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
    public Sink open(ReportSettings settings, SinkContext context) {
        return new MetricsEndpoint(
                settings.prometheus(),
                context,
                sockets,
                networking::mayBeInitialized,
                () -> System.nanoTime() / 1_000_000);
    }
}
