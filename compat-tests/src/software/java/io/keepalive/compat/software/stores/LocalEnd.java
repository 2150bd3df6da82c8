// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.stores;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;

/** For members of a cluster, which must know their own address and port before they open it. */
final class LocalEnd {

    private static final int ANY_PORT = 9;

    private LocalEnd() {}

    /** The address of this host from which it reaches another one. */
    static String towards(String address) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(InetAddress.getByName(address), ANY_PORT);
            return socket.getLocalAddress().getHostAddress();
        }
    }

    static int freePort(String address) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return socket.getLocalPort();
        }
    }
}
