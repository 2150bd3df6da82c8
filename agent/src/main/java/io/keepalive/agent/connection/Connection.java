package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.HeldSocket;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.TcpSocket;
import io.keepalive.agent.policy.Direction;
import io.keepalive.agent.policy.Endpoints;
import io.keepalive.agent.policy.Rule;
import io.keepalive.agent.time.MonotonicClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/** One TCP connection of this process, from its opening to its end. Safe on any thread. */
public final class Connection implements Endpoints {

    private static final int OPEN = 0;
    private static final int DEAD = 1;
    private static final int CLOSED = 2;
    private static final AtomicIntegerFieldUpdater<Connection> PHASE =
            AtomicIntegerFieldUpdater.newUpdater(Connection.class, "phase");

    /* Written in order and without a fence, of which an opening connection would have three: others see it soon. */
    private static final AtomicReferenceFieldUpdater<Connection, Rule> RULE =
            AtomicReferenceFieldUpdater.newUpdater(Connection.class, Rule.class, "rule");
    private static final AtomicReferenceFieldUpdater<Connection, KeepaliveSettings> ORIGINAL =
            AtomicReferenceFieldUpdater.newUpdater(Connection.class, KeepaliveSettings.class, "original");
    private static final AtomicReferenceFieldUpdater<Connection, KeepaliveSettings> WANTED =
            AtomicReferenceFieldUpdater.newUpdater(Connection.class, KeepaliveSettings.class, "wanted");

    private static final AtomicReferenceFieldUpdater<Connection, Thread> TUNING_THREAD =
            AtomicReferenceFieldUpdater.newUpdater(Connection.class, Thread.class, "tuningThread");

    private final long id;
    private final Origin origin;
    private final long openedAtMillis;

    /**
     * Not volatile, so that opening costs no fence: written again by the agent's own thread, where the application has no
     * more to do with it. Who sees that late asks a socket that answers nothing.
     */
    private TcpSocket socket;

    private volatile InetSocketAddress local;
    private volatile Rule rule;
    private volatile KeepaliveSettings original;
    private volatile KeepaliveSettings wanted;
    private volatile KeepaliveSettings actual;
    private volatile boolean onlyObserved;
    private volatile byte appChoice;
    private volatile Thread tuningThread;
    private volatile PeerHealth trouble;
    private volatile int lastInfo;
    private volatile int lastSeenMillis;
    private volatile boolean seenClosed;
    private volatile int phase;

    /**
     * @param id counts up from 1 in this process
     * @param socket the kernel's end of it
     * @param origin who opened it, and towards whom
     * @param openedAtMillis by {@link MonotonicClock}
     */
    public Connection(long id, TcpSocket socket, Origin origin, long openedAtMillis) {
        this.id = id;
        this.socket = socket;
        this.origin = origin;
        this.openedAtMillis = openedAtMillis;
    }

    /** Counts up from 1 in this process. */
    public long id() {
        return id;
    }

    public TcpSocket socket() {
        return socket;
    }

    /**
     * The application has lost its descriptor, and the number still stands for it: it goes on as the same connection. On
     * the agent's own thread.
     *
     * @return false where its number stands for it no more
     */
    boolean goOnByItsNumber() {
        TcpSocket alone = socket.byNumber(direction() == Direction.INBOUND ? peer() : null);
        if (alone != null) {
            socket = alone;
        }
        return alone != null;
    }

    /** Its number was closed, and another one stands for its socket: it goes on under that. On the agent's own thread. */
    void goOnAs(TcpSocket another) {
        socket = another;
    }

    /**
     * Whether it was opened by the application through the JDK, and nothing stands for it any more but a descriptor's
     * number: the application can neither use nor close it by the object that it had.
     */
    public boolean isAbandoned() {
        return discoveredBy() == DiscoveredBy.INTERCEPTED && socket.isAdopted();
    }

    @Override
    public Direction direction() {
        return origin.direction();
    }

    /** How the agent came to know of it. */
    public DiscoveredBy discoveredBy() {
        return origin.via();
    }

    @Override
    public String peerHost() {
        return origin.peerHost();
    }

    /** The peer's address and port, or null where the kernel no longer knew them when it was adopted. */
    public InetSocketAddress peer() {
        return origin.peer();
    }

    @Override
    public InetAddress peerAddress() {
        return peer() == null ? null : peer().getAddress();
    }

    @Override
    public int peerPort() {
        return peer() == null ? 0 : peer().getPort();
    }

    /** The address and port at this end, asked of the kernel once; null when the socket was gone before. */
    public InetSocketAddress local() {
        if (local == null) {
            local = itsOwn(socket.localAddress());
        }
        return local;
    }

    /** What has been told by its number may be another's. Of one that was just opened, the port is enough to tell. */
    private InetSocketAddress itsOwn(InetSocketAddress told) {
        boolean sure = told != null
                && (socket.inode() == SocketCalls.NO_SOCKET && socket.matchesLocalPort(told) || ownsNumber());
        return sure ? told : null;
    }

    /**
     * Whether its descriptor's number still stands for its socket, so that what was just asked by the number was asked of
     * this connection. A system call; six where nobody has asked before. For the agent's own threads, and for whoever has
     * a death to report.
     *
     * @return false also while the application closes it
     */
    public boolean ownsNumber() {
        return socket.isIdentified()
                ? socket.ownsNumber()
                : socket.identify(direction() == Direction.INBOUND ? peer() : null);
    }

    /**
     * Its socket, for the agent's own threads to act on.
     *
     * @return to be closed at once; null where its number stands for another socket by now, or for none
     */
    HeldSocket hold() {
        if (socket.isCollected()) {
            goOnByItsNumber();
        }
        return socket.isIdentified() || ownsNumber() ? socket.hold() : null;
    }

