// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.caller.Opener;
import io.keepalive.agent.caller.PendingOpeners;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.TcpSocket;
import io.keepalive.agent.policy.Direction;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.text.PeerHost;
import io.keepalive.agent.time.MonotonicClock;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;

/** Adds connections to the registry and removes them, and reports both. Safe on any thread. */
final class ConnectionLifecycle {

    private final SocketCalls calls;
    private final ConnectionRegistry registry;
    private final PolicyEnforcer enforcer;
    private final OptionChangeHandler optionChanges;
    private final OptionComparison comparison;
    private final OptionChangeReports reports;
    private final BusyTimeoutEnforcer busyTimeouts;
    private final DeathDetector deaths;
    private final ConnectionListener listener;
    private final PendingOpeners openers;
    private final FurtherDescriptors furtherDescriptors;
    private final AtomicLong ids = new AtomicLong();
    private volatile boolean remembersCallSites;
    private volatile boolean released;

    ConnectionLifecycle(
            SocketCalls calls,
            ConnectionRegistry registry,
            PolicyEnforcer enforcer,
            OptionChangeHandler optionChanges,
            OptionComparison comparison,
            OptionChangeReports reports,
            BusyTimeoutEnforcer busyTimeouts,
            DeathDetector deaths,
            ConnectionListener listener) {
        this.calls = calls;
        this.registry = registry;
        this.enforcer = enforcer;
        this.optionChanges = optionChanges;
        this.comparison = comparison;
        this.reports = reports;
        this.busyTimeouts = busyTimeouts;
        this.deaths = deaths;
        this.listener = listener;
        this.openers = new PendingOpeners(calls);
        this.furtherDescriptors = new FurtherDescriptors(calls);
    }

    void rememberCallSites(boolean remember) {
        remembersCallSites = remember;
    }

    void connecting(FileDescriptor descriptor) {
        openers.add(descriptor, remembersCallSites);
    }

    void connected(FileDescriptor descriptor, int localPort, InetSocketAddress peer, boolean streams) {
        int number = number(descriptor);
        if (isNew(descriptor, number)) {
            InetSocketAddress resolved = peer.isUnresolved() ? kernelPeer(descriptor) : peer;
            Origin origin =
                    origin(Direction.OUTBOUND, PeerHost.asWritten(peer), resolved, openers.take(descriptor), streams);
            TcpSocket socket = TcpSocket.of(calls, descriptor, number, localPort);
            open(socket, origin, peer.getPort(), optionChanges.takePreConnect(descriptor));
        }
    }

    void accepted(FileDescriptor descriptor, int localPort, InetSocketAddress peer, boolean streams) {
        int number = number(descriptor);
        if (isNew(descriptor, number)) {
            Origin origin = origin(Direction.INBOUND, null, peer, null, streams);
            TcpSocket socket = TcpSocket.of(calls, descriptor, number, localPort);
            open(socket, origin, localPort, optionChanges.takePreConnect(descriptor));
        }
    }

    /** @param opener who started the connection, or null for the calling thread */
    private Origin origin(Direction direction, String host, InetSocketAddress peer, Opener opener, boolean streams) {
        String thread = opener == null ? Thread.currentThread().getName() : opener.thread();
        Throwable here = remembersCallSites && opener == null ? new Throwable() : null;
        Throwable callSite = opener == null ? here : opener.callSite();
        return new Origin(direction, DiscoveredBy.INTERCEPTED, host, peer, thread, callSite, streams);
    }

    private int number(FileDescriptor descriptor) {
        return descriptor == null ? -1 : calls.number(descriptor);
    }

    private boolean isNew(FileDescriptor descriptor, int number) {
        return number >= 0 && !isBehind(descriptor, registry.at(number));
    }

    /** A connection that was adopted at this number is the same one, unless its close was not intercepted. */
    private static boolean isBehind(FileDescriptor descriptor, Connection known) {
        return known != null
                && known.socket().belongsTo(descriptor)
                && (!known.socket().isAdopted() || known.ownsNumber());
    }

    /** Through a proxy, the application's peer is a name and the kernel's is the proxy. */
    private InetSocketAddress kernelPeer(FileDescriptor descriptor) {
        try {
            return calls.remoteAddress(descriptor);
        } catch (IOException gone) {
            return null;
        }
    }

