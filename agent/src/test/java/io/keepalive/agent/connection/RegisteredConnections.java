package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.TcpSocket;
import io.keepalive.agent.policy.Direction;

/** A registry with connections that only a test has, for the tests of other packages. */
public final class RegisteredConnections {

    private final FakeSocketCalls calls = new FakeSocketCalls();
    private final ConnectionRegistry registry = new ConnectionRegistry(calls);

    public ConnectionRegistry registry() {
        return registry;
    }

    /** One that is well, at this descriptor number. */
    public Connection open(int number) {
        Origin origin = new Origin(Direction.OUTBOUND, DiscoveredBy.INTERCEPTED, null, null, "main", null, true);
        Connection connection = new Connection(number, TcpSocket.of(calls, calls.open(number), number, 0), origin, 1);
        registry.add(connection);
        return connection;
    }

    public void close(Connection connection) {
        registry.remove(connection);
    }
}
