// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.peer.DetectedBy;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Precedence;
import java.io.FileDescriptor;
import java.net.SocketException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fake connections whose peers die, for the tests of other packages. */
public final class DyingConnections {

    private final SampleConnections sample;
    private final Map<Connection, FileDescriptor> descriptors = new HashMap<>();

    public DyingConnections() {
        this(SampleConnections.WANTED);
    }

    /** @param settings of all connections */
    public DyingConnections(KeepaliveSettings settings) {
        sample = new SampleConnections(SampleConnections.policy(Mode.ENFORCE, Precedence.AGENT, settings));
    }

    public Connections connections() {
        return sample.connections;
    }

    public SocketCalls calls() {
        return sample.calls;
    }

    public ConnectionListener listener() {
        return sample.listener;
    }

    public List<Death> reported() {
        return sample.listener.deaths;
    }

    /** Opens a connection that is well, at this descriptor number. */
    public Connection open(int number) {
        FileDescriptor descriptor = sample.calls.open(number);
        Connection connection = sample.opened(descriptor);
        descriptors.put(connection, descriptor);
        return connection;
    }

    /** Adopts a connection that is well, with this number as its inode too. */
    public Connection adopt(int number) {
        return adopt(number, 40_000);
    }

    /** As {@link #adopt(int)}, with this local port. */
    public Connection adopt(int number, int localPort) {
        FileDescriptor descriptor = sample.calls.open(number);
        sample.calls.addresses(descriptor, Peers.at("10.0.0.1", localPort), Peers.at("10.0.0.2", 5432));
        Connection connection = sample.adopted(descriptor, number);
        descriptors.put(connection, descriptor);
        return connection;
    }

    /** The application closes it. */
    public void close(Connection connection) {
        sample.connections.remove(connection);
    }

    /** Native code closes it. */
    public void closeUnseen(Connection connection) {
        sample.calls.close(descriptors.get(connection));
    }

    /** The kernel gives the peer up after three probes. Returns the TCP_INFO from then on. */
    public int giveUp(Connection connection) {
        sample.calls.tcpInfo(descriptors.get(connection), TcpInfo.CLOSE, 3, 0);
        return FakeSocketCalls.info(TcpInfo.CLOSE, 3, 0);
    }

    /** A read of the application fails. */
    public void failRead(Connection connection) {
        sample.deaths.callFailed(
                descriptors.get(connection), DetectedBy.READ, new SocketException("Connection timed out"));
    }
}
