// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.connection.Peers;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerHostTest {

    @ParameterizedTest
    @ValueSource(strings = {"db.internal", "localhost", "DB", "10.0.0.1.nip.io", "node-7", "1a.example", "db1"})
    void isTheNameThatTheApplicationWrote(String host) {
        assertThat(PeerHost.asWritten(Peers.named(host, "10.0.0.2", 80))).isEqualTo(host);
        assertThat(PeerHost.asWritten(InetSocketAddress.createUnresolved(host, 80)))
                .isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.2", "127.1", "::1", "fe80::1%eth0", "2001:db8::7"})
    void isNullForAnAddress(String address) {
        assertThat(PeerHost.asWritten(InetSocketAddress.createUnresolved(address, 80)))
                .isNull();
    }

    @Test
    void isNullForAnAddressWithoutName() {
        assertThat(PeerHost.asWritten(Peers.at("10.0.0.2", 80))).isNull();
        assertThat(PeerHost.asWritten(Peers.at("2001:db8::7", 80))).isNull();
    }
}
