// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.rpc;

import java.io.IOException;
import java.net.ServerSocket;
import java.rmi.server.RMIServerSocketFactory;

/** The sockets that RMI's servers listen at, so that the port is known that the system has chosen. */
final class ListeningSockets implements RMIServerSocketFactory {

    private volatile int port;

    @Override
    public ServerSocket createServerSocket(int wanted) throws IOException {
        ServerSocket socket = new ServerSocket(wanted);
        port = socket.getLocalPort();
        return socket;
    }

    /** Of the last socket. */
    int port() {
        return port;
    }
}
