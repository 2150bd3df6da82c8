// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.runtime;

import io.keepalive.agent.jdk.ClassInitialization;
import io.keepalive.agent.kernel.AgentSockets;
import io.keepalive.agent.kernel.NetworkingState;
import io.keepalive.agent.management.AgentControl;
import io.keepalive.agent.report.JfrSinkFactory;
import io.keepalive.agent.report.SinkFactory;
import io.keepalive.agent.report.jmx.JmxSinkFactory;
import io.keepalive.agent.report.prometheus.PrometheusSinkFactory;
import java.util.Arrays;
import java.util.List;

/** The list of all sinks except the log. */
final class SinkFactories {

    private SinkFactories() {}

    /**
     * @param agentSockets where a listening sink registers its sockets
     * @param networking what a listening sink waits for
     * @param classes which parts of the JDK the application uses
     * @param isBeforeMain whether main waits, after which the JVM starts the recordings of its command line
     * @param control controls the agent, once it runs
     */
    static List<SinkFactory> of(
            AgentSockets agentSockets,
            NetworkingState networking,
            ClassInitialization classes,
            boolean isBeforeMain,
            AgentControl control) {
        return Arrays.asList(
                new JmxSinkFactory(classes, control),
                new JfrSinkFactory(classes, isBeforeMain),
                new PrometheusSinkFactory(agentSockets, networking));
    }
}
