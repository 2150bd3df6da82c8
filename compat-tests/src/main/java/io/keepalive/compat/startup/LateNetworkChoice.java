package io.keepalive.compat.startup;

import io.keepalive.compat.application.Connections;
import io.keepalive.compat.application.StandardInput;
import io.keepalive.compat.application.opening.Pair;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Sets a system property that the JDK's networking reads when it is set up, once a line has come on standard input, or
 * with {@code -after MILLIS} by itself. Then opens a connection by sockets and one by channels.
 */
public final class LateNetworkChoice {

    /** In which the watcher has looked more than once. */
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
        Connections.holdOpen();
    }
}
