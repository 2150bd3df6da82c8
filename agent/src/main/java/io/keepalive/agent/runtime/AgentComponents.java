package io.keepalive.agent.runtime;

import io.keepalive.agent.bridge.Bridge;
import io.keepalive.agent.config.Config;
import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.connection.PeerHealth;
import io.keepalive.agent.fault.MemoryExhaustion;
import io.keepalive.agent.intercept.ConnectionObserver;
import io.keepalive.agent.kernel.AgentSockets;
import io.keepalive.agent.kernel.NetworkingState;
import io.keepalive.agent.kernel.OpenDescriptors;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.SocketDescriptors;
import io.keepalive.agent.management.ConnectionSnapshot;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.report.Reporter;
import io.keepalive.agent.report.StackTraces;
import io.keepalive.agent.time.MonotonicClock;
import io.keepalive.agent.watch.Watcher;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * The parts of the agent that deal with connections, put together. On the agent's own thread. The bridge must have been
 * defined before this class is linked.
 */
final class AgentComponents {

    /** Between two looks at the configuration file where there is nothing else to do. */
    private static final long IDLE_MILLIS = 1_000;

    private final Instrumentation instrumentation;
    private final Connections connections;
    private final ConnectionObserver observer;
    private final OpenDescriptors descriptors;
    private final NetworkingState networking;
    private final Watcher watcher;

    /**
     * @param calls the platform's way to a socket's options
     * @param host where it does not list the descriptors of this process, nothing is watched
     * @param agents that are none of the application's
     * @param networking before which is set up there is nothing to watch
     * @param reporter is told everything
     * @param instrumentation without which the bridge lets nobody observe
     * @throws ReflectiveOperationException where this JDK does not tell a socket's descriptor
     */
    AgentComponents(
            Config config,
            SocketCalls calls,
            StartConditions host,
            AgentSockets agents,
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
        observer = new ConnectionObserver(new SocketDescriptors(), agents, connections, reporter);
        watcher = descriptors == null ? null : new Watcher(calls, descriptors, connections, reporter, config.watch());
        rehearse(reporter);
        use(config);
    }

    /** A rehearsal that fails costs the application's threads some time and nothing else. */
    private static void rehearse(Reporter reporter) {
        try {
            Warmup.play();
        } catch (ReflectiveOperationException | RuntimeException | Error failure) {
            if (MemoryExhaustion.isCauseOf(failure)) {
                throw new IllegalStateException(failure);
            }
            reporter.agentError("rehearsal", failure);
        }
    }

    /** Brings a configuration to what will be opened and to what is open already; by mode off, lets go of it all. */
    void use(Config config) {
        connections.rememberCallSites(config.report().stackTraces() == StackTraces.OPENED);
        if (config.policy().mode() == Mode.OFF) {
            letGo();
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
     * One round of the watcher, where there is one, the mode is not off, and the application may have connections.
     *
     * @return how long to wait for the next, in milliseconds
     */
    long round() {
        boolean watches = watcher != null && connections.policy().mode() != Mode.OFF && networking.isInUse(descriptors);
        return watches ? watcher.round() : IDLE_MILLIS;
    }

    /** How many connections are open. */
    int connections() {
        return connections.size();
    }

    /** How many of their peers are suspect. */
    int suspects() {
        LongAdder suspects = new LongAdder();
        connections.forEach(connection -> {
            PeerHealth trouble = connection.health();
            if (trouble != null && trouble.isSuspect() && !connection.isDead()) {
                suspects.increment();
            }
        });
        return suspects.intValue();
    }

    /** What there is to tell of each at this moment. */
    List<ConnectionSnapshot> snapshots() {
        List<ConnectionSnapshot> snapshots = new ArrayList<>();
        long now = MonotonicClock.millis();
        connections.forEach(connection -> {
            ConnectionSnapshot snapshot = ConnectionSnapshot.of(connection, connections.modeOf(connection.rule()), now);
            if (snapshot != null) {
                snapshots.add(snapshot);
            }
        });
        return snapshots;
    }

    /** Observes and watches nobody any more, and gives every open connection back what it had before the agent. */
    void letGo() {
        Bridge.observe(instrumentation, null);
        connections.release();
        if (watcher != null) {
            watcher.stop();
        }
    }
}
