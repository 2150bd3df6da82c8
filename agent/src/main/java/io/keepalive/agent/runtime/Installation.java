// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.runtime;

import io.keepalive.agent.HeldMain;
import io.keepalive.agent.config.Config;
import io.keepalive.agent.event.agent.AgentEvent;
import io.keepalive.agent.event.agent.AgentIdentity;
import io.keepalive.agent.event.agent.MainStart;
import io.keepalive.agent.intercept.HookInstaller;
import io.keepalive.agent.kernel.AgentSockets;
import io.keepalive.agent.kernel.NetworkingState;
import io.keepalive.agent.kernel.Platform;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.proc.ClientOnStandardError;
import io.keepalive.agent.report.Reporter;
import io.keepalive.agent.time.Pause;
import java.lang.instrument.Instrumentation;
import java.util.List;

/**
 * Installs the agent in this JVM, that is its hooks in the JDK's classes and the components behind them, and removes
 * it: both as a whole. On the agent's own thread.
 */
final class Installation {

    /** How often removal is tried when memory has run out, once a second. */
    private static final int MOST_TRIES = 30;

    /**
     * When Java 8 transforms a class, it updates only one of the existing handles of each method; the others point at
     * code that it frees at the next collection, and the JVM crashes. A detached agent leaves handles of {@code
     * sun.nio.ch.Net} until they are collected. So on Java 8 the classes are transformed first and the handles made
     * afterwards.
     */
    private static final int LAST_WITH_STALE_HANDLES = 8;

    private final Instrumentation instrumentation;
    private final AgentSockets agentSockets;
    private final NetworkingState networking;
    private final HeldMain main;
    private final Reporter reporter;
    private HookInstaller hooks;
    private boolean waitReported;
    private volatile AgentComponents components;

    /**
     * Installs nothing.
     *
     * @param agentSockets the agent's own sockets
     * @param networking whether the JDK's networking is initialised; no round runs before
     * @param main is released when the hooks are live
     * @param reporter is started while the installation waits
     */
    Installation(
            Instrumentation instrumentation,
            AgentSockets agentSockets,
            NetworkingState networking,
            HeldMain main,
            Reporter reporter) {
        this.instrumentation = instrumentation;
        this.agentSockets = agentSockets;
        this.networking = networking;
        this.main = main;
        this.reporter = reporter;
    }

    /** The components, or null while the mode has been off since the start. Called on any thread. */
    AgentComponents components() {
        return components;
    }

    /** Applies another configuration, which may be the first one that is not off. */
    void use(Config config) throws ReflectiveOperationException {
        if (components == null) {
            install(config);
        } else {
            components.use(config);
        }
    }

    /**
     * Installs the agent, unless the mode is off; after a failure, nothing of it is left. The reporter is to start after
     * that, because it opens files and initialises parts of the JDK.
     *
     * @throws ReflectiveOperationException if the agent cannot access the internals of this JDK
     */
    void install(Config config) throws ReflectiveOperationException {
        try {
            installUnlessOff(config);
        } catch (ReflectiveOperationException | RuntimeException | Error failure) {
            removeAfter(failure);
            throw failure;
        }
    }

    /** Removes the agent before it is reported as disabled. */
    private void removeAfter(Throwable failure) {
        for (int tries = 1; tries <= MOST_TRIES && !isRemoved(failure); tries++) {
            Pause.afterFailure();
        }
    }

    private boolean isRemoved(Throwable failure) {
        try {
            remove();
            return true;
        } catch (RuntimeException | Error another) {
            if (failure != another) {
                failure.addSuppressed(another);
            }
            return false;
        }
    }

    /** Restores every connection and every class of the JDK. May be called again after a failure. */
    void remove() {
        if (components != null) {
            components.end();
        }
        if (hooks != null) {
            hooks.remove();
        }
        hooks = null;
        components = null;
    }

    private void installUnlessOff(Config config) throws ReflectiveOperationException {
        if (config.policy().mode() != Mode.OFF) {
            installHooks(config);
        } else {
            reporter.report(AgentEvent.disabled(
                    AgentInfo.of(config), "mode is off (" + config.origins().of("mode") + ")", now()));
        }
    }

    private void installHooks(Config config) throws ReflectiveOperationException {
        Runnable onWait = new WaitReport(config);
        StartConditions.awaitDescriptors(onWait);
        hooks = new HookInstaller(instrumentation, Platform.javaVersion());
        if (hooksComeFirst()) {
            hooks.install();
        }
        SocketCalls calls = Platform.open(instrumentation);
        StartConditions host = StartConditions.read(calls, agentSockets, onWait);
        components = new AgentComponents(config, calls, host, agentSockets, networking, reporter, instrumentation);
        // Adopts the open connections as early as possible.
        components.round(hooksComeFirst());
        if (!hooksComeFirst()) {
            hooks.install();
        }
        MainStart mainStart = mainStart(config.dependsOnSeeing());
        reportStart(config, calls, mainStart, hooks.missing());
    }

    /** Lets main continue, because the hooks are live. */
    private MainStart mainStart(List<String> reasons) {
        boolean wasHeld = main.release();
        if (main.wasRunning()) {
            return MainStart.alreadyRunning();
        }
        if (main.isTimedOut()) {
            return MainStart.timedOut(main.waitedMillis(), reasons);
        }
        return wasHeld ? MainStart.heldUntilLive(main.waitedMillis(), reasons) : MainStart.notHeld(main.waitedMillis());
    }

    private static boolean hooksComeFirst() {
        return Platform.javaVersion() <= LAST_WITH_STALE_HANDLES;
    }

    /** Reports the wait once; the start line shows its end. */
    private void reportWaitForDescriptors(Config config) {
        if (!waitReported) {
            waitReported = true;
            reporter.report(AgentEvent.limited(
                    AgentInfo.of(config),
                    "this process or the system has no spare file descriptor: the agent starts when there are two, and"
                            + " checks every second",
                    now()));
        }
        if (!main.isHeld()) {
            reporter.start();
        }
    }

    private void reportStart(Config config, SocketCalls calls, MainStart mainStart, List<String> missingHooks) {
        AgentIdentity identity = AgentInfo.of(config);
        reporter.report(AgentEvent.started(
                identity,
                calls.description(),
                mainStart,
                AgentInfo.settings(config, components),
                AgentInfo.warnings(config),
                now()));
        if (ClientOnStandardError.isPresent()) {
            reporter.report(AgentEvent.limited(
                    identity,
                    "standard error is the connection of a client, as inetd starts programs: the agent writes nothing"
                            + " there, not even while its log file cannot be written",
                    now()));
        }
        for (String hook : missingHooks) {
            reporter.report(AgentEvent.limited(identity, "not intercepted on " + AgentInfo.jvm() + ": " + hook, now()));
        }
        if (!components.watches()) {
            reporter.report(AgentEvent.limited(
                    identity,
                    "the watcher stands down, since this system does not provide a process's sockets in /proc and"
                            + " TCP_INFO: connections that interception does not see are not covered, and a dead peer is"
                            + " detected only by a read or a write, on a busy connection after tcp_retries2, some 15 minutes",
                    now()));
        }
    }

    private static long now() {
        return System.currentTimeMillis();
    }

    /** Reports that the installation waits for descriptors. */
    private final class WaitReport implements Runnable {

        private final Config config;

        WaitReport(Config config) {
            this.config = config;
        }

        @Override
        public void run() {
            reportWaitForDescriptors(config);
        }
    }
}
