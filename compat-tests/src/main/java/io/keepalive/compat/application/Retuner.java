// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application;

import io.keepalive.compat.application.opening.Pair;
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
 * A library that sets keepalive options itself. Arguments: {@code KIND:WHEN:WHAT}. KIND is socket, channel or aio.
 * WHEN is before or after connecting, or accepted for after accepting (socket only). WHAT is off (SO_KEEPALIVE off,
 * three times from one line), idle (TCP_KEEPIDLE of 77 seconds), or keepalive followed by timings, as {@code 30/1} for
 * TCP_KEEPIDLE and TCP_KEEPINTERVAL and {@code 120/10/9} with TCP_KEEPCOUNT. Starts when a line arrives on standard
 * input.
 */
public final class Retuner {

    private static final String[] TIMINGS = {"TCP_KEEPIDLE", "TCP_KEEPINTERVAL", "TCP_KEEPCOUNT"};

    private final String kind;
    private final boolean before;
    private final boolean accepted;
    private final String what;

    private Retuner(String[] parts) {
        this.kind = parts[0];
        this.before = parts[1].equals("before");
        this.accepted = parts[1].equals("accepted");
        this.what = parts[2];
    }

    public static void main(String[] arguments) throws Exception {
        StandardInput.nextLine();
        for (String argument : arguments) {
            new Retuner(argument.split(":")).open().print(argument);
        }
        OneOfEachKind.holdOpen();
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
        if (what.equals("off")) {
            for (int i = 0; i < 3; i++) {
                socket.setKeepAlive(false);
            }
        } else {
            if (!what.equals("idle")) {
                socket.setKeepAlive(true);
            }
            String[] timings = timings();
            for (int i = 0; i < timings.length; i++) {
                set(socket, option(TIMINGS[i]), Integer.parseInt(timings[i]));
            }
        }
    }

    private void tune(NetworkChannel channel) throws IOException, ReflectiveOperationException {
        if (what.equals("off")) {
            for (int i = 0; i < 3; i++) {
                channel.setOption(StandardSocketOptions.SO_KEEPALIVE, false);
            }
        } else {
            if (!what.equals("idle")) {
                channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            }
            String[] timings = timings();
            for (int i = 0; i < timings.length; i++) {
                channel.setOption(option(TIMINGS[i]), Integer.valueOf(timings[i]));
            }
        }
    }

    private String[] timings() {
        return what.equals("idle") ? new String[] {"77"} : what.split("/");
    }

    /** On a socket of java.net, in seconds. */
    public static void setIdle(Socket socket, int seconds) throws ReflectiveOperationException {
        set(socket, option("TCP_KEEPIDLE"), seconds);
    }

    /** Socket.setOption exists since Java 9; Java 8 has the same in jdk.net.Sockets. */
    private static void set(Socket socket, SocketOption<Integer> option, int value)
            throws ReflectiveOperationException {
        try {
            Socket.class
                    .getMethod("setOption", SocketOption.class, Object.class)
                    .invoke(socket, option, value);
        } catch (NoSuchMethodException java8) {
            Class.forName("jdk.net.Sockets")
                    .getMethod("setOption", Socket.class, SocketOption.class, Object.class)
                    .invoke(null, socket, option, value);
        }
    }

    /** Found by name, since the class is not part of the Java 8 API. */
    @SuppressWarnings("unchecked")
    private static SocketOption<Integer> option(String name) throws ReflectiveOperationException {
        return (SocketOption<Integer>)
                Class.forName("jdk.net.ExtendedSocketOptions").getField(name).get(null);
    }
}
