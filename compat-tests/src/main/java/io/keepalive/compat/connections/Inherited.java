// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.connections;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A service as inetd starts it: its only connection is descriptor 0. Ends when the peer closes. */
public final class Inherited {

    private Inherited() {}

    public static void main(String[] arguments) throws Exception {
        SocketChannel channel = (SocketChannel) System.inheritedChannel();
        int local = ((InetSocketAddress) channel.getLocalAddress()).getPort();
        int peer = ((InetSocketAddress) channel.getRemoteAddress()).getPort();
        System.out.println("connection inherited accept " + local + " " + peer);
        System.out.println("ready");
        channel.read(ByteBuffer.allocate(1));
    }
}
