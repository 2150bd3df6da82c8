// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Shares one object among equal addresses: the connections of a process have few local addresses, and rarely many remote
 * ones, and one end of each has the port of a service. On the agent's own thread.
 */
final class AddressInterner {

    private static final int SLOTS = 256;

    private final InetAddress[] hosts = new InetAddress[SLOTS];
    private final InetSocketAddress[] recent = new InetSocketAddress[SLOTS];

    /** An equal address and port. IPv6 addresses may differ in their scope only, and are returned unchanged. */
    InetSocketAddress intern(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        if (!(host instanceof Inet4Address)) {
            return address;
        }
        int slot = host.hashCode() + address.getPort() & SLOTS - 1;
        if (!address.equals(recent[slot])) {
            recent[slot] = withSharedHost(host, address);
        }
        return recent[slot];
    }

    private InetSocketAddress withSharedHost(InetAddress host, InetSocketAddress address) {
        int slot = host.hashCode() & SLOTS - 1;
        InetAddress shared = hosts[slot];
        if (host.equals(shared)) {
            return new InetSocketAddress(shared, address.getPort());
        }
        hosts[slot] = host;
        return address;
    }
}