    private void open(TcpSocket socket, Origin origin, int servicePort, int appSet) {
        Connection connection = new Connection(ids.incrementAndGet(), socket, origin, MonotonicClock.millis());
        connection.markAppSet(appSet);
        if (enforcer.applyToOpened(connection, servicePort, optionChanges.hasPreConnect())) {
            Connection before = registry.add(connection);
            if (before != null) {
                reportClosedUnlessFurther(before);
            }
            if (released) {
                enforcer.restoreOpened(connection);
                registry.remove(connection);
            } else {
                reportOpened(connection);
                reports.initial(connection);
            }
        }
    }

    Connection adopt(TcpSocket socket, Direction direction, InetSocketAddress local, InetSocketAddress peer) {
        Origin origin = new Origin(direction, DiscoveredBy.ADOPTED, null, peer, null, null, false);
        Connection connection = new Connection(ids.incrementAndGet(), socket, origin, MonotonicClock.millis());
        connection.setLocalAddress(local);
        enforcer.assignRule(connection);
        busyTimeouts.adopting(socket);
        if (registry.addIfAbsent(connection)) {
            if (enforcer.applyToAdopted(connection)) {
                reportOpened(connection);
                reports.initial(connection);
                return connection;
            }
            registry.remove(connection);
        }
        return null;
    }

    private void reportOpened(Connection connection) {
        if (enforcer.modeOf(connection.rule()) != Mode.OFF) {
            listener.opened(connection);
        }
    }

    Connection closing(FileDescriptor descriptor) {
        if (descriptor == null) {
            return null;
        }
        optionChanges.forget(descriptor);
        openers.take(descriptor);
        Connection connection = registry.find(descriptor);
        if (connection == null || isOfAnother(connection)) {
            return null;
        }
        deaths.closing(connection);
        busyTimeouts.closing(connection);
        connection.socket().markClosing();
        return connection;
    }

    /**
     * Whether native code has closed the connection, and the number belongs to what is being closed now. Any kind of
     * socket may have got it: since Java 21 datagram sockets are closed by the same method.
     */
    private static boolean isOfAnother(Connection connection) {
        return connection.socket().isAdopted() && connection.socket().isReplaced();
    }

    void closed(Connection connection) {
        registry.remove(connection);
        reportClosedUnlessFurther(connection);
    }

    /** Removes and reports a connection whose close was not intercepted, unless a thread of the application has removed it. */
    void remove(Connection connection) {
        if (registry.remove(connection)) {
            busyTimeouts.removed(connection);
            reportClosedUnlessFurther(connection);
        }
    }

    /** Where the socket has further descriptors, {@link #checkFurtherDescriptors()} finds out whether one is open. */
    private void reportClosedUnlessFurther(Connection connection) {
        if (!furtherDescriptors.contains(connection)) {
            reportClosed(connection);
        }
    }

    boolean isFurtherDescriptor(int number, long inode) {
        return furtherDescriptors.contains(number, inode);
    }

    void addFurtherDescriptor(int number, Connection connection) {
        furtherDescriptors.add(number, connection);
    }

    boolean moveToFurtherDescriptor(Connection connection) {
        int next = furtherDescriptors.take(connection);
        if (next < 0) {
            return false;
        }
        registry.remove(connection);
        connection.moveTo(TcpSocket.adopted(calls, next, connection.socket().inode()));
        return registry.addIfAbsent(connection);
    }

    void checkFurtherDescriptors() {
        if (!furtherDescriptors.isEmpty()) {
            furtherDescriptors.forEach(this::checkFurtherDescriptors);
        }
    }

    private void checkFurtherDescriptors(Connection connection) {
        furtherDescriptors.retainOpen(connection);
        if (!isRegistered(connection) && !moveToFurtherDescriptor(connection)) {
            reportClosed(connection);
        }
    }

    private boolean isRegistered(Connection connection) {
        return registry.at(connection.socket().number()) == connection;
    }

    void release() {
        released = true;
        checkFurtherDescriptors();
        registry.forEach(this::restoreAndRemove);
        furtherDescriptors.clear();
    }

    /** Registers connections again, after {@link #release}. */
    void resume() {
        released = false;
    }

    private void restoreAndRemove(Connection connection) {
        if (!connection.isDead()) {
            busyTimeouts.disarm(connection);
            comparison.recordUnseen(connection);
            enforcer.restore(connection);
        }
        registry.remove(connection);
    }

    private void reportClosed(Connection connection) {
        if (connection.close() && enforcer.modeOf(connection.rule()) != Mode.OFF) {
            listener.closed(connection);
        }
    }
}
