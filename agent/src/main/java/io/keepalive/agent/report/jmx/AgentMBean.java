// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.jmx;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.management.AgentControl;
import io.keepalive.agent.management.AgentStatus;
import io.keepalive.agent.management.ReloadOutcome;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.text.EnumWord;
import java.util.Arrays;
import java.util.function.Consumer;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;
import javax.management.ReflectionException;
import javax.management.openmbean.OpenDataException;

/** The agent's MBean. Called on the threads of the MBean server's clients. */
final class AgentMBean extends NotificationBroadcasterSupport implements DynamicMBean, NotificationEmitter {

    private final AgentControl control;
    private final Notifications notifications;

    /** @param problems see {@link Notifications} */
    AgentMBean(AgentControl control, Consumer<String> problems) {
        super(Notifications.info());
        this.control = control;
        this.notifications = new Notifications(problems);
    }

    /** Sends a notification; filters and listeners are called on another thread. */
    void notifyOf(Event death) {
        notifications.send(death, this);
    }

    /** Stops sending notifications. */
    void close() {
        notifications.close();
    }

    @Override
    public Object getAttribute(String name) throws AttributeNotFoundException {
        return attribute(name).of(control.status());
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        AgentStatus status = control.status();
        AttributeList values = new AttributeList();
        for (String name : names) {
            AgentAttribute attribute = AgentAttribute.named(name);
            if (attribute != null) {
                values.add(new Attribute(name, attribute.of(status)));
            }
        }
        return values;
    }

    private static AgentAttribute attribute(String name) throws AttributeNotFoundException {
        AgentAttribute attribute = AgentAttribute.named(name);
        if (attribute == null) {
            throw new AttributeNotFoundException(name + "; there are " + Arrays.toString(AgentAttribute.values()));
        }
        return attribute;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName() + " cannot be set; for the mode there is setMode");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String operation, Object[] arguments, String[] signature) throws ReflectionException {
        switch (operation) {
            case AgentMBeanInfo.RELOAD:
                return text(control.reload());
            case AgentMBeanInfo.SET_MODE:
                control.setMode(mode((String) arguments[0]));
                return null;
            case AgentMBeanInfo.LIST_CONNECTIONS:
                return connections();
            default:
                throw new ReflectionException(new NoSuchMethodException(operation));
        }
    }

    private Object connections() throws ReflectionException {
        try {
            return ConnectionTable.of(control.connections());
        } catch (OpenDataException impossible) {
            throw new ReflectionException(impossible);
        }
    }

    private static String text(ReloadOutcome outcome) {
        return outcome.isAccepted()
                ? "reloaded, in force on " + outcome.connections() + " open connections too"
                : "rejected, the configuration before it stays in force: " + String.join("; ", outcome.errors());
    }

    private static Mode mode(String text) {
        for (Mode mode : Mode.values()) {
            if (EnumWord.of(mode).equals(text)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("mode must be enforce, observe or off; found '" + text + "'");
    }

    @Override
    public MBeanNotificationInfo[] getNotificationInfo() {
        return new MBeanNotificationInfo[] {Notifications.info()};
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        return AgentMBeanInfo.get();
    }
}
