// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.database;

import io.keepalive.compat.software.Signals;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.derby.drda.NetworkServerControl;

/** Derby as a server, with databases in memory. */
public final class DerbyServer {

    private DerbyServer() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("derby.stream.error.file", "/dev/stderr");
        InetAddress address = InetAddress.getByName(arguments[0]);
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, address)) {
            port = free.getLocalPort();
        }
        NetworkServerControl server = new NetworkServerControl(address, port);
        server.start(null);
        while (!answers(server)) {
            Thread.sleep(100);
        }
        Signals.listening(port);
        Signals.open();
        server.shutdown();
    }

    private static boolean answers(NetworkServerControl server) {
        try {
            server.ping();
            return true;
        } catch (Exception notYet) {
            return false;
        }
    }
}