    /** The address at this end, where it has been asked for already. */
    void setLocalAddress(InetSocketAddress address) {
        local = address;
    }

    @Override
    public int localPort() {
        InetSocketAddress here = local();
        return here == null ? socket.localPort() : here.getPort();
    }

    /** The rule that was applied. */
    public Rule rule() {
        return rule;
    }

    /** What the connection should have: see {@link io.keepalive.agent.policy.EffectiveSettings}. */
    public KeepaliveSettings wanted() {
        return wanted;
    }

    /** What the kernel last said that it has, or null before it was asked. */
    public KeepaliveSettings actual() {
        return actual;
    }

    /** By {@link MonotonicClock}; for an adopted connection when it was found. */
    public long openedAtMillis() {
        return openedAtMillis;
    }

    /**
     * How long it has been open; for an adopted connection since it was found.
     *
     * @param nowMillis by {@link MonotonicClock}
     * @return milliseconds
     */
    public long ageMillis(long nowMillis) {
        return Math.max(0, nowMillis - openedAtMillis);
    }

    /** The thread that opened it, or null for an adopted connection. */
    public String openedByThread() {
        return origin.thread();
    }

    /** Whether the application reads and writes it through the streams of a Socket, as far as the agent knows. */
    public boolean usesStreams() {
        return origin.usesStreams();
    }

    /** Carries the stack of the call that opened it; null unless {@code stack-traces: opened}. */
    public Throwable openedAt() {
        return origin.callSite();
    }

    /**
     * What it has by itself: before the agent, or what the application has set since. Null where the agent has not looked
     * because its rule says off.
     */
    public KeepaliveSettings original() {
        return original;
    }

    /** Whether the agent changes nothing on it, and reports what it would have set. */
    public boolean isOnlyObserved() {
        return onlyObserved;
    }

    /** Writes what differs: a volatile write costs more than a read, and most connections need none. */
    void setOnlyObserved(boolean only) {
        if (onlyObserved != only) {
            onlyObserved = only;
        }
    }

    /** Whether its peer has been found dead. */
    public boolean isDead() {
        return phase == DEAD;
    }

    void recordOriginal(KeepaliveSettings original) {
        ORIGINAL.lazySet(this, original);
    }

    void assign(Rule rule, KeepaliveSettings wanted) {
        RULE.lazySet(this, rule);
        WANTED.lazySet(this, wanted);
    }

    void recordActual(KeepaliveSettings actual) {
        this.actual = actual;
    }

    /**
     * Asks the kernel what it has, for {@link #actual()}. Six system calls. On the agent's own thread.
     *
     * @return false where its number stands for another socket by now, of which nothing is believed
     */
    boolean recordActual() {
        KeepaliveSettings now = socket.read();
        boolean still = ownsNumber();
        if (still) {
            tell(now);
        }
        return still;
    }

    /** The same through its own socket under another number. */
    void recordActualFrom(HeldSocket held) {
        tell(held.read());
    }

    private void tell(KeepaliveSettings now) {
        actual = now.equals(wanted) ? wanted : now;
    }

    /** The options that the application has set itself, see {@link io.keepalive.agent.policy.AppSetOptions}. */
    int appSetOptions() {
        return appChoice;
    }

    /** Writes what differs, as {@link #setOnlyObserved} does. */
    void markAppSet(int choice) {
        if (appChoice != choice) {
            appChoice = (byte) choice;
        }
    }

    /** Marks this thread as the agent's own hand, so that what it sets is not taken for the application's. */
    void beginTuning() {
        TUNING_THREAD.lazySet(this, Thread.currentThread());
    }

    void endTuning() {
        TUNING_THREAD.lazySet(this, null);
    }

    /** Whether some thread is setting what it should have. */
    boolean isBeingTuned() {
        return tuningThread != null;
    }

    boolean isBeingTunedHere() {
        return tuningThread == Thread.currentThread();
    }

    /** What the watcher has seen of it that is not well, or null while it is. */
    public PeerHealth health() {
        return trouble;
    }

    /** That, for the watcher to add to. */
    public PeerHealth healthOrCreate() {
        if (trouble == null) {
            trouble = new PeerHealth();
        }
        return trouble;
    }

    /** It is well again. */
    public void clearHealth() {
        trouble = null;
    }

    /** TCP_INFO as the watcher last saw it while the kernel had not closed the connection; 0 before the first look. */
    public int lastInfo() {
        return lastInfo;
    }

    /**
     * Remembers what the watcher has just seen.
     *
     * @param nowMillis by {@link MonotonicClock}
     */
    public void recordInfo(int info, long nowMillis) {
        lastInfo = info;
        lastSeenMillis = (int) nowMillis;
    }

    /**
     * How long ago the watcher saw {@link #lastInfo()}; without meaning before that.
     *
     * @param nowMillis by {@link MonotonicClock}
     * @return milliseconds, up to 24 days
     */
    public long sinceSeenMillis(long nowMillis) {
        return (int) nowMillis - lastSeenMillis;
    }

    /** Whether the watcher has seen before that the kernel has closed it, with an error waiting. */
    public boolean isMarkedClosed() {
        return seenClosed;
    }

    /** The kernel has closed it, and an error waits for the application's next call. */
    public void markClosed() {
        seenClosed = true;
    }

    /** Its death could not be told, for want of memory: whoever sees it next may report it. */
    void dieLater() {
        PHASE.compareAndSet(this, DEAD, OPEN);
    }

    /** From open to dead; true for the one caller who may report it. */
    boolean markDead() {
        return PHASE.compareAndSet(this, OPEN, DEAD);
    }

    /** To closed; true for the one caller who may report it. */
    boolean close() {
        return PHASE.getAndSet(this, CLOSED) != CLOSED;
    }
}
