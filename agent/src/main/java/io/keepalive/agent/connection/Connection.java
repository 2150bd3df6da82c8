// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.HeldSocket;
import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.TcpSocket;
import io.keepalive.agent.peer.PeerHealth;
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

    /* Written by lazySet: three fences fewer for each opened connection. Other threads see the values soon afterwards. */
    private static final AtomicReferenceFieldUpdater<Connection, Rule> RULE =
            AtomicReferenceFieldUpdater.newUpdater(Connection.class, Rule.class, "rule");
    private static final AtomicReferenceFieldUpdater<Connection, KeepaliveSettings> ORIGINAL =
            AtomicReferenceFieldUpdater.newUpdater(Connection.class, KeepaliveSettings.class, "original");
    private static final AtomicReferenceFieldUpdater<Connection, KeepaliveSettings> WANTED =
            AtomicReferenceFieldUpdater.newUpdater(Connection.class, KeepaliveSettings.class, "wanted");

    private static final int RECONCILING = -1;
    private static final AtomicIntegerFieldUpdater<Connection> DECISIONS =
            AtomicIntegerFieldUpdater.newUpdater(Connection.class, "decisions");

    private static final AtomicReferenceFieldUpdater<Connection, Thread> TUNING_THREAD =
            AtomicReferenceFieldUpdater.newUpdater(Connection.class, Thread.class, "tuningThread");

    private final long id;
    private final Origin origin;
    private final long openedAtMillis;

    /**
     * Not volatile, so that opening costs no fence. The agent's own thread writes it again when the application does not
     * have the descriptor any more; a thread that sees that late reads from a socket that returns nothing.
     */
    private TcpSocket socket;

    private volatile InetSocketAddress local;
    private volatile Rule rule;
    private volatile KeepaliveSettings original;
    private volatile KeepaliveSettings wanted;
    private volatile KeepaliveSettings actual;
    private volatile boolean onlyObserved;
    private volatile byte appSetOptions;
    private volatile Thread tuningThread;
    private volatile int decisions;
    private volatile PeerHealth health;
    private volatile int lastInfo;
    private volatile int lastSeenMillis;
    private volatile boolean markedClosed;
    /** Used on the agent's own thread alone, like the field below. */
    private long heardMillis = PeerHealth.NEVER_HEARD;

    private long heardUntilMillis;

    private volatile int phase;

    /**
     * @param id a number that counts from 1 in this process
     * @param openedAtMillis by {@link MonotonicClock}
     */
    public Connection(long id, TcpSocket socket, Origin origin, long openedAtMillis) {
        this.id = id;
        this.socket = socket;
        this.origin = origin;
        this.openedAtMillis = openedAtMillis;
    }

    /** A number that counts from 1 in this process. */
    public long id() {
        return id;
    }

    public TcpSocket socket() {
        return socket;
    }

    /**
     * Keeps the connection by its number, after the application's descriptor object has been collected. On the agent's own
     * thread.
     *
     * @return false where the number does not belong to it any more
     */
    boolean continueByNumber() {
        TcpSocket adopted = socket.byNumber(acceptedPeer());
        if (adopted != null) {
            socket = adopted;
        }
        return adopted != null;
    }

    /** Continues with another descriptor of its socket, after its number has been closed. On the agent's own thread. */
    void moveTo(TcpSocket another) {
        socket = another;
    }

    /** The address that accept(2) returned; null where the application named the peer, as {@link TcpSocket#identify}. */
    private InetSocketAddress acceptedPeer() {
        return direction() == Direction.INBOUND ? peer() : null;
    }

    /**
     * Whether the application opened it through the JDK and has lost the object since: only the descriptor's number is
     * left, so the application can neither use nor close it.
     */
    public boolean isAbandoned() {
        return discoveredBy() == DiscoveredBy.INTERCEPTED && socket.isAdopted();
    }

    @Override
    public Direction direction() {
        return origin.direction();
    }

    /** How the agent discovered it. */
    public DiscoveredBy discoveredBy() {
        return origin.discoveredBy();
    }

    @Override
    public String peerHost() {
        return origin.peerHost();
    }

    /** The peer's address and port, or null where the kernel did not have them any more when it was adopted. */
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

    /** The local address and port, read from the kernel once; null if the socket was gone before. */
    public InetSocketAddress local() {
        if (local == null) {
            local = ifOwn(socket.localAddress());
        }
        return local;
    }

    /** An address read by the number may belong to another socket. For a connection just opened, the port is sufficient. */
    private InetSocketAddress ifOwn(InetSocketAddress address) {
        boolean isOwn = address != null
                && (socket.inode() == SocketCalls.NO_SOCKET && socket.matchesLocalPort(address) || ownsNumber());
        return isOwn ? address : null;
    }

    /**
     * Whether the descriptor's number still belongs to its socket, so that what was just read by the number was read from
     * this connection. One system call; six the first time. For the agent's own threads, and for a thread that has a death
     * to report.
     *
     * @return false also while the application closes it
     */
    public boolean ownsNumber() {
        return socket.isIdentified() ? socket.ownsNumber() : socket.identify(acceptedPeer());
    }

    /**
     * Holds its socket, for the agent's own threads to act on.
     *
     * @return the held socket, to be closed at once; null where the number does not belong to it any more
     */
    HeldSocket hold() {
        if (socket.isCollected()) {
            continueByNumber();
        }
        return socket.isIdentified() || ownsNumber() ? socket.hold() : null;
    }

    /** Sets the local address where it has been read already. */
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

    /** The options that it should have: see {@link io.keepalive.agent.policy.EffectiveSettings}. */
    public KeepaliveSettings wanted() {
        return wanted;
    }

    /** The options that were last read from the kernel, or null before that. */
    public KeepaliveSettings actual() {
        return actual;
    }

    /** When it was opened or adopted, by {@link MonotonicClock}. */
    public long openedAtMillis() {
        return openedAtMillis;
    }

    /**
     * How long it has been open; for an adopted connection, the time since then.
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

    /** @see Origin#usesStreams */
    public boolean usesStreams() {
        return origin.usesStreams();
    }

    /** Carries the stack of the call that opened it; null unless {@code stack-traces: opened}. */
    public Throwable openedAt() {
        return origin.callSite();
    }

    /**
     * The options that it had before the agent, with those that the application has set since. Null where the agent has not
     * read them because the rule's mode is off.
     */
    public KeepaliveSettings original() {
        return original;
    }

    /** Whether the agent only reports what it would have set. */
    public boolean isOnlyObserved() {
        return onlyObserved;
    }

    /** Writes only a different value: a volatile write costs more than a read, and most connections need none. */
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

    /**
     * The application has set these options.
     *
     * @param original with their values
     * @param options see {@link #appSetOptions}
     */
    void recordAppSet(KeepaliveSettings original, int options) {
        recordOriginal(original);
        markAppSet(appSetOptions | options);
    }

    void assign(Rule rule, KeepaliveSettings wanted) {
        RULE.lazySet(this, rule);
        WANTED.lazySet(this, wanted);
    }

    void recordActual(KeepaliveSettings actual) {
        this.actual = actual;
    }

    /** The application has set this option to this value. On its thread. */
    void recordActual(KeepaliveOption option, int value) {
        KeepaliveSettings before = actual;
        if (before != null) {
            actual = before.with(option, value);
        }
    }

    /**
     * Reads {@link #actual()} from the kernel with six system calls. On the agent's own thread.
     *
     * @return false where the number does not belong to it any more; then the result is dropped
     */
    boolean readActual() {
        KeepaliveSettings read = socket.read();
        boolean isOwn = ownsNumber();
        if (isOwn) {
            recordRead(read);
        }
        return isOwn;
    }

    /** Reads {@link #actual()} through a duplicate of its descriptor. */
    void readActual(HeldSocket held) {
        recordRead(held.read());
    }

    /** Keeps one object where the values are the same. */
    void recordRead(KeepaliveSettings read) {
        actual = read.equals(wanted) ? wanted : read;
    }

    /** The options that the application has set itself, see {@link io.keepalive.agent.policy.AppSetOptions}. */
    int appSetOptions() {
        return appSetOptions;
    }

    /** Writes only a different value, as {@link #setOnlyObserved} does. */
    void markAppSet(int options) {
        if (appSetOptions != options) {
            appSetOptions = (byte) options;
        }
    }

    /** Until {@link #endTuning}, options that this thread sets are the agent's, and not the application's. */
    void beginTuning() {
        TUNING_THREAD.lazySet(this, Thread.currentThread());
    }

    void endTuning() {
        TUNING_THREAD.lazySet(this, null);
    }

    /** Whether any thread is setting options on it for the agent. */
    boolean isBeingTuned() {
        return tuningThread != null;
    }

    boolean isBeingTunedHere() {
        return tuningThread == Thread.currentThread();
    }

    /**
     * A thread of the application begins to decide on an option that it has set; several threads may. Does not wait.
     *
     * @return false while the agent's own thread decides on the options that it has read; then {@link #endDecision} must
     *     not be called
     */
    boolean beginDecision() {
        int before = decisions;
        while (before != RECONCILING && !DECISIONS.compareAndSet(this, before, before + 1)) {
            before = decisions;
        }
        return before != RECONCILING;
    }

    void endDecision() {
        DECISIONS.decrementAndGet(this);
    }

    /**
     * The agent's own thread begins to decide on the options that it reads.
     *
     * @return false while a thread of the application decides; then {@link #endReconciling} must not be called
     */
    boolean beginReconciling() {
        return DECISIONS.compareAndSet(this, 0, RECONCILING);
    }

    void endReconciling() {
        decisions = 0;
    }

    /**
     * The user timeout that the agent has set while the peer is silent, see {@link BusyTimeoutEnforcer}, in milliseconds; 0
     * while it has set none.
     */
    public int armedMillis() {
        PeerHealth now = health;
        return now == null ? 0 : now.armedMillis();
    }

    /** All options have been set to other values. */
    void forgetArmed() {
        PeerHealth now = health;
        if (now != null) {
            now.recordArmed(0, 0);
        }
    }

    /** What the watcher has seen of a peer that is not well, or null while it is. */
    public PeerHealth health() {
        return health;
    }

    /** The same for the watcher to add to; never null. */
    public PeerHealth healthOrCreate() {
        if (health == null) {
            health = new PeerHealth();
        }
        return health;
    }

    /** The peer is well again. */
    public void clearHealth() {
        health = null;
    }

    /** The last TCP_INFO that the watcher read before the kernel closed the connection; 0 before its first check. */
    public int lastInfo() {
        return lastInfo;
    }

    /**
     * Records what the watcher has just read.
     *
     * @param nowMillis by {@link MonotonicClock}
     */
    public void recordInfo(int info, long nowMillis) {
        lastInfo = info;
        lastSeenMillis = (int) nowMillis;
    }

    /**
     * The time since the watcher read {@link #lastInfo()}; meaningless before that.
     *
     * @param nowMillis by {@link MonotonicClock}
     * @return milliseconds, up to 24 days
     */
    public long sinceSeenMillis(long nowMillis) {
        return (int) nowMillis - lastSeenMillis;
    }

    /**
     * The latest time before which the peer was not last heard, by {@link MonotonicClock}; {@link PeerHealth#NEVER_HEARD} where there is
     * no evidence. On the agent's own thread.
     */
    public long heardMillis() {
        return heardMillis;
    }

    /** Until when the peer was heard after {@link #heardMillis}, by {@link MonotonicClock}. On the agent's own thread. */
    public long heardUntilMillis() {
        return heardUntilMillis;
    }

    /** The peer was heard between these times. On the agent's own thread. */
    public void recordHeard(long notBefore, long notAfter) {
        if (notBefore > heardMillis) {
            heardMillis = notBefore;
            heardUntilMillis = notAfter;
        } else if (notBefore == heardMillis) {
            heardUntilMillis = Math.min(heardUntilMillis, notAfter);
        }
    }

    /** Whether the watcher has seen in an earlier round that the kernel has closed it with an error pending. */
    public boolean isMarkedClosed() {
        return markedClosed;
    }

    /** The kernel has closed it, and an error is pending for the application's next call. */
    public void markClosed() {
        markedClosed = true;
    }

    /** Its death could not be reported for lack of memory: the next thread that finds it may report it. */
    void undoMarkDead() {
        PHASE.compareAndSet(this, DEAD, OPEN);
    }

    /** From open to dead; true for one caller only, which reports it. */
    boolean markDead() {
        return PHASE.compareAndSet(this, OPEN, DEAD);
    }

    /** From open or dead to closed; true for one caller only, which reports it. */
    boolean close() {
        return PHASE.getAndSet(this, CLOSED) != CLOSED;
    }
}
