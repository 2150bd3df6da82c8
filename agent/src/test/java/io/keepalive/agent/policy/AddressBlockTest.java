// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressBlockTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0, 8, 10.255.255.255, true",
        "10.0.0.0, 8, 11.0.0.0, false",
        "192.168.4.0, 22, 192.168.7.255, true",
        "192.168.4.0, 22, 192.168.8.0, false",
        "10.0.0.1, 32, 10.0.0.1, true",
        "10.0.0.1, 32, 10.0.0.2, false",
        "0.0.0.0, 0, 203.0.113.7, true",
        "128.0.0.0, 1, 255.255.255.255, true",
        "128.0.0.0, 1, 127.255.255.255, false",
        "2001:db8::, 32, 2001:db8:ffff::1, true",
        "2001:db8::, 32, 2001:db9::, false",
        "2001:db8::, 64, 2001:db8::ffff:ffff:ffff:ffff, true",
        "2001:db8::, 64, 2001:db8:0:1::, false",
        "2001:db8::8, 125, 2001:db8::f, true",
        "2001:db8::8, 125, 2001:db8::10, false",
        "::, 0, 2001:db8::1, true",
        "::, 0, 10.0.0.1, false",
        "0.0.0.0, 0, 2001:db8::1, false",
    })
    void containsTheAddressesWithItsPrefix(String base, int prefix, String address, boolean inside) throws Exception {
        assertThat(matches(block(base, prefix), address)).isEqualTo(inside);
    }

    @Test
    void containsAnIpv4PeerReportedAsMappedIpv6() throws Exception {
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        mapped[12] = 10;
        SampleEndpoints peer = SampleEndpoints.at(Inet6Address.getByAddress(null, mapped, -1));
        assertThat(new Remote(Arrays.asList(block("10.0.0.0", 8)), Collections.emptyList()).matches(peer))
                .isTrue();
        assertThat(new Remote(Arrays.asList(block("::", 0)), Collections.emptyList()).matches(peer))
                .isFalse();
    }

    @Test
    void treatsAMappedBlockAsItsIpv4Block() {
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        mapped[12] = 10;
        assertThat(AddressBlock.of(mapped, 104)).isEqualTo(AddressBlock.of(new byte[] {10, 0, 0, 0}, 8));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.255.0.1, true",
        "::1, true",
        "128.0.0.1, false",
        "::2, false",
        "10.0.0.1, false",
    })
    void recognisesLoopback(String address, boolean loopback) {
        assertThat(matches(AddressBlock.LOOPBACK, address)).isEqualTo(loopback);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, true",
        "172.16.0.1, true",
        "172.31.255.255, true",
        "172.32.0.0, false",
        "192.168.0.1, true",
        "169.254.1.1, true",
        "fc00::1, true",
        "fdff::1, true",
        "fe00::1, false",
        "fe80::1, true",
        "febf::1, true",
        "fec0::1, false",
        "127.0.0.1, false",
        "203.0.113.7, false",
        "2001:db8::1, false",
    })
    void recognisesPrivateNetworks(String address, boolean isPrivate) {
        assertThat(matches(AddressBlock.PRIVATE, address)).isEqualTo(isPrivate);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0, 8, 10.1.0.0, 16, true",
        "10.0.0.0, 8, 10.0.0.0, 8, true",
        "10.1.0.0, 16, 10.0.0.0, 8, false",
        "10.0.0.0, 8, 11.0.0.0, 16, false",
        "::, 0, 10.0.0.0, 8, false",
        "::, 0, 2001:db8::, 32, true",
        "0.0.0.0, 0, 2001:db8::, 32, false",
    })
    void coversNarrowerBlocks(String base, int prefix, String other, int otherPrefix, boolean covers) throws Exception {
        assertThat(block(base, prefix).covers(block(other, otherPrefix))).isEqualTo(covers);
    }

    @Test
    void rejectsInvalidAddressesAndPrefixes() {
        assertThatThrownBy(() -> AddressBlock.of(new byte[5], 8)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AddressBlock.of(new byte[4], 33)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AddressBlock.of(new byte[16], -1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static AddressBlock block(String base, int prefix) throws Exception {
        return AddressBlock.of(InetAddress.getByName(base).getAddress(), prefix);
    }

    private static boolean matches(AddressBlock block, String address) {
        return matches(Arrays.asList(block), address);
    }

    private static boolean matches(List<AddressBlock> blocks, String address) {
        return new Remote(blocks, Collections.emptyList()).matches(SampleEndpoints.inbound(address, 5432));
    }
}
