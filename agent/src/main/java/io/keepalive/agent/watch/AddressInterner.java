package io.keepalive.agent.watch;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * One object for the many times that the kernel names the same address: the connections of a process have few at this end
 * and seldom many at the other. On the agent's own thread.
 */
final class AddressInterner {

    private final InetAddress[] recent = new InetAddress[256];

    /** The same address and port. Those of IPv6 may differ in their scope alone, and are left as they are. */
    InetSocketAddress sharing(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        if (!(host instanceof Inet4Address)) {
            return address;
        }
        int place = host.hashCode() & recent.length - 1;
        InetAddress shared = recent[place];
        if (host.equals(shared)) {
            return new InetSocketAddress(shared, address.getPort());
        }
        recent[place] = host;
        return address;
    }
}
