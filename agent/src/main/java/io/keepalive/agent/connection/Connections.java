package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.TcpSocket;
import io.keepalive.agent.policy.Direction;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Policy;
import io.keepalive.agent.policy.Rule;
import java.io.FileDescriptor;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * The open connections of this process, and all that happens to them: the one entry to this package, which puts its parts
 * together. Interception calls it on the application's threads, without locks; the watcher and the agent's loop call it on
 * the agent's own thread.
 */
public final class Connections {

    final ConnectionRegistry registry;
    final PolicyEnforcer enforcer;
    final OptionChangeHandler optionChanges;
    final DeathDetector deaths;
    final ConnectionLifecycle lifecycle;

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
        registry = new ConnectionRegistry(calls);
        enforcer = new PolicyEnforcer(policy, systemDefaults, listener);
        optionChanges = new OptionChangeHandler(calls, registry, enforcer, listener);
        deaths = new DeathDetector(calls, registry, enforcer, listener, retransmissionLimit);
        lifecycle = new ConnectionLifecycle(calls, registry, enforcer, optionChanges, deaths, listener);
    }

    /* On the application's threads. */

    /** @see ConnectionLifecycle#connecting */
    public void connecting(FileDescriptor descriptor) {
        lifecycle.connecting(descriptor);
    }

    /** @see ConnectionLifecycle#connected */
    public void connected(FileDescriptor descriptor, int localPort, InetSocketAddress peer, boolean streams) {
        lifecycle.connected(descriptor, localPort, peer, streams);
    }

    /** @see ConnectionLifecycle#accepted */
    public void accepted(FileDescriptor descriptor, int localPort, InetSocketAddress peer, boolean streams) {
        lifecycle.accepted(descriptor, localPort, peer, streams);
    }

    /** @see OptionChangeHandler#set */
    public void optionSet(FileDescriptor descriptor, KeepaliveOption option) {
        optionChanges.set(descriptor, option);
    }

    /** @see DeathDetector#callFailed */
    public void callFailed(FileDescriptor descriptor, DetectedBy by, Throwable thrown) {
        deaths.callFailed(descriptor, by, thrown);
    }

    /** @see DeathDetector#channelCallFailed */
    public void channelCallFailed(FileDescriptor descriptor, DetectedBy by, Throwable thrown) {
        deaths.channelCallFailed(descriptor, by, thrown);
    }

    /** @see ConnectionLifecycle#closing */
    public Connection closing(FileDescriptor descriptor) {
        return lifecycle.closing(descriptor);
    }

    /** @see ConnectionLifecycle#closed */
    public void closed(Connection connection) {
        lifecycle.closed(connection);
    }

    /* On the agent's own thread. */

    /** @see ConnectionLifecycle#rememberCallSites */
    public void rememberCallSites(boolean remember) {
        lifecycle.rememberCallSites(remember);
    }

    /** The policy in force. */
    public Policy policy() {
        return enforcer.policy();
    }

    /** @see PolicyEnforcer#modeOf */
    public Mode modeOf(Rule rule) {
        return enforcer.modeOf(rule);
    }

    /** Puts a policy in force and, unless its mode is off, applies it to each open connection. */
    public void use(Policy policy) {
        enforcer.use(policy);
        if (policy.mode() != Mode.OFF) {
            lifecycle.welcome();
            registry.forEach(enforcer::reapply);
            registry.forEach(optionChanges::tellNewsOf);
        }
    }

    /** @see ConnectionLifecycle#release */
    public void release() {
        lifecycle.release();
    }

    /** How many connections are open. Visits all of them. Safe on any thread. */
    public int size() {
        return registry.size();
    }

    /** The connection at this descriptor number, or null. Safe on any thread. */
    public Connection at(int number) {
        return registry.at(number);
    }

    /** Visits the open connections; one that opens or closes meanwhile may be missed. Safe on any thread. */
    public void forEach(Consumer<? super Connection> visitor) {
        registry.forEach(visitor);
    }

    /** @see ConnectionRegistry#forEachNumber */
    public void forEachNumber(IntConsumer visitor) {
        registry.forEachNumber(visitor);
    }

    /** @see ConnectionLifecycle#adopt */
    public Connection adopt(TcpSocket socket, Direction direction, InetSocketAddress local, InetSocketAddress peer) {
        return lifecycle.adopt(socket, direction, local, peer);
    }

    /** @see ConnectionLifecycle#lost */
    public void lost(Connection connection) {
        lifecycle.lost(connection);
    }

    /** @see ConnectionLifecycle#outlivesItsDescriptor */
    public boolean outlivesItsDescriptor(Connection connection) {
        return lifecycle.outlivesItsDescriptor(connection);
    }

    /** @see ConnectionLifecycle#areOfOne */
    public boolean areOfOne(int number, long inode) {
        return lifecycle.areOfOne(number, inode);
    }

    /** @see ConnectionLifecycle#join */
    public void join(int number, Connection connection) {
        lifecycle.join(number, connection);
    }

    /** @see ConnectionLifecycle#goesOnElsewhere */
    public boolean goesOnElsewhere(Connection connection) {
        return lifecycle.goesOnElsewhere(connection);
    }

    /** @see ConnectionLifecycle#settleNumbers */
    public void settleNumbers() {
        lifecycle.settleNumbers();
    }

    /** @see OptionChangeHandler#reconcile */
    public boolean reconcile(Connection connection) {
        return optionChanges.reconcile(connection);
    }

    /** @see DeathDetector#isTimeout */
    public boolean isTimeout(Connection connection, int info, long sinceSeenMillis, long nowMillis) {
        return deaths.isTimeout(connection, info, sinceSeenMillis, nowMillis);
    }

    /** @see DeathDetector#seen */
    public void seen(Connection connection, int info, long sinceSeenMillis, long nowMillis) {
        deaths.seen(connection, info, sinceSeenMillis, nowMillis);
    }

    /** @see DeathDetector#vanished */
    public void vanished(Connection connection, long sinceSeenMillis, long nowMillis) {
        deaths.vanished(connection, sinceSeenMillis, nowMillis);
    }
}
