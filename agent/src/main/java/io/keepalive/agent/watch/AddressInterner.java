package io.keepalive.agent.watch;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Shares one object among equal addresses: the connections of a process have few local addresses, and rarely many remote
 * ones. On the agent's own thread.
 */
final class AddressInterner {

    private final InetAddress[] recent = new InetAddress[256];

    /** An equal address and port. IPv6 addresses may differ in their scope only, and are returned unchanged. */
    InetSocketAddress intern(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        if (!(host instanceof Inet4Address)) {
            return address;
        }
        int slot = host.hashCode() & recent.length - 1;
        InetAddress shared = recent[slot];
        if (host.equals(shared)) {
            return new InetSocketAddress(shared, address.getPort());
        }
        recent[slot] = host;
        return address;
    }
}
