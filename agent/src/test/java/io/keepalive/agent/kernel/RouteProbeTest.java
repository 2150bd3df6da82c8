// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

/**
 * Uses the network of the host that runs the tests, of which only loopback is certain. WatchedDeathsIT tests a lost
 * route.
 */
class RouteProbeTest {

    @Test
    void loopbackIsReachable() throws UnknownHostException {
        assertThat(RouteProbe.isUnreachable(address("127.0.0.1"), address("127.0.0.2")))
                .isFalse();
    }

    /** RFC 5737: no host has this address. */
    @Test
    void aLocalAddressThatIsGoneMakesThePeerUnreachable() throws UnknownHostException {
        assertThat(RouteProbe.isUnreachable(address("192.0.2.1"), address("127.0.0.1")))
                .isTrue();
    }

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }
}
