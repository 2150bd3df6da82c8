// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.messaging;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** For a server that must know its port before it opens it. */
public final class FreePort {

    private FreePort() {}

    public static int at(String address) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return socket.getLocalPort();
        }
    }
}
