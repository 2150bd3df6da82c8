// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.jmx;

import java.util.Arrays;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.openmbean.OpenMBeanAttributeInfo;
import javax.management.openmbean.OpenMBeanConstructorInfo;
import javax.management.openmbean.OpenMBeanInfoSupport;
import javax.management.openmbean.OpenMBeanOperationInfo;
import javax.management.openmbean.OpenMBeanOperationInfoSupport;
import javax.management.openmbean.OpenMBeanParameterInfo;
import javax.management.openmbean.OpenMBeanParameterInfoSupport;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/** Metadata of the MBean: attributes, operations, notification. */
final class AgentMBeanInfo {

    static final String RELOAD = "reload";
    static final String SET_MODE = "setMode";
    static final String LIST_CONNECTIONS = "listConnections";

    private AgentMBeanInfo() {}

    static MBeanInfo get() {
        return new OpenMBeanInfoSupport(
                "io.keepalive.agent.KeepaliveAgent",
                "TCP keepalive for every connection of this JVM, and what became of their peers",
                Arrays.stream(AgentAttribute.values()).map(AgentAttribute::info).toArray(OpenMBeanAttributeInfo[]::new),
                new OpenMBeanConstructorInfo[0],
                operations(),
                new MBeanNotificationInfo[] {Notifications.info()});
    }

    private static OpenMBeanOperationInfo[] operations() {
        OpenMBeanParameterInfo mode =
                new OpenMBeanParameterInfoSupport("mode", "enforce, observe or off", SimpleType.STRING);
        return new OpenMBeanOperationInfo[] {
            operation(RELOAD, "Reads the configuration again now; says what came of it", SimpleType.STRING),
            operation(
                    SET_MODE,
                    "Sets the mode, whatever the configuration says, until it is set again",
                    SimpleType.VOID,
                    mode),
            operation(LIST_CONNECTIONS, "The open connections, as the kernel has them now", ConnectionTable.TYPE)
        };
    }

    private static OpenMBeanOperationInfo operation(
            String name, String description, OpenType<?> result, OpenMBeanParameterInfo... parameters) {
        int impact = name.equals(LIST_CONNECTIONS) ? MBeanOperationInfo.INFO : MBeanOperationInfo.ACTION;
        return new OpenMBeanOperationInfoSupport(name, description, parameters, result, impact);
    }
}
