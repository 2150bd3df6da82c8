package io.keepalive.agent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

/** Against the network of the host that runs the tests, of which only loopback is certain. A route lost: WatchedDeathsIT. */
class RouteProbeTest {

    @Test
    void loopbackIsThere() throws UnknownHostException {
        assertThat(RouteProbe.isUnreachable(address("127.0.0.1"), address("127.0.0.2")))
                .isFalse();
    }

    /** RFC 5737: nobody has this address. */
    @Test
    void anAddressThatThisHostDoesNotHaveIsLost() throws UnknownHostException {
        assertThat(RouteProbe.isUnreachable(address("192.0.2.1"), address("127.0.0.1")))
                .isTrue();
    }

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }
}
