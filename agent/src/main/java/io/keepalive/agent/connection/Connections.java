// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.TcpSocket;
import io.keepalive.agent.peer.DetectedBy;
import io.keepalive.agent.peer.Silence;
import io.keepalive.agent.policy.Direction;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Policy;
import io.keepalive.agent.policy.Rule;
import java.io.FileDescriptor;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/**
 * The open connections of this process and what the agent does with them: the one entry to this package, and the one place
 * that puts its parts together.
 *
 * <p>Interception calls it on the application's threads, where it takes no lock; the watcher and the agent's loop call it
 * on the agent's own thread. Each method says on which threads it may be called.
 */
public final class Connections {

    final ConnectionRegistry registry;
    final PolicyEnforcer enforcer;
    final OptionChangeHandler optionChanges;
    final OptionComparison comparison;
    final BusyTimeoutEnforcer busyTimeouts;
    final DeathDetector deaths;
    final ConnectionLifecycle lifecycle;
    private final int retransmissionLimit;

    /**
     * @param systemDefaults the options of a socket on which none has been set
     * @param retransmissionLimit the sysctl tcp_retries2
     * @param listener receives what happens to the connections
     */
    public Connections(
            SocketCalls calls,
            Policy policy,
            KeepaliveSettings systemDefaults,
            int retransmissionLimit,
            ConnectionListener listener) {
        this.retransmissionLimit = retransmissionLimit;
        registry = new ConnectionRegistry(calls);
        enforcer = new PolicyEnforcer(policy, systemDefaults, listener);
        OptionChangeReports reports = new OptionChangeReports(enforcer, listener);
        optionChanges = new OptionChangeHandler(calls, registry, enforcer, reports);
        comparison = new OptionComparison(enforcer, reports);
        busyTimeouts = new BusyTimeoutEnforcer(enforcer, listener, retransmissionLimit);
        deaths = new DeathDetector(calls, registry, enforcer, listener, retransmissionLimit);
        lifecycle = new ConnectionLifecycle(
                calls, registry, enforcer, optionChanges, comparison, reports, busyTimeouts, deaths, listener);
    }

    /**
     * The application starts a connection that another thread completes, with a call of {@link #connected}. On the
     * application's thread.
     */
    public void connecting(FileDescriptor descriptor) {
        lifecycle.connecting(descriptor);
    }

    /**
     * The application has connected. On its thread; the JDK may report one connection several times.
     *
     * @param localPort the local port, or 0 where it is unknown
     * @param peer the remote address as the application wrote it
     * @param streams whether the application uses a Socket, and not a channel
     */
    public void connected(FileDescriptor descriptor, int localPort, InetSocketAddress peer, boolean streams) {
        lifecycle.connected(descriptor, localPort, peer, streams);
    }

    /**
     * The application has accepted a connection. On its thread.
     *
     * @param localPort the port on which it listens, or 0 where it is unknown
     * @param peer the remote address
     * @param streams whether the application gets a Socket, and not a channel
     */
    public void accepted(FileDescriptor descriptor, int localPort, InetSocketAddress peer, boolean streams) {
        lifecycle.accepted(descriptor, localPort, peer, streams);
    }

    /**
     * The application has set this option on this descriptor, of a connection or of a socket that may become one. On its
     * thread.
     */
    public void optionSet(FileDescriptor descriptor, KeepaliveOption option) {
        optionChanges.set(descriptor, option);
    }

    /** A read or write of the application has thrown this, perhaps because the peer is dead. On its thread. */
    public void callFailed(FileDescriptor descriptor, DetectedBy by, Throwable thrown) {
        deaths.callFailed(descriptor, by, thrown);
    }

    /**
     * A read or write has thrown this below the API that the application uses. The streams of a Socket convert the
     * exception, and {@link #callFailed} receives the converted one: this call then has no effect. On the application's
     * thread.
     */
    public void channelCallFailed(FileDescriptor descriptor, DetectedBy by, Throwable thrown) {
        deaths.channelCallFailed(descriptor, by, thrown);
    }

