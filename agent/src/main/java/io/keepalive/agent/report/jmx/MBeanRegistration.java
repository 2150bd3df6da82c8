// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.jmx;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.management.AgentControl;
import io.keepalive.agent.report.Sink;
import io.keepalive.agent.report.SinkContext;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/**
 * Registers the MBean with the platform's MBean server as soon as that exists. The agent never creates the server: this would
 * fix the builder of MBean servers, and with it the log manager, which an application server chooses in its main. Any client
 * that can read the MBean (jconsole, an exporter, the application) has created the server before.
 *
 * <p>The server may call code of the application that blocks: its own MBean server, or a listener of the delegate.
 */
final class MBeanRegistration implements Sink {

    private static final String NAME = "io.keepalive:type=KeepaliveAgent";
    /** The platform's MBean server alone has this one; it registers it while it is created. */
    private static final String PLATFORM_MBEAN = "java.lang:type=Runtime";

    private static final long POLL_MILLIS = 1_000;
    private static final String PEER_DEAD = "peer.dead";

    private final AgentControl control;
    private final SinkContext context;
    private MBeanServer server;
    private volatile AgentMBean bean;
    private boolean polledBefore;
    private boolean failed;

    MBeanRegistration(AgentControl control, SinkContext context) {
        this.control = control;
        this.context = context;
    }

    /** The first call does nothing, so as not to compete with the start of the JVM. */
    @Override
    public long tick() {
        if (polledBefore && bean == null && !failed) {
            tryToRegister();
        }
        polledBefore = true;
        return bean != null || failed ? Long.MAX_VALUE : POLL_MILLIS;
    }

    private void tryToRegister() {
        try {
            for (MBeanServer candidate : MBeanServerFactory.findMBeanServer(null)) {
                if (bean == null && candidate.isRegistered(new ObjectName(PLATFORM_MBEAN))) {
                    register(candidate);
                }
            }
        } catch (InstanceAlreadyExistsException another) {
            fail("another agent is registered as " + NAME);
        } catch (JMException | RuntimeException refused) {
            fail(refused.toString());
        }
    }

    private void register(MBeanServer candidate) throws JMException {
        AgentMBean created = new AgentMBean(control, context::reportProblem);
        try {
            candidate.registerMBean(created, new ObjectName(NAME));
        } catch (JMException | RuntimeException refused) {
            created.close();
            throw refused;
        }
        server = candidate;
        bean = created;
    }

    private void fail(String why) {
        failed = true;
        context.reportProblem("the MBean cannot be registered: " + why);
    }

    @Override
    public void accept(Event event) {
        AgentMBean registered = bean;
        if (registered != null && event.name().equals(PEER_DEAD)) {
            registered.notifyOf(event);
        }
    }

    @Override
    public void close() {
        if (bean != null) {
            bean.close();
            bean = null;
            try {
                server.unregisterMBean(new ObjectName(NAME));
            } catch (JMException | RuntimeException goneAlready) {
                server = null;
            }
        }
    }
}
