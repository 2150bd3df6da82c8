package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.policy.Mode;
import java.io.FileDescriptor;
import java.net.SocketException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Connections that only a test has, for the tests of other packages. */
public final class DyingConnections {

    private final SampleConnections scene = SampleConnections.in(Mode.ENFORCE);
    private final Map<Connection, FileDescriptor> descriptors = new HashMap<>();

    public Connections connections() {
        return scene.connections;
    }

    public ConnectionListener listener() {
        return scene.listener;
    }

    public List<Death> reported() {
        return scene.listener.deaths;
    }

    /** One that is well, at this descriptor number. */
    public Connection open(int number) {
        FileDescriptor descriptor = scene.calls.open(number);
        Connection connection = scene.opened(descriptor);
        descriptors.put(connection, descriptor);
        return connection;
    }

    /** The kernel gives its peer up after three probes. Returns TCP_INFO as it is from then on. */
    public int giveUp(Connection connection) {
        scene.calls.tcpInfo(descriptors.get(connection), TcpInfo.CLOSE, 3, 0);
        return FakeSocketCalls.info(TcpInfo.CLOSE, 3, 0);
    }

    /** The application's own read finds out. */
    public void failRead(Connection connection) {
        scene.deaths.callFailed(
                descriptors.get(connection), DetectedBy.READ, new SocketException("Connection timed out"));
    }
}
