package io.keepalive.compat.host;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Once a line has come on standard input, opens as many connections to itself as its argument says, and holds them. */
public final class Crowd {

    private static final List<SocketChannel> KEPT = new ArrayList<>();

    private Crowd() {}

    public static void main(String[] arguments) throws Exception {
        StandardInput.nextLine();
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            for (int i = Integer.parseInt(arguments[0]); i > 0; i--) {
                KEPT.add(SocketChannel.open(server.getLocalAddress()));
                KEPT.add(server.accept());
            }
        }
        Connections.holdOpen();
    }
}
