// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The peer of a {@link Pool}. Arguments: the address to listen on and what to do with received data: {@code idle}
 * leaves it unread, {@code drain} reads it, {@code slow} reads a little from time to time, {@code bursts} reads a megabyte
 * every four seconds, {@code megabytes} reads one every twenty seconds, {@code echo} sends it back.
 *
 * <p>Commands: {@code await N} answers when so many connections have been accepted, since the kernel opens them
 * earlier; {@code close} closes every connection, {@code reset} aborts it, {@code shutdown} closes its own half. The
 * kernel forgets the connections when the process is killed, as after a reboot.
 */
public final class PoolPeer {

    /** Enough for all connections that a pool opens at once. */
    private static final int BACKLOG = 1000;
    /** Small, so that a sender whose data is not read soon blocks. */
    private static final int RECEIVE_BUFFER = 64 * 1024;

    private static final int SLOW_PAUSE_MILLIS = 300;

    private static final int BURST_BYTES = 1_000_000;
    private static final int BURST_PAUSE_MILLIS = 4_000;
    private static final int MEGABYTE = 1 << 20;
    private static final int MEGABYTE_PAUSE_MILLIS = 20_000;

    private static final String AWAIT = "await ";
    private static final int POLL_MILLIS = 10;

    private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();
    private final String peerMode;

    private PoolPeer(String peerMode) {
        this.peerMode = peerMode;
    }

    public static void main(String[] arguments) throws Exception {
        PoolPeer poolPeer = new PoolPeer(arguments[1]);
        ServerSocket server = new ServerSocket();
        server.setReceiveBufferSize(RECEIVE_BUFFER);
        server.bind(new InetSocketAddress(InetAddress.getByName(arguments[0]), 0), BACKLOG);
        Daemon.start("acceptor", () -> poolPeer.serve(server));
        System.out.println("listening " + server.getLocalPort());
        for (String command = StandardInput.nextLine(); command != null; command = StandardInput.nextLine()) {
            poolPeer.perform(command);
            System.out.println("done " + command);
        }
    }

    private void perform(String command) throws Exception {
        if (command.startsWith(AWAIT)) {
            awaitAccepted(Integer.parseInt(command.substring(AWAIT.length())));
        } else {
            for (Socket connection : connections) {
                end(connection, command);
            }
        }
    }

    private void awaitAccepted(int number) throws InterruptedException {
        while (connections.size() < number) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    private void serve(ServerSocket server) throws IOException {
        while (true) {
            Socket accepted = server.accept();
            accepted.setSoLinger(true, 0);
            connections.add(accepted);
            if (!peerMode.equals("idle")) {
                Daemon.start("reader", () -> read(accepted));
            }
        }
    }

    /** Prints {@code burst} after each megabyte. */
    private static void readMegabytes(DataInputStream in) throws Exception {
        byte[] burst = new byte[MEGABYTE];
        while (true) {
            in.readFully(burst);
            System.out.println("burst");
            Thread.sleep(MEGABYTE_PAUSE_MILLIS);
        }
    }

    private void read(Socket accepted) throws Exception {
        InputStream in = accepted.getInputStream();
        if (peerMode.equals("megabytes")) {
            readMegabytes(new DataInputStream(in));
        }
        byte[] bytes = new byte[8 * 1024];
        long inBurst = 0;
        for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
            if (peerMode.equals("echo")) {
                accepted.getOutputStream().write(bytes, 0, length);
            } else if (peerMode.equals("slow")) {
                Thread.sleep(SLOW_PAUSE_MILLIS);
            } else if (peerMode.equals("bursts") && (inBurst += length) >= BURST_BYTES) {
                inBurst = 0;
                Thread.sleep(BURST_PAUSE_MILLIS);
            }
        }
    }

    /** With SO_LINGER 0 the kernel sends a reset instead of a FIN. */
    private static void end(Socket connection, String command) throws IOException {
        if (command.equals("shutdown")) {
            connection.shutdownOutput();
        } else {
            connection.setSoLinger(command.equals("reset"), 0);
            connection.close();
        }
    }
}
