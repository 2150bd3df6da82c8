// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.server;

import io.keepalive.compat.software.Signals;
import java.io.File;
import java.io.IOException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.AprLifecycleListener;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.valves.ValveBase;

/** Embedded Tomcat. Argument: the class of the connector's protocol. */
public final class Tomcat {

    private Tomcat() {}

    public static void main(String[] arguments) throws Exception {
        org.apache.catalina.startup.Tomcat tomcat = new org.apache.catalina.startup.Tomcat();
        tomcat.setBaseDir(new File(".").getAbsolutePath());
        Connector connector = new Connector(arguments[1]);
        connector.setPort(0);
        connector.setProperty("address", arguments[0]);
        connector.setProperty("keepAliveTimeout", "-1");
        tomcat.getService().addConnector(connector);
        tomcat.setConnector(connector);
        if (arguments[1].endsWith("AprProtocol")) {
            tomcat.getServer().addLifecycleListener(new AprLifecycleListener());
        }
        ((StandardContext) tomcat.addContext("", null)).getPipeline().addValve(new Page());
        tomcat.start();
        Signals.listening(connector.getLocalPort());
        Signals.open();
        tomcat.stop();
        tomcat.destroy();
    }

    private static final class Page extends ValveBase {

        @Override
        public void invoke(Request request, Response response) throws IOException {
            response.setContentType("text/plain");
            response.getWriter().print("a page");
        }
    }
}
