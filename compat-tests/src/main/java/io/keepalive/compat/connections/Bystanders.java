// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.connections;

import io.keepalive.compat.application.OneOfEachKind;
import io.keepalive.compat.application.StandardInput;
import java.io.File;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens sockets that are not TCP connections: listening sockets, datagram sockets and, with a path as argument, both
 * ends of a Unix-domain connection (Java 16 and later). Starts when a line arrives on standard input.
 */
public final class Bystanders {

    private static final List<Object> KEPT = new ArrayList<>();

    private Bystanders() {}

    public static void main(String[] arguments) throws Exception {
        StandardInput.nextLine();
        listen();
        datagrams();
        for (String path : arguments) {
            unixDomain(path);
        }
        OneOfEachKind.holdOpen();
    }

    private static void listen() throws Exception {
        KEPT.add(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()));
        KEPT.add(ServerSocketChannel.open().bind(anyPort()));
        KEPT.add(AsynchronousServerSocketChannel.open().bind(anyPort()));
    }

    private static void datagrams() throws Exception {
        DatagramSocket socket = new DatagramSocket(anyPort());
        socket.connect(socket.getLocalSocketAddress());
        KEPT.add(socket);
        DatagramChannel channel = DatagramChannel.open().bind(anyPort());
        KEPT.add(channel.connect(channel.getLocalAddress()));
    }

    /** Uses reflection, since this program is compiled for Java 8. */
    private static void unixDomain(String path) throws Exception {
        Class<?> addresses = Class.forName("java.net.UnixDomainSocketAddress");
        SocketAddress address =
                (SocketAddress) addresses.getMethod("of", String.class).invoke(null, path);
        Class<?> family = Class.forName("java.net.ProtocolFamily");
        Object unix = Class.forName("java.net.StandardProtocolFamily")
                .getField("UNIX")
                .get(null);
        ServerSocketChannel server = (ServerSocketChannel)
                ServerSocketChannel.class.getMethod("open", family).invoke(null, unix);
        server.bind(address);
        new File(path).deleteOnExit();
        KEPT.add(SocketChannel.open(address));
        KEPT.add(server.accept());
        KEPT.add(server);
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
