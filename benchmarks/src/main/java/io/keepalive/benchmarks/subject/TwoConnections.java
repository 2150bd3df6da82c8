// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.subject;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Opens two connections to itself, one blocking and one with NIO, prints when main began, and ends at once or after
 * the milliseconds of its argument.
 */
public final class TwoConnections {

    private TwoConnections() {}

    public static void main(String[] arguments) throws Exception {
        long began = System.nanoTime();
        InetAddress here = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(0, 5, here);
                Socket client = new Socket(here, server.getLocalPort());
                Socket accepted = server.accept()) {
            client.getOutputStream().write(1);
            accepted.getInputStream().read();
        }
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(here, 0));
                SocketChannel client = SocketChannel.open(server.getLocalAddress());
                SocketChannel accepted = server.accept()) {
            client.write(ByteBuffer.allocate(1));
            accepted.read(ByteBuffer.allocate(1));
        }
        System.out.println("began " + began);
        if (arguments.length > 0) {
            Thread.sleep(Long.parseLong(arguments[0]));
        }
    }
}
