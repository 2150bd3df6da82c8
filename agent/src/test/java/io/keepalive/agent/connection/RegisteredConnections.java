// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.TcpSocket;
import io.keepalive.agent.policy.Direction;
import io.keepalive.agent.policy.Mode;

/** Fake registered connections, for the tests of other packages. */
public final class RegisteredConnections {

    private final SampleConnections sample = SampleConnections.in(Mode.ENFORCE);

    public Connections connections() {
        return sample.connections;
    }

    /** Opens a connection that is well, at this descriptor number. */
    public Connection open(int number) {
        Origin origin = new Origin(Direction.OUTBOUND, DiscoveredBy.INTERCEPTED, null, null, "main", null, true);
        Connection connection =
                new Connection(number, TcpSocket.of(sample.calls, sample.calls.open(number), number, 0), origin, 1);
        sample.registry.add(connection);
        return connection;
    }

    public void close(Connection connection) {
        sample.registry.remove(connection);
    }
}
