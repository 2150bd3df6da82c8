// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Opens a connection to itself, sets an option on it, has it reset, reads until a timeout and closes it: everything
 * that is hooked. The wait for the reset is limited: the other end's close takes effect late while the agent holds a
 * duplicate of its descriptor.
 */
public final class UseOfSockets {

    private static final int LIMIT_MILLIS = 1_000;

    private final ServerSocket server;
    private final ServerSocketChannel channels;

    public UseOfSockets() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        channels = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    }

    /** Runs once with a socket and once with a channel. */
    public void once() throws IOException {
        bySocket();
        byChannel();
    }

    private void bySocket() throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
            client.setKeepAlive(false);
            client.setSoTimeout(LIMIT_MILLIS);
            abort(server.accept());
            readUntilTimeout(client);
        }
    }

    private void byChannel() throws IOException {
        try (SocketChannel client = SocketChannel.open(channels.getLocalAddress())) {
            client.setOption(StandardSocketOptions.SO_KEEPALIVE, false);
            abort(channels.accept().socket());
            readUntilTimeout(client);
        }
    }

    private static void abort(Socket accepted) throws IOException {
        accepted.setSoLinger(true, 0);
        accepted.close();
    }

    private static void readUntilTimeout(Socket client) {
        try {
            client.getInputStream().read();
        } catch (IOException resetOrTimedOut) {
            // Expected.
        }
    }

    private static void readUntilTimeout(SocketChannel client) {
        try {
            client.configureBlocking(false);
            long end = System.nanoTime() + LIMIT_MILLIS * 1_000_000L;
            while (client.read(ByteBuffer.allocate(1)) == 0 && System.nanoTime() < end) {
                Thread.yield();
            }
        } catch (IOException reset) {
            // Expected.
        }
    }

    public void close() throws IOException {
        server.close();
        channels.close();
    }
}
