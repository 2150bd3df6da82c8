package io.keepalive.agent.connection;

import io.keepalive.agent.caller.Opener;
import io.keepalive.agent.caller.PendingOpeners;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.TcpSocket;
import io.keepalive.agent.policy.Direction;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.time.MonotonicClock;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** How connections come into the registry and leave it. Safe on any thread. */
final class ConnectionLifecycle {

    private final SocketCalls calls;
    private final ConnectionRegistry registry;
    private final PolicyEnforcer enforcer;
    private final OptionChangeHandler appChanges;
    private final DeathDetector deaths;
    private final ConnectionListener listener;
    private final PendingOpeners openers;
    private final FurtherDescriptors severalNumbers;
    private final Consumer<Connection> settle = this::settle;
    private final AtomicLong ids = new AtomicLong();
    private volatile boolean remembersCallSites;
    private volatile boolean released;

    ConnectionLifecycle(
            SocketCalls calls,
            ConnectionRegistry registry,
            PolicyEnforcer enforcer,
            OptionChangeHandler appChanges,
            DeathDetector deaths,
            ConnectionListener listener) {
        this.calls = calls;
        this.registry = registry;
        this.enforcer = enforcer;
        this.appChanges = appChanges;
        this.deaths = deaths;
        this.listener = listener;
        this.openers = new PendingOpeners(calls);
        this.severalNumbers = new FurtherDescriptors(calls);
    }

    /** Whether the stack of each opening call is kept: {@code stack-traces: opened}. */
    void rememberCallSites(boolean remember) {
        remembersCallSites = remember;
    }

    /**
     * The application asks for a connection that another thread will bring about, and of which {@link #connected} tells
     * there. Called on the application's thread.
     */
    void connecting(FileDescriptor descriptor) {
        openers.add(descriptor, remembersCallSites);
    }

    /**
     * The application has connected; called on its thread, and again whenever the JDK says so again.
     *
     * @param localPort at this end, or 0 where that is not known
     * @param peer where to, as the application wrote it
     * @param streams whether through a Socket, and not through a channel
     */
    void connected(FileDescriptor descriptor, int localPort, InetSocketAddress peer, boolean streams) {
        int number = number(descriptor);
        if (isNew(descriptor, number)) {
            InetSocketAddress resolved = peer.isUnresolved() ? whomTheKernelKnows(descriptor) : peer;
            Origin origin =
                    origin(Direction.OUTBOUND, PeerHost.asWritten(peer), resolved, openers.take(descriptor), streams);
            TcpSocket socket = TcpSocket.of(calls, descriptor, number, localPort);
            open(socket, origin, peer.getPort(), appChanges.takeEarly(descriptor));
        }
    }

    /**
     * The application has accepted; called on its thread.
     *
     * @param localPort on which it listens, or 0 where that is not known
     * @param peer whom
     * @param streams whether as a Socket, and not as a channel
     */
    void accepted(FileDescriptor descriptor, int localPort, InetSocketAddress peer, boolean streams) {
        int number = number(descriptor);
        if (isNew(descriptor, number)) {
            Origin origin = origin(Direction.INBOUND, null, peer, null, streams);
            TcpSocket socket = TcpSocket.of(calls, descriptor, number, localPort);
            open(socket, origin, localPort, appChanges.takeEarly(descriptor));
        }
    }

    /** @param opener who asked for it, or null for the calling thread */
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

    /** One that was adopted at this number is this one, unless it was closed unseen since. */
    private static boolean isBehind(FileDescriptor descriptor, Connection known) {
        return known != null
                && known.socket().belongsTo(descriptor)
                && (!known.socket().isAdopted() || known.ownsNumber());
    }

    /** Through a proxy, the application's peer is a name and the kernel's is the proxy. */
    private InetSocketAddress whomTheKernelKnows(FileDescriptor descriptor) {
        try {
            return calls.remoteAddress(descriptor);
        } catch (IOException gone) {
            return null;
        }
    }

    private void open(TcpSocket socket, Origin origin, int servicePort, int chosen) {
        Connection connection = new Connection(ids.incrementAndGet(), socket, origin, MonotonicClock.millis());
        connection.markAppSet(chosen);
        if (enforcer.applyToOpened(connection, servicePort, appChanges.hasEarly())) {
            Connection before = registry.add(connection);
            if (before != null) {
                offItsNumber(before);
            }
            if (released) {
                enforcer.restoreOpened(connection);
                registry.remove(connection);
            } else {
                tellOpened(connection);
                appChanges.tellBrought(connection);
            }
        }
    }

