// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.runtime;

import io.keepalive.agent.bridge.Bridge;
import io.keepalive.agent.bridge.SocketObserver;
import io.keepalive.agent.config.Config;
import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.fault.MemoryExhaustion;
import io.keepalive.agent.intercept.ConnectionObserver;
import io.keepalive.agent.intercept.HookGuard;
import io.keepalive.agent.kernel.AgentSockets;
import io.keepalive.agent.kernel.NetworkingState;
import io.keepalive.agent.kernel.OpenDescriptors;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.SocketDescriptors;
import io.keepalive.agent.management.ConnectionSnapshot;
import io.keepalive.agent.peer.PeerHealth;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.report.Reporter;
import io.keepalive.agent.report.StackTraces;
import io.keepalive.agent.time.MonotonicClock;
import io.keepalive.agent.watch.Watcher;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * The connections, the observer behind the hooks, and the watcher, put together. On the agent's own thread. The bridge must
 * be defined before this class is linked.
 */
final class AgentComponents {

    /** The time between two rounds of the agent's loop in which there is nothing to watch. */
    private static final long IDLE_MILLIS = 1_000;

    private final Instrumentation instrumentation;
    private final Connections connections;
    private final SocketObserver observer;
    private final OpenDescriptors descriptors;
    private final NetworkingState networking;
    private final Watcher watcher;
    private final WatcherHealth watcherHealth;
    private final Reporter reporter;
    private final ExitHook exitHook;

    /**
     * @param calls the system calls of this platform
     * @param host without a list of the descriptors of this process, there is no watcher
     * @param agentSockets the agent's own sockets, which are not watched
     * @param networking there is nothing to watch before it is in use
     * @param reporter receives what happens to the connections
     * @param instrumentation the proof that the bridge requires of an observer
     * @throws ReflectiveOperationException where this JDK does not expose a socket's descriptor
     */
    AgentComponents(
            Config config,
            SocketCalls calls,
            StartConditions host,
            AgentSockets agentSockets,
            NetworkingState networking,
            Reporter reporter,
            Instrumentation instrumentation)
            throws ReflectiveOperationException {
        this.instrumentation = instrumentation;
        this.descriptors = host.descriptors();
        this.networking = networking;
        connections =
                new Connections(calls, config.policy(), host.systemDefaults(), host.retransmissionLimit(), reporter);
        reporter.connect(connections);
        observer = new HookGuard(
                new ConnectionObserver(new SocketDescriptors(), agentSockets, connections, reporter), reporter.parts());
        watcherHealth = new WatcherHealth(connections);
        reporter.parts().add(watcherHealth);
        this.reporter = reporter;
        watcher = descriptors == null ? null : new Watcher(calls, descriptors, connections, reporter, config.watch());
        warmUp(reporter);
        use(config);
        exitHook = ExitHook.register(connections);
    }

    /** If it fails, the first calls on the application's threads take longer. */
    private static void warmUp(Reporter reporter) {
        try {
            Warmup.run();
        } catch (ReflectiveOperationException | RuntimeException | Error failure) {
            if (MemoryExhaustion.isCauseOf(failure)) {
                throw new IllegalStateException(failure);
            }
            reporter.agentError("rehearsal", failure);
        }
    }

    /** Applies a configuration to open and future connections; in mode off, releases all connections. */
    void use(Config config) {
        connections.rememberCallSites(config.report().stackTraces() == StackTraces.OPENED);
        if (config.policy().mode() == Mode.OFF) {
            release();
        }
        connections.use(config.policy());
        if (watcher != null) {
            watcher.use(config.watch());
        }
        if (config.policy().mode() != Mode.OFF) {
            Bridge.observe(instrumentation, observer);
        }
    }

    /**
     * Makes one round of the watcher, if there is one, the mode is not off, and the application may have connections.
     *
     * @param hooksAreLive whether the application's threads register their connections
     * @return the time until the next round, in milliseconds
     */
    long round(boolean hooksAreLive) {
        boolean watches = watcher != null && connections.policy().mode() != Mode.OFF && networking.isInUse(descriptors);
        return watches && !watcherHealth.isOut() ? watch(hooksAreLive) : IDLE_MILLIS;
    }

    private long watch(boolean hooksAreLive) {
        watcherHealth.begin();
        try {
            long next = watcher.round(hooksAreLive);
            if (watcher.failure() == null) {
                watcherHealth.succeeded();
            } else {
                watcherHealth.failed(watcher.failure());
            }
            return next;
        } catch (RuntimeException | Error failure) {
            watcherHealth.failed(failure);
            reporter.agentError("watch", failure);
            return IDLE_MILLIS;
        } finally {
            watcherHealth.end();
        }
    }

    /** Closes what is open until the next round. Identifies the connections, so that {@link #removeGone} detects others. */
    void pause() {
        connections.forEach(Connection::ownsNumber);
        if (watcher != null) {
            watcher.stop();
        }
    }

    /**
     * Removes the connections whose sockets have gone during a pause. Their peers are not taken for dead.
     *
     * @return how many
     */
    int removeGone() {
        AtomicInteger gone = new AtomicInteger();
        connections.forEach(connection -> {
            if (!connection.socket().isClosing() && !connection.ownsNumber()) {
                connections.remove(connection);
                gone.incrementAndGet();
            }
        });
        return gone.get();
    }

    /** Restores every connection, and leaves nothing behind in the JVM. */
    void end() {
        reporter.parts().remove(watcherHealth);
        exitHook.remove();
        release();
    }

    /** Whether this system allows a watcher. */
    boolean watches() {
        return watcher != null;
    }

    /** How many connections are open. */
    int connections() {
        return connections.size();
    }

    /** How many open connections have a suspect peer. */
    int suspects() {
        return count(PeerHealth::isSuspect);
    }

    /** How many open connections have a stalled peer. */
    int stalled() {
        return count(PeerHealth::isStalled);
    }

    private int count(Predicate<PeerHealth> condition) {
        AtomicInteger count = new AtomicInteger();
        connections.forEach(connection -> {
            PeerHealth health = connection.health();
            if (health != null && condition.test(health) && !connection.isDead()) {
                count.incrementAndGet();
            }
        });
        return count.get();
    }

    /** The current state of each open connection. */
    List<ConnectionSnapshot> snapshots() {
        List<ConnectionSnapshot> snapshots = new ArrayList<>();
        long now = MonotonicClock.millis();
        connections.forEach(connection -> {
            int busyTimeoutMillis = watches() ? connections.busyTimeoutMillis(connection) : 0;
            ConnectionSnapshot snapshot =
                    ConnectionSnapshot.of(connection, connections.modeOf(connection.rule()), busyTimeoutMillis, now);
            if (snapshot != null) {
                snapshots.add(snapshot);
            }
        });
        return snapshots;
    }

    /** Ends interception and watching, and restores the original options of each open connection. */
    void release() {
        Bridge.observe(instrumentation, null);
        connections.release();
        if (watcher != null) {
            watcher.stop();
        }
    }
}
