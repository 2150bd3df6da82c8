package io.keepalive.agent.policy;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/** Peers: blocks of addresses, and names of hosts. A peer that is in one of them is one of these. Immutable. */
public final class Remote {

    private final AddressBlock[] blocks;
    private final HostPattern[] hosts;

    /** At least one block or one host. */
    public Remote(List<AddressBlock> blocks, List<HostPattern> hosts) {
        this.blocks = blocks.toArray(new AddressBlock[0]);
        this.hosts = hosts.toArray(new HostPattern[0]);
    }

    /** Whether no peer of an accepted connection can be one of these: an accept tells an address and no name. */
    boolean needsHostName() {
        return blocks.length == 0;
    }

    /** Whether some of them are told by a name. */
    boolean hasHostNames() {
        return hosts.length > 0;
    }

    boolean matches(Endpoints connection) {
        return matchesHost(connection.peerHost()) || matchesAddress(connection.peerAddress());
    }

    private boolean matchesHost(String host) {
        for (HostPattern pattern : hosts) {
            if (pattern.matches(host)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The hash code of an Inet4Address is the address (OpenJDK, Inet4Address.hashCode, 8 to 25), which spares the copy
     * that getAddress makes. IPv6 has no such way: one copy, used for all blocks.
     */
    private boolean matchesAddress(InetAddress address) {
        if (blocks.length == 0) {
            return false;
        }
        if (address instanceof Inet4Address) {
            return inBlocks(0, AddressBlock.low(address.hashCode()));
        }
        return address instanceof Inet6Address && inBlocks(address.getAddress());
    }

    private boolean inBlocks(byte[] v6) {
        return inBlocks(AddressBlock.asLong(v6, 0), AddressBlock.asLong(v6, 8));
    }

    private boolean inBlocks(long high, long low) {
        for (AddressBlock block : blocks) {
            if (block.contains(high, low)) {
                return true;
            }
        }
        return false;
    }

    /** Whether each entry of the other is within a single entry of this. */
    boolean covers(Remote other) {
        for (AddressBlock block : other.blocks) {
            if (!covers(block)) {
                return false;
            }
        }
        for (HostPattern host : other.hosts) {
            if (!covers(host)) {
                return false;
            }
        }
        return true;
    }

    private boolean covers(AddressBlock other) {
        for (AddressBlock block : blocks) {
            if (block.covers(other)) {
                return true;
            }
        }
        return false;
    }

    private boolean covers(HostPattern other) {
        for (HostPattern host : hosts) {
            if (host.covers(other)) {
                return true;
            }
        }
        return false;
    }
}
