// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application;

import io.keepalive.compat.application.client.ClientOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An application that holds connections which no thread uses until a command arrives. The main thread runs each
 * command on every connection of the given name in turn and answers with {@code done COMMAND NAME} and the result for
 * each connection.
 *
 * <ul>
 *   <li>{@code open NAME blocking|nio HOST PORT COUNT}; answers with the local ports
 *   <li>{@code accept NAME HOST} prints {@code listening NAME PORT} and accepts one connection; answers with the
 *       peer's port
 *   <li>{@code read NAME} reads one byte
 *   <li>{@code write NAME} writes a kilobyte
 *   <li>{@code echo NAME} writes one byte and reads one
 *   <li>{@code fill NAME} writes without blocking until the kernel accepts no more (nio only)
 *   <li>{@code flood NAME} starts a thread that writes forever
 *   <li>{@code receive NAME} starts a thread that reads until a call fails, and then prints the failure
 *   <li>{@code retune NAME} sets a TCP_KEEPIDLE of its own, see {@link Retuner#setIdle}
 *   <li>{@code talk NAME} starts a {@linkplain RoundTripLoop loop of round trips}
 *   <li>{@code shutdown NAME} closes its own half
 *   <li>{@code close NAME}
 *   <li>{@code checkpoint NAME}, see {@link Checkpoint}
 *   <li>{@code trouble KIND AMOUNT}, see {@link InducedFailures}
 * </ul>
 */
public final class Pool {

    private static final int OWN_IDLE_SECONDS = 77;

    private final Map<String, List<Socket>> connections = new HashMap<>();

    private Pool() {}

    public static void main(String[] arguments) throws Exception {
        Pool pool = new Pool();
        System.out.println("ready");
        for (String command = StandardInput.nextLine(); command != null; command = StandardInput.nextLine()) {
            String[] words = command.split(" ");
            System.out.println("done " + words[0] + " " + words[1] + pool.results(words));
        }
    }

    private String results(String[] words) throws Exception {
        switch (words[0]) {
            case "open":
                return open(words);
            case "accept":
                return accept(words);
            case "checkpoint":
                return ": " + Checkpoint.take();
            case "trouble":
                return "; " + InducedFailures.induce(words[1], Integer.parseInt(words[2]));
            default:
                return all(words[0], words[1]);
        }
    }

    private String open(String[] words) throws IOException {
        InetSocketAddress peer = new InetSocketAddress(words[3], Integer.parseInt(words[4]));
        List<Socket> opened = new ArrayList<>();
        StringBuilder ports = new StringBuilder();
        for (int i = Integer.parseInt(words[5]); i > 0; i--) {
            Socket socket = words[2].equals("nio") ? SocketChannel.open().socket() : new Socket();
            socket.setKeepAlive(new ClientOptions().keepAlive());
            socket.connect(peer);
            opened.add(socket);
            ports.append(' ').append(socket.getLocalPort());
        }
        connections.put(words[1], opened);
        return ports.toString();
    }

    private String accept(String[] words) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(words[2]))) {
            System.out.println("listening " + words[1] + " " + server.getLocalPort());
            Socket accepted = server.accept();
            connections.put(words[1], Collections.singletonList(accepted));
            return " " + accepted.getPort();
        }
    }

    private String all(String command, String name) {
        StringBuilder results = new StringBuilder();
        for (Socket socket : connections.get(name)) {
            results.append("; ").append(socket.getLocalPort()).append(": ").append(result(command, name, socket));
        }
        return results.toString();
    }

    private static String result(String command, String name, Socket socket) {
        try {
            return String.valueOf(perform(command, name, socket));
        } catch (IOException | ReflectiveOperationException failure) {
            return failure.toString();
        }
    }

    private static long perform(String command, String name, Socket socket)
            throws IOException, ReflectiveOperationException {
        switch (command) {
            case "read":
                return socket.getInputStream().read();
            case "write":
                return write(socket, 1024);
            case "echo":
                return write(socket, 1) + socket.getInputStream().read();
            case "fill":
                return fill(socket.getChannel());
            case "flood":
                Daemon.start("flood " + name, () -> flood(name, socket));
                return 0;
            case "receive":
                Daemon.start("receive " + name, () -> receive(name, socket));
                return 0;
            case "retune":
                Retuner.setIdle(socket, OWN_IDLE_SECONDS);
                return 0;
            case "talk":
                Daemon.start("talk " + name, new RoundTripLoop(socket)::talk);
                return 0;
            case "shutdown":
                socket.shutdownOutput();
                return 0;
            case "close":
                socket.close();
                return 0;
            default:
                throw new IllegalArgumentException("no command called " + command);
        }
    }

    private static int write(Socket socket, int length) throws IOException {
        socket.getOutputStream().write(new byte[length]);
        return 0;
    }

    private static long fill(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        long written = 0;
        for (int taken = some(channel); taken > 0; taken = some(channel)) {
            written += taken;
        }
        return written;
    }

    private static int some(SocketChannel channel) throws IOException {
        return channel.write(ByteBuffer.allocate(64 * 1024));
    }

    private static void flood(String name, Socket socket) {
        try {
            while (true) {
                write(socket, 64 * 1024);
            }
        } catch (IOException failure) {
            System.out.println("flood " + name + ": " + failure);
        }
    }

    /** Not by a channel's stream, which keeps others from writing while it reads. */
    private static int readByte(Socket socket) throws IOException {
        SocketChannel channel = socket.getChannel();
        return channel == null ? socket.getInputStream().read() : channel.read(ByteBuffer.allocate(1));
    }

    private static void receive(String name, Socket socket) {
        try {
            while (readByte(socket) >= 0) {
                // The content does not matter.
            }
        } catch (IOException failure) {
            System.out.println("receive " + name + ": " + failure);
        }
    }
}
