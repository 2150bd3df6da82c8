// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.rpc;

import io.keepalive.compat.software.Signals;
import java.lang.management.ManagementFactory;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Listens for notifications over JMX, which waits in a call, and reads an attribute before and after it was idle. */
public final class JmxClient {

    private JmxClient() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("sun.rmi.transport.connectionTimeout", "3600000");
        String registry = "rmi://" + arguments[0] + ":" + arguments[1];
        try (JMXConnector connector =
                JMXConnectorFactory.connect(new JMXServiceURL("service:jmx:rmi:///jndi/" + registry + "/jmxrmi"))) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            beans.addNotificationListener(
                    new ObjectName(ManagementFactory.MEMORY_MXBEAN_NAME), (note, handback) -> {}, null, null);
            read(beans);
            Signals.open();
            read(beans);
        }
        System.exit(0);
    }

    private static void read(MBeanServerConnection beans) throws Exception {
        System.out.println(beans.getAttribute(new ObjectName(ManagementFactory.RUNTIME_MXBEAN_NAME), "VmVendor"));
    }
}
