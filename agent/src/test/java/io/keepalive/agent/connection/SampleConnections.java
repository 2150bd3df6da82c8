// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.TcpSocket;
import io.keepalive.agent.policy.BusyTimeout;
import io.keepalive.agent.policy.Direction;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Policy;
import io.keepalive.agent.policy.Precedence;
import io.keepalive.agent.policy.Rule;
import io.keepalive.agent.policy.UserTimeout;
import java.io.FileDescriptor;
import java.util.Arrays;

/** The connections on fake sockets. */
public final class SampleConnections {

    /** Linux's default of tcp_retries2. */
    static final int RETRANSMISSION_LIMIT = 15;

    static final KeepaliveSettings WANTED = KeepaliveSettings.on(60, 10, 3, 0);

    public final FakeSocketCalls calls = new FakeSocketCalls();
    final RecordingListener listener = new RecordingListener();
    public final Connections connections;
    final ConnectionRegistry registry;
    final PolicyEnforcer enforcer;
    final OptionChangeHandler optionChanges;
    final OptionComparison comparison;
    final DeathDetector deaths;

    SampleConnections(Policy policy) {
        connections = new Connections(calls, policy, FakeSocketCalls.SYSTEM, RETRANSMISSION_LIMIT, listener);
        registry = connections.registry;
        enforcer = connections.enforcer;
        optionChanges = connections.optionChanges;
        comparison = connections.comparison;
        deaths = connections.deaths;
    }

    public static SampleConnections enforcing(Precedence precedence) {
        return new SampleConnections(policy(Mode.ENFORCE, precedence, WANTED));
    }

    static SampleConnections in(Mode mode) {
        return new SampleConnections(policy(mode, Precedence.AGENT, WANTED));
    }

    /** A user timeout of 0 means that the configuration does not name one. */
    static Policy policy(Mode mode, Precedence precedence, KeepaliveSettings settings, Rule... rules) {
        int millis = settings.userTimeoutMillis();
        UserTimeout asked = millis == 0 ? UserTimeout.LEFT_ALONE : UserTimeout.ofMillis(millis);
        return new Policy(mode, precedence, true, settings, asked, BusyTimeout.AUTO, Arrays.asList(rules));
    }

    /** The application connects. */
    public Connection opened(FileDescriptor descriptor) {
        connections.connected(descriptor, 40_000, Peers.at("10.0.0.2", 5432), true);
        return registry.find(descriptor);
    }

    /** The application accepts. */
    Connection accepted(FileDescriptor descriptor) {
        connections.accepted(descriptor, 40_000, Peers.at("10.0.0.2", 40_001), true);
        return registry.find(descriptor);
    }

    /** The watcher adopts it by its number. */
    Connection adopted(FileDescriptor descriptor, long inode) {
        calls.inode(descriptor, inode);
        TcpSocket found = TcpSocket.adopted(calls, calls.number(descriptor), inode);
        return connections.adopt(found, Direction.OUTBOUND, found.localAddress(), Peers.at("10.0.0.2", 5432));
    }

    /** The connection of this descriptor, or null. */
    public Connection find(FileDescriptor descriptor) {
        return registry.find(descriptor);
    }

    /** The application closes it through the JDK. */
    public void closed(FileDescriptor descriptor) {
        Connection closing = connections.closing(descriptor);
        calls.close(descriptor);
        if (closing != null) {
            connections.closed(closing);
        }
    }
}
