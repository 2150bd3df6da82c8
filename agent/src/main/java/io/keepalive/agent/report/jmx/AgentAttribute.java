// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.jmx;

import io.keepalive.agent.management.AgentStatus;
import io.keepalive.agent.text.EnumWord;
import java.util.function.Function;
import javax.management.openmbean.OpenMBeanAttributeInfoSupport;
import javax.management.openmbean.SimpleType;

/** The attributes of the MBean. */
enum AgentAttribute {
    MODE("Mode", "enforce, observe or off", status -> EnumWord.of(status.mode())),
    ENVIRONMENT("Environment", "The chosen entry of environments:, or none", AgentStatus::environment),
    CONFIG_FILE("ConfigFile", "Path of the configuration file, or none", AgentStatus::configFile),
    CONNECTIONS(
            "Connections",
            SimpleType.LONG,
            "Open now",
            status -> status.counts().connections()),
    DEAD_PEERS(
            "DeadPeers",
            SimpleType.LONG,
            "Found dead",
            status -> status.counts().deadPeers()),
    SUSPECT_PEERS(
            "SuspectPeers",
            SimpleType.LONG,
            "Leave probes or data unanswered now",
            status -> status.counts().suspectPeers()),
    STALLED_PEERS(
            "StalledPeers",
            SimpleType.LONG,
            "Answer and do not read now",
            status -> status.counts().stalledPeers()),
    ADOPTED(
            "Adopted",
            SimpleType.LONG,
            "Connections that were found rather than seen being opened",
            status -> status.counts().adopted()),
    APP_CHANGES(
            "AppChanges",
            SimpleType.LONG,
            "Keepalive options that the application has changed",
            status -> status.counts().appChanges()),
    AGENT_ERRORS(
            "AgentErrors",
            SimpleType.LONG,
            "Failures inside the agent",
            status -> status.counts().agentErrors());

    private final String label;
    private final SimpleType<?> type;
    private final String description;
    private final Function<AgentStatus, Object> value;

    AgentAttribute(String label, String description, Function<AgentStatus, Object> value) {
        this(label, SimpleType.STRING, description, value);
    }

    AgentAttribute(String label, SimpleType<?> type, String description, Function<AgentStatus, Object> value) {
        this.label = label;
        this.type = type;
        this.description = description;
        this.value = value;
    }

    /** The attribute of this name, or null. */
    static AgentAttribute named(String name) {
        for (AgentAttribute attribute : values()) {
            if (attribute.label.equals(name)) {
                return attribute;
            }
        }
        return null;
    }

    Object of(AgentStatus status) {
        return value.apply(status);
    }

    OpenMBeanAttributeInfoSupport info() {
        return new OpenMBeanAttributeInfoSupport(label, description, type, true, false, false);
    }

    @Override
    public String toString() {
        return label;
    }
}
