package io.keepalive.compat.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;

/**
 * A library that has its own ideas of keepalive. Arguments: {@code KIND:WHEN:WHAT}, where KIND is socket, channel or
 * aio; WHEN is before or after connecting, or accepted for after accepting (socket only); WHAT is off
 * (SO_KEEPALIVE off, thrice from one line) or idle (TCP_KEEPIDLE of 77 seconds). Once a line has come on standard
 * input.
 */
public final class Retuner {

    static final int IDLE_SECONDS = 77;

    private final String kind;
    private final boolean before;
    private final boolean accepted;
    private final boolean off;

    private Retuner(String[] parts) {
        this.kind = parts[0];
        this.before = parts[1].equals("before");
        this.accepted = parts[1].equals("accepted");
        this.off = parts[2].equals("off");
    }

    public static void main(String[] arguments) throws Exception {
        StandardInput.nextLine();
        for (String argument : arguments) {
            new Retuner(argument.split(":")).open().print(argument);
        }
        Connections.holdOpen();
    }

    private Pair open() throws Exception {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        if (kind.equals("socket")) {
            return socket(server);
        }
        return kind.equals("aio") ? asynchronous(server) : channel(server);
    }

    private Pair socket(ServerSocket server) throws Exception {
        Socket client = new Socket();
        if (before) {
            tune(client);
        }
        client.connect(server.getLocalSocketAddress());
        Socket served = server.accept();
        if (!before) {
            tune(accepted ? served : client);
        }
        return Pair.of(client, server, served);
    }

    private Pair channel(ServerSocket server) throws Exception {
        SocketChannel client = SocketChannel.open();
        if (before) {
            tune(client);
        }
        client.connect(server.getLocalSocketAddress());
        if (!before) {
            tune(client);
        }
        return Pair.of(client, client.getRemoteAddress(), server, server.accept());
    }

    private Pair asynchronous(ServerSocket server) throws Exception {
        AsynchronousSocketChannel client = AsynchronousSocketChannel.open();
        if (before) {
            tune(client);
        }
        client.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()))
                .get();
        if (!before) {
            tune(client);
        }
        return Pair.of(client, client.getRemoteAddress(), server, server.accept());
    }

    private void tune(Socket socket) throws Exception {
        if (!off) {
            setIdle(socket, IDLE_SECONDS);
            return;
        }
        for (int i = 0; i < 3; i++) {
            socket.setKeepAlive(false);
        }
    }

    private void tune(NetworkChannel channel) throws IOException, ReflectiveOperationException {
        if (!off) {
            channel.setOption(idleOption(), IDLE_SECONDS);
            return;
        }
        for (int i = 0; i < 3; i++) {
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, false);
        }
    }

    /** Socket.setOption came with Java 9; Java 8 has the same in jdk.net.Sockets. */
    static void setIdle(Socket socket, int seconds) throws ReflectiveOperationException {
        try {
            Socket.class
                    .getMethod("setOption", SocketOption.class, Object.class)
                    .invoke(socket, idleOption(), seconds);
        } catch (NoSuchMethodException java8) {
            Class.forName("jdk.net.Sockets")
                    .getMethod("setOption", Socket.class, SocketOption.class, Object.class)
                    .invoke(null, socket, idleOption(), seconds);
        }
    }

    /** By name, for the class is not part of the Java 8 API that this program is compiled against. */
    @SuppressWarnings("unchecked")
    private static SocketOption<Integer> idleOption() throws ReflectiveOperationException {
        return (SocketOption<Integer>) Class.forName("jdk.net.ExtendedSocketOptions")
                .getField("TCP_KEEPIDLE")
                .get(null);
    }
}
