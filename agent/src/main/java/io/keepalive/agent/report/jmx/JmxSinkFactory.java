// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.jmx;

import io.keepalive.agent.jdk.ClassInitialization;
import io.keepalive.agent.management.AgentControl;
import io.keepalive.agent.report.ReportSettings;
import io.keepalive.agent.report.Sink;
import io.keepalive.agent.report.SinkContext;
import io.keepalive.agent.report.SinkFactory;

/** Opens the JMX sink if this JVM has JMX: a runtime image may omit it. */
public final class JmxSinkFactory implements SinkFactory {

    private static final long POLL_MILLIS = 1_000;

    private static final String JMX = "javax.management.MBeanServerFactory";

    private final ClassInitialization classes;
    private final AgentControl control;

    /**
     * @param classes whether JMX is in use
     * @param control controls the agent, once it runs
     */
    public JmxSinkFactory(ClassInitialization classes, AgentControl control) {
        this.classes = classes;
        this.control = control;
    }

    @Override
    public String name() {
        return "JMX";
    }

    @Override
    public Object settingsFor(ReportSettings settings) {
        return settings.jmx() ? Boolean.TRUE : null;
    }

    /** The class that creates and lists MBean servers has been used. */
    @Override
    public long dueInMillis(long waitedMillis) {
        return classes.isInitialized(JMX, true) ? 0 : POLL_MILLIS;
    }

    @Override
    public Sink open(ReportSettings settings, SinkContext context) {
        try {
            Class.forName(JMX, false, JmxSinkFactory.class.getClassLoader());
            return new MBeanRegistration(control, context);
        } catch (ClassNotFoundException noJmx) {
            return null;
        }
    }
}
