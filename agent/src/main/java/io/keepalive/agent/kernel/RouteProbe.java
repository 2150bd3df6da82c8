// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;

/** Checks that this host still has an address and a route to a peer. For the agent's own thread. */
public final class RouteProbe {

    /** RFC 863's discard port; any port would do, because nothing is sent. */
    private static final int ANY_PORT = 9;

    private RouteProbe() {}

    /**
     * Binds a datagram socket to the connection's local address and connects it to the peer's address: the kernel looks
     * up the address and the route and sends nothing.
     *
     * @return true where either is gone; false also where that cannot be tested, for example for lack of a descriptor
     */
    public static boolean isUnreachable(InetAddress local, InetAddress peer) {
        try (DatagramChannel channel = DatagramChannel.open()) {
            return !canConnect(channel, local, peer);
        } catch (IOException | RuntimeException noDescriptorOrNotAllowed) {
            return false;
        }
    }

    private static boolean canConnect(DatagramChannel channel, InetAddress local, InetAddress peer) {
        try {
            channel.bind(new InetSocketAddress(local, 0));
            channel.connect(new InetSocketAddress(peer, ANY_PORT));
            return true;
        } catch (IOException noAddressOrRoute) {
            return false;
        }
    }
}