    /**
     * The JDK is about to close this descriptor. The connection stays registered until {@link #closed}, so that the
     * watcher does not adopt the descriptor while it is still open. On the application's thread.
     *
     * @return the argument for {@link #closed}, or null
     */
    public Connection closing(FileDescriptor descriptor) {
        return lifecycle.closing(descriptor);
    }

    /** The descriptor of this connection has been closed. On the application's thread. */
    public void closed(Connection connection) {
        lifecycle.closed(connection);
    }

    /** Sets whether the stack of each opening call is kept: {@code stack-traces: opened}. On the agent's own thread. */
    public void rememberCallSites(boolean remember) {
        lifecycle.rememberCallSites(remember);
    }

    /** The policy in force. On any thread. */
    public Policy policy() {
        return enforcer.policy();
    }

    /** The sysctl tcp_retries2. On any thread. */
    public int retransmissionLimit() {
        return retransmissionLimit;
    }

    /** What the agent does with the connections of a rule: the lesser of its own mode and the rule's. On any thread. */
    public Mode modeOf(Rule rule) {
        return enforcer.modeOf(rule);
    }

    /** Puts a policy in force and, unless its mode is off, applies it to each open connection. On the agent's own thread. */
    public void use(Policy policy) {
        enforcer.use(policy);
        if (policy.mode() != Mode.OFF) {
            lifecycle.resume();
            for (int number = nextNumber(0); number >= 0; number = nextNumber(number + 1)) {
                reapply(at(number));
            }
        }
    }

    /** @param connection null if it has been closed meanwhile */
    private void reapply(Connection connection) {
        if (connection != null) {
            busyTimeouts.disarm(connection);
            comparison.reapply(connection);
        }
    }

    /**
     * Restores the original options of each open connection and removes them all, until {@link #use} puts a policy in force
     * again. A connection that is being opened meanwhile is restored by the thread that opens it. On the agent's own
     * thread, after interception has ended.
     */
    public void release() {
        lifecycle.release();
    }

    /** How many connections are open; visits all of them. On any thread. */
    public int size() {
        return registry.size();
    }

    /** The connection at this descriptor number, or null. On any thread. */
    public Connection at(int number) {
        return registry.at(number);
    }

    /** Visits the open connections; one that opens or closes meanwhile may be missed. On any thread. */
    public void forEach(Consumer<? super Connection> visitor) {
        registry.forEach(visitor);
    }

    /** The lowest descriptor number of a connection that is at least this one; -1 if there is none. On any thread. */
    public int nextNumber(int from) {
        return registry.nextNumber(from);
    }

    /**
     * Registers a connection whose opening was not intercepted. On the agent's own thread.
     *
     * @param direction as inferred
     * @param local its local address, read before: native code may close the socket at any time
     * @return the connection; null where the number has a connection, or the socket is closed or not TCP
     */
    public Connection adopt(TcpSocket socket, Direction direction, InetSocketAddress local, InetSocketAddress peer) {
        return lifecycle.adopt(socket, direction, local, peer);
    }

    /**
     * Removes a connection whose close was not intercepted: its descriptor is closed, or its number belongs to another
     * file by now. On the agent's own thread.
     */
    public void remove(Connection connection) {
        lifecycle.remove(connection);
    }

    /**
     * Keeps a connection by its number after the application's descriptor object has been collected: some objects leave
     * their socket open then. On the agent's own thread.
     *
     * @return false where the number does not belong to the connection any more
     */
    public boolean continueByNumber(Connection connection) {
        return connection.continueByNumber();
    }

    /** Whether this is a known further descriptor (dup) of the connection of this inode. On the agent's own thread. */
    public boolean isFurtherDescriptor(int number, long inode) {
        return lifecycle.isFurtherDescriptor(number, inode);
    }

    /** Adds a further descriptor (dup) of a connection, which has one peer and one death. On the agent's own thread. */
    public void addFurtherDescriptor(int number, Connection connection) {
        lifecycle.addFurtherDescriptor(number, connection);
    }

