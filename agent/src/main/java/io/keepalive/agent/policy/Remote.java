// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/** A set of peers, given as address blocks and host patterns. Immutable. */
public final class Remote {

    private final AddressBlock[] blocks;
    private final HostPattern[] hosts;

    /**
     * @param blocks the address blocks
     * @param hosts the host patterns; at least one block or host is needed
     */
    public Remote(List<AddressBlock> blocks, List<HostPattern> hosts) {
        this.blocks = blocks.toArray(new AddressBlock[0]);
        this.hosts = hosts.toArray(new HostPattern[0]);
    }

    /** Whether no accepted connection can match: an accepted connection has an address but no host name. */
    boolean needsHostName() {
        return blocks.length == 0;
    }

    /** Whether the set contains host patterns. */
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
     * The hash code of an Inet4Address is the address (OpenJDK, Inet4Address.hashCode, 8 to 25), which avoids the copy
     * that getAddress makes. IPv6 has no such shortcut: it takes one copy for all blocks.
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

    /** Whether each entry of the other set is within a single entry of this one. */
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
