// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.rpc;

import io.keepalive.compat.software.Signals;
import java.lang.management.ManagementFactory;
import java.rmi.registry.LocateRegistry;
import java.rmi.server.RMISocketFactory;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;

/** A JMX connector server over RMI. */
public final class JmxServer {

    private JmxServer() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("java.rmi.server.hostname", arguments[0]);
        ListeningSockets sockets = new ListeningSockets();
        LocateRegistry.createRegistry(0, RMISocketFactory.getDefaultSocketFactory(), sockets);
        int port = sockets.port();
        JMXServiceURL url = new JMXServiceURL("service:jmx:rmi:///jndi/rmi://" + arguments[0] + ":" + port + "/jmxrmi");
        JMXConnectorServer server =
                JMXConnectorServerFactory.newJMXConnectorServer(url, null, ManagementFactory.getPlatformMBeanServer());
        server.start();
        Signals.listening(port);
        Signals.open();
        System.exit(0);
    }
}
