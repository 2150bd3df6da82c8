// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.database;

import io.keepalive.compat.software.Signals;
import org.h2.tools.Server;

/** H2 as a server, with databases in memory. */
public final class H2Server {

    private H2Server() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("h2.bindAddress", arguments[0]);
        Server server = Server.createTcpServer("-tcpAllowOthers", "-ifNotExists", "-tcpPort", "0")
                .start();
        Signals.listening(server.getPort());
        Signals.open();
        server.stop();
    }
}
