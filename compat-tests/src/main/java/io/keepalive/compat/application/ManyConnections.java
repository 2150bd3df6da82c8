// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Opens as many connections to itself as its argument says when a line arrives on standard input, and holds them. */
public final class ManyConnections {

    private static final List<SocketChannel> KEPT = new ArrayList<>();

    private ManyConnections() {}

    public static void main(String[] arguments) throws Exception {
        StandardInput.nextLine();
        open(Integer.parseInt(arguments[0]));
        OneOfEachKind.holdOpen();
    }

    /** Opens the connections and holds both ends of each for the lifetime of the program. */
    public static void open(int pairs) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            for (int i = pairs; i > 0; i--) {
                KEPT.add(SocketChannel.open(server.getLocalAddress()));
                KEPT.add(server.accept());
            }
        }
    }
}
