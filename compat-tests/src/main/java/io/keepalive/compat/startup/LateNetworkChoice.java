// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.startup;

import io.keepalive.compat.application.OneOfEachKind;
import io.keepalive.compat.application.StandardInput;
import io.keepalive.compat.application.opening.Pair;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Sets a system property that the JDK reads when it initializes networking, when a line arrives on standard input or,
 * with {@code -after MILLIS}, by itself. Then opens a connection by sockets and one by channels.
 */
public final class LateNetworkChoice {

    /** Long enough for several rounds of the watcher. */
    private static final long SOME_ROUNDS_MILLIS = 3_000;

    private LateNetworkChoice() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 3) {
            Thread.sleep(Long.parseLong(arguments[2]));
        } else {
            StandardInput.nextLine();
            Thread.sleep(SOME_ROUNDS_MILLIS);
        }
        System.setProperty(arguments[0], "true");
        ServerSocket server = new ServerSocket(0);
        Socket client = new Socket("localhost", server.getLocalPort());
        Pair.of(client, server, server.accept()).print("sockets");
        ServerSocketChannel serverChannel = ServerSocketChannel.open().bind(new InetSocketAddress(0));
        SocketChannel channel = SocketChannel.open(
                new InetSocketAddress("localhost", serverChannel.socket().getLocalPort()));
        Pair.of(channel, channel.getRemoteAddress(), serverChannel, serverChannel.accept())
                .print("channels");
        System.out.println("loopback " + InetAddress.getLoopbackAddress().getHostAddress());
        OneOfEachKind.holdOpen();
    }
}
