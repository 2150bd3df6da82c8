package io.keepalive.agent.runtime;

import io.keepalive.agent.kernel.AgentSockets;
import io.keepalive.agent.kernel.NetworkingState;
import io.keepalive.agent.management.AgentControl;
import io.keepalive.agent.report.JfrSinkFactory;
import io.keepalive.agent.report.SinkFactory;
import io.keepalive.agent.report.jmx.JmxSinkFactory;
import io.keepalive.agent.report.prometheus.PrometheusSinkFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Where the agent reports to beside the log: the one place that knows which kinds there are. */
final class SinkFactories {

    private SinkFactories() {}

    /**
     * @param agentSockets for those who listen
     * @param networking which who listens needs
     * @param control of the running agent, once it runs
     */
    static List<SinkFactory> of(AgentSockets agentSockets, NetworkingState networking, Supplier<AgentControl> control) {
        return Arrays.asList(
                new JmxSinkFactory(control), new JfrSinkFactory(), new PrometheusSinkFactory(agentSockets, networking));
    }
}
