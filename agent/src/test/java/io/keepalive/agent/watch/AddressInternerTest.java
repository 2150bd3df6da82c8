// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class AddressInternerTest {

    private final AddressInterner addresses = new AddressInterner();

    @Test
    void equalAddressesShareOneObject() throws UnknownHostException {
        InetSocketAddress first = addresses.intern(at(5432, 10, 0, 0, 2));
        InetSocketAddress second = addresses.intern(at(5433, 10, 0, 0, 2));
        assertThat(second).isEqualTo(at(5433, 10, 0, 0, 2));
        assertThat(second.getAddress()).isSameAs(first.getAddress());
    }

    /** The connections to one service. */
    @Test
    void equalAddressesWithEqualPortsAreOneObject() throws UnknownHostException {
        InetSocketAddress first = addresses.intern(at(5432, 10, 0, 0, 2));
        addresses.intern(at(40_001, 10, 0, 0, 3));
        assertThat(addresses.intern(at(5432, 10, 0, 0, 2))).isSameAs(first);
    }

    /** 0.0.1.5 and 0.0.0.5 use one slot. */
    @Test
    void addressesOfOneSlotAreNotMixedUp() throws UnknownHostException {
        assertThat(addresses.intern(at(1, 0, 0, 0, 5))).isEqualTo(at(1, 0, 0, 0, 5));
        assertThat(addresses.intern(at(1, 0, 0, 1, 5))).isEqualTo(at(1, 0, 0, 1, 5));
        assertThat(addresses.intern(at(2, 0, 0, 0, 5))).isEqualTo(at(2, 0, 0, 0, 5));
    }

    @Test
    void ipv6ScopesAreKept() throws UnknownHostException {
        InetSocketAddress address = at(1, 0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
        assertThat(addresses.intern(address)).isSameAs(address);
    }

    private static InetSocketAddress at(int port, int... bytes) throws UnknownHostException {
        byte[] address = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            address[i] = (byte) bytes[i];
        }
        return new InetSocketAddress(InetAddress.getByAddress(address), port);
    }
}
