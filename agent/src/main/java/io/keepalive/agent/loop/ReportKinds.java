package io.keepalive.agent.loop;

import io.keepalive.agent.control.AgentControl;
import io.keepalive.agent.kernel.AgentSockets;
import io.keepalive.agent.kernel.Networking;
import io.keepalive.agent.report.JfrKind;
import io.keepalive.agent.report.SinkKind;
import io.keepalive.agent.report.jmx.JmxKind;
import io.keepalive.agent.report.prometheus.PrometheusKind;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Where the agent reports to beside the log: the one place that knows which kinds there are. */
final class ReportKinds {

    private ReportKinds() {}

    /**
     * @param agentSockets for those who listen
     * @param networking which who listens needs
     * @param control of the running agent, once it runs
     */
    static List<SinkKind> of(AgentSockets agentSockets, Networking networking, Supplier<AgentControl> control) {
        return Arrays.asList(new JmxKind(control), new JfrKind(), new PrometheusKind(agentSockets, networking));
    }
}
