// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.server;

import io.keepalive.compat.software.Signals;
import java.io.IOException;
import java.net.InetSocketAddress;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.AbstractHandler;

/** Embedded Jetty up to 11. */
public final class Jetty9 {

    private Jetty9() {}

    public static void main(String[] arguments) throws Exception {
        Server server = new Server(new InetSocketAddress(arguments[0], 0));
        server.setHandler(new Page());
        server.start();
        Signals.listening(((ServerConnector) server.getConnectors()[0]).getLocalPort());
        Signals.open();
        server.stop();
    }

    private static final class Page extends AbstractHandler {

        @Override
        public void handle(String target, Request base, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            base.setHandled(true);
            response.getWriter().print("a page");
        }
    }
}
