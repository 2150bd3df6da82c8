package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.TcpSocket;
import io.keepalive.agent.policy.Direction;
import java.io.FileDescriptor;

/** Connections for the tests of other packages, as the registry would hold them. */
public final class WatchedConnections {

    private WatchedConnections() {}

    /** One that is well and has what it should have. */
    public static Connection with(KeepaliveSettings wanted, long id) {
        FakeSocketCalls calls = new FakeSocketCalls();
        FileDescriptor descriptor = calls.open((int) id);
        Origin origin = new Origin(Direction.OUTBOUND, Via.INTERCEPTED, null, null, "main", null, true);
        Connection connection = new Connection(id, TcpSocket.of(calls, descriptor), origin, 1);
        connection.decide(null, wanted);
        return connection;
    }
}