    /**
     * Moves a connection to a further descriptor after its own number has been closed. On the agent's own thread.
     *
     * @return false where it has none
     */
    public boolean moveToFurtherDescriptor(Connection connection) {
        return lifecycle.moveToFurtherDescriptor(connection);
    }

    /** Checks the connections of several descriptors, some of which may have been closed. On the agent's own thread. */
    public void checkFurtherDescriptors() {
        lifecycle.checkFurtherDescriptors();
    }

    /**
     * Compares the options of a connection with those that it should have, and handles each difference as a change that was
     * not intercepted, such as one by native code. Allocates nothing where nothing differs. On the agent's own thread.
     *
     * @return false where the number belongs to another socket, which caused the difference
     */
    public boolean reconcile(Connection connection) {
        return comparison.reconcile(connection);
    }

    /**
     * How long a silent peer may leave data of this connection unacknowledged, in milliseconds: the kernel's own limit where
     * that is shorter than the agent's; 0 where the agent sets none. Callable on any thread.
     */
    public int busyTimeoutMillis(Connection connection) {
        return busyTimeouts.limitMillis(connection);
    }

    /**
     * The peer is silent and data waits to be acknowledged or sent: limits how long that may last, where the policy does. On
     * the agent's own thread.
     */
    public void silentWithData(Connection connection, Silence silence) {
        busyTimeouts.arm(connection, silence);
    }

    /** The JVM ends: takes back what {@link #silentWithData} has begun, and begins nothing more. On any thread. */
    public void endBusyTimeouts() {
        busyTimeouts.end();
        disarmAll();
    }

    /** The same until {@link #resumeBusyTimeouts}, while the watcher cannot take back anything. On any thread. */
    public void suspendBusyTimeouts() {
        busyTimeouts.suspend(true);
        disarmAll();
    }

    /** The opposite of {@link #suspendBusyTimeouts}. On any thread. */
    public void resumeBusyTimeouts() {
        busyTimeouts.suspend(false);
    }

    private void disarmAll() {
        for (int number = nextNumber(0); number >= 0; number = nextNumber(number + 1)) {
            Connection connection = at(number);
            if (connection != null) {
                busyTimeouts.disarm(connection);
            }
        }
    }

    /** The peer answers, or no data waits: ends what {@link #silentWithData} has begun. On the agent's own thread. */
    public void notSilentWithData(Connection connection) {
        busyTimeouts.disarm(connection);
    }

    /**
     * Whether the kernel has given up the peer of a connection that it has closed, and no call of the application has
     * reported it: see {@link DeathCauseClassifier}. On the agent's own thread.
     *
     * @param info TCP_INFO with the state CLOSE
     * @param nowMillis by {@link io.keepalive.agent.time.MonotonicClock}
     */
    public boolean isTimeout(Connection connection, int info, long nowMillis) {
        return deaths.isTimeout(connection, info, nowMillis);
    }

    /**
     * Whether the peer has reset a connection that the kernel has closed, and no call of the application has reported it:
     * an orderly end leaves no error pending. On the agent's own thread.
     */
    public boolean isReset(Connection connection) {
        return deaths.isReset(connection);
    }

    /** Whether one end had closed a connection that the kernel has closed. On the agent's own thread. */
    public boolean isOrderlyEnd(Connection connection) {
        return DeathCauseClassifier.isOrderlyEnd(connection.lastInfo());
    }

    /**
     * Reports a peer as dead, unless a call of the application has done so meanwhile. On the agent's own thread.
     *
     * @param info TCP_INFO with the state CLOSE
     * @param nowMillis by {@link io.keepalive.agent.time.MonotonicClock}
     */
    public void reportDead(Connection connection, int info, long nowMillis) {
        deaths.reportDead(connection, info, nowMillis);
    }

    /**
     * A connection whose peer did not answer is gone, and the kernel does not list it: either the kernel had given the
     * peer up, which is reported, or the application has aborted it. On the agent's own thread.
     *
     * @param nowMillis by {@link io.keepalive.agent.time.MonotonicClock}
     */
    public void vanished(Connection connection, long nowMillis) {
        deaths.vanished(connection, nowMillis);
    }
}