    /**
     * Takes in a socket that nobody was seen opening; on the agent's own thread.
     *
     * @param direction as inferred
     * @param local its own address: native code may close it at any time, and nobody could ask then
     * @return the connection, or null where a connection stands at this number, or the socket is none of the agent's
     */
    Connection adopt(TcpSocket socket, Direction direction, InetSocketAddress local, InetSocketAddress peer) {
        Origin origin = new Origin(direction, DiscoveredBy.ADOPTED, null, peer, null, null, false);
        Connection connection = new Connection(ids.incrementAndGet(), socket, origin, MonotonicClock.millis());
        connection.setLocalAddress(local);
        enforcer.announce(connection);
        if (registry.addIfAbsent(connection)) {
            if (enforcer.applyToFound(connection)) {
                tellOpened(connection);
                appChanges.tellBrought(connection);
                return connection;
            }
            registry.remove(connection);
        }
        return null;
    }

    private void tellOpened(Connection connection) {
        if (enforcer.modeOf(connection.rule()) != Mode.OFF) {
            listener.opened(connection);
        }
    }

    /**
     * The JDK is about to close this descriptor. The connection stays at its number until {@link #closed}, so that
     * nobody takes the descriptor, still open, for a new one.
     *
     * @return what to give to {@link #closed}, or null
     */
    Connection closing(FileDescriptor descriptor) {
        if (descriptor == null) {
            return null;
        }
        appChanges.forget(descriptor);
        openers.take(descriptor);
        Connection connection = registry.find(descriptor);
        if (connection != null) {
            deaths.closing(connection);
            connection.socket().markClosing();
        }
        return connection;
    }

    /** The descriptor of this connection has been closed. */
    void closed(Connection connection) {
        registry.remove(connection);
        offItsNumber(connection);
    }

    /** Where other numbers stand for its socket, the watcher looks whether it goes on under one of them. */
    private void offItsNumber(Connection connection) {
        if (!severalNumbers.include(connection)) {
            left(connection);
        }
    }

    /** Forgets a connection whose close nobody saw: its descriptor is closed, or stands for something else now. */
    void lost(Connection connection) {
        if (registry.remove(connection)) {
            offItsNumber(connection);
        }
    }

    /**
     * Whether a connection that the application has lost is open all the same: some of its objects close nothing when they
     * are collected. It goes on as the same connection. On the agent's own thread.
     */
    boolean outlivesItsDescriptor(Connection connection) {
        return connection.goOnByItsNumber();
    }

    /** Whether another number than this stands for the connection of this inode, too. On the agent's own thread. */
    boolean areOfOne(int number, long inode) {
        return severalNumbers.include(number, inode);
    }

    /**
     * A socket that the watcher has found is a registered connection's, under another number (dup): one peer, and one
     * death. On the agent's own thread.
     */
    void join(int number, Connection connection) {
        severalNumbers.add(number, connection);
    }

    /**
     * Whether a connection whose number does not stand for it any more goes on under another one; moves it there. On the
     * agent's own thread.
     */
    boolean goesOnElsewhere(Connection connection) {
        int next = severalNumbers.take(connection);
        if (next < 0) {
            return false;
        }
        registry.remove(connection);
        connection.goOnAs(TcpSocket.adopted(calls, next, connection.socket().inode()));
        return registry.addIfAbsent(connection);
    }

    /** Goes through the connections of several numbers, some of which may have been closed. On the agent's own thread. */
    void settleNumbers() {
        severalNumbers.forEach(settle);
    }

    private void settle(Connection connection) {
        severalNumbers.retain(connection);
        if (!isAtItsNumber(connection) && !goesOnElsewhere(connection)) {
            left(connection);
        }
    }

    private boolean isAtItsNumber(Connection connection) {
        return registry.at(connection.socket().number()) == connection;
    }

    /**
     * Puts back on every open connection what it had before the agent, and forgets them all; one that an application's
     * thread is just bringing in, too, by that thread. Nobody must observe any more.
     */
    void release() {
        released = true;
        settleNumbers();
        registry.forEach(this::letGo);
        severalNumbers.clear();
    }

    /** Connections are wanted again, after {@link #release}. */
    void welcome() {
        released = false;
    }

    private void letGo(Connection connection) {
        if (!connection.isDead()) {
            enforcer.restore(connection);
        }
        registry.remove(connection);
    }

    private void left(Connection connection) {
        if (connection.close() && enforcer.modeOf(connection.rule()) != Mode.OFF) {
            listener.closed(connection);
        }
    }
}
