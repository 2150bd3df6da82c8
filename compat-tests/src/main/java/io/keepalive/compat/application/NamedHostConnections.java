// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application;

import io.keepalive.compat.application.opening.Pair;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * For each argument {@code KIND:HOST:PORT}, when a line arrives on standard input: listens on that port of that host,
 * which must be this one, and connects to it by the host's name or address as written. KIND is blocking or nio.
 */
public final class NamedHostConnections {

    private NamedHostConnections() {}

    public static void main(String[] arguments) throws Exception {
        StandardInput.nextLine();
        for (String argument : arguments) {
            String[] parts = argument.split(":");
            InetSocketAddress target = new InetSocketAddress(parts[1], Integer.parseInt(parts[2]));
            Pair pair = parts[0].equals("nio") ? channel(target) : socket(target);
            pair.print(argument);
        }
        OneOfEachKind.holdOpen();
    }

    private static Pair socket(InetSocketAddress target) throws IOException {
        ServerSocket server = new ServerSocket(target.getPort(), 5, target.getAddress());
        Socket client = new Socket();
        client.connect(target);
        return Pair.of(client, server, server.accept());
    }

    private static Pair channel(InetSocketAddress target) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open().bind(target);
        SocketChannel client = SocketChannel.open(target);
        return Pair.of(client, client.getRemoteAddress(), server, server.accept());
    }
}
