package io.keepalive.agent.runtime;

import io.keepalive.agent.config.Config;
import io.keepalive.agent.event.agent.AgentDisabled;
import io.keepalive.agent.event.agent.AgentIdentity;
import io.keepalive.agent.event.agent.AgentMessage;
import io.keepalive.agent.event.agent.AgentStarted;
import io.keepalive.agent.event.agent.MainStart;
import io.keepalive.agent.file.SpareDescriptors;
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
 * The agent in this JVM: its hooks in the JDK's classes, and what deals with connections behind them. Put in whole, and
 * taken out whole. On the agent's own thread.
 */
final class Installation {

    /** So often it is tried to take it out, a second apart, where memory has run out. */
    private static final int MOST_TRIES = 30;

    /**
     * Java 8 keeps only one of the method handles that there are of a method right when the method's class is transformed,
     * and the others point at code that it frees at the next collection: the JVM crashes. An agent that has been detached
     * leaves handles of {@code sun.nio.ch.Net} until they are collected. So there the classes are woven first, and the
     * handles made afterwards.
     */
    private static final int LAST_THAT_LOSES_HANDLES = 8;

    private final Instrumentation instrumentation;
    private final AgentSockets agentSockets;
    private final NetworkingState networking;
    private final HeldMain main;
    private final Reporter reporter;
    private HookInstaller interception;
    private boolean toldOfDescriptors;
    private boolean toWeaveAgain;
    private volatile AgentComponents assembly;

    /**
     * Puts nothing in yet.
     *
     * @param agentSockets that are none of the application's
     * @param networking before which is set up there is nothing to watch
     * @param main is told when the hooks are live
     * @param reporter is started, and told everything
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

    /** What deals with connections, or null before there was anything to deal with. On any thread. */
    AgentComponents assembly() {
        return assembly;
    }

    /** Brings in another configuration, which may be the first that is not off. */
    void use(Config config) throws ReflectiveOperationException {
        if (assembly == null) {
            begin(config);
        } else {
            assembly.use(config);
        }
    }

    /**
     * Puts the agent in, unless the mode is off; whole, or not at all. What reports opens files and wakes parts of the JDK:
     * that does not come before main where main waits.
     *
     * @throws ReflectiveOperationException where this JDK cannot be reached into
     */
    void begin(Config config) throws ReflectiveOperationException {
        if (!main.isHeld()) {
            reporter.start();
        }
        try {
            assembleUnlessOff(config);
        } catch (ReflectiveOperationException | RuntimeException | Error failure) {
            takeOut(failure);
            throw failure;
        } finally {
            reporter.start();
        }
    }

    /** Observes and tunes nobody any more: whoever is told that the agent is disabled may believe it. */
    private void takeOut(Throwable failure) {
        for (int tries = 1; tries <= MOST_TRIES && !isTakenOut(failure); tries++) {
            Pause.afterFailure();
        }
    }

    private boolean isTakenOut(Throwable failure) {
        try {
            letGo();
            return true;
        } catch (RuntimeException | Error another) {
            if (failure != another) {
                failure.addSuppressed(another);
            }
            return false;
        }
    }

    /** Puts every connection and every class of the JDK back as it was. May be called again where it has failed. */
    void letGo() {
        if (assembly != null) {
            assembly.letGo();
        }
        if (interception != null) {
            interception.remove();
        }
        interception = null;
        assembly = null;
    }

    private void assembleUnlessOff(Config config) throws ReflectiveOperationException {
        if (config.policy().mode() != Mode.OFF) {
            assemble(config);
        } else {
            reporter.report(new AgentDisabled(
                    AgentInfo.of(config), "mode is off (" + config.origins().of("mode") + ")", now()));
        }
    }

    private void assemble(Config config) throws ReflectiveOperationException {
        Runnable toldOfWaiting = () -> tellOfWaitingForDescriptors(config);
        StartConditions.awaitDescriptors(toldOfWaiting);
        interception = new HookInstaller(instrumentation, Platform.javaVersion());
        if (weavesFirst()) {
            weaveWhole(toldOfWaiting);
        }
        SocketCalls calls = Platform.open(instrumentation);
        StartConditions host = StartConditions.ask(calls, agentSockets, toldOfWaiting);
        assembly = new AgentComponents(config, calls, host, agentSockets, networking, reporter, instrumentation);
        // What is open by now need not wait for the weaving, which takes the longest of all.
        assembly.round();
        if (!weavesFirst()) {
            interception.install();
        }
        MainStart mainStart = main.hooksAreLive(config.dependsOnSeeing());
        reportStart(config, calls, host.descriptors() != null, mainStart, interception.missing());
        toWeaveAgain = !weavesFirst() && isWovenInPart();
    }

    private static boolean weavesFirst() {
        return Platform.javaVersion() <= LAST_THAT_LOSES_HANDLES;
    }

    private void weaveWhole(Runnable toldOfWaiting) {
        interception.install();
        while (isWovenInPart()) {
            StartConditions.awaitDescriptors(toldOfWaiting);
            interception.installAgain();
        }
    }

    /** For want of descriptors to read the JDK's classes by. */
    private boolean isWovenInPart() {
        return !interception.missing().isEmpty() && !SpareDescriptors.areAvailable();
    }

    /** Once; the start line says that it is over. */
    private void tellOfWaitingForDescriptors(Config config) {
        if (!toldOfDescriptors) {
            toldOfDescriptors = true;
            reporter.report(AgentMessage.limited(
                    AgentInfo.of(config),
                    "this process has no file descriptor to spare, or the system has none: the agent starts when there"
                            + " are two, and looks every second",
                    now()));
        }
        if (!main.isHeld()) {
            reporter.start();
        }
    }

    /** Once there are descriptors, where there was none to read the JDK's classes by. */
    void weaveWhatIsMissing(Config config) {
        if (toWeaveAgain && SpareDescriptors.areAvailable()) {
            toWeaveAgain = false;
            interception.installAgain();
            AgentIdentity identity = AgentInfo.of(config);
            List<String> missing = interception.missing();
            reporter.report(
                    missing.isEmpty()
                            ? AgentMessage.told(identity, "everything is intercepted now", now())
                            : AgentMessage.limited(identity, "not intercepted: " + String.join(", ", missing), now()));
        }
    }

    private void reportStart(
            Config config, SocketCalls calls, boolean watches, MainStart mainStart, List<String> missingHooks) {
        AgentIdentity identity = AgentInfo.of(config);
        reporter.report(new AgentStarted(
                identity,
                calls.description(),
                mainStart,
                AgentInfo.settings(config),
                AgentInfo.warnings(config),
                now()));
        if (ClientOnStandardError.isPresent()) {
            reporter.report(AgentMessage.limited(
                    identity,
                    "standard error is the connection of a client, as inetd starts programs: nothing is written there,"
                            + " not even while a log file cannot be written",
                    now()));
        }
        for (String hook : missingHooks) {
            reporter.report(
                    AgentMessage.limited(identity, "not intercepted on " + AgentInfo.jvm() + ": " + hook, now()));
        }
        if (!watches) {
            reporter.report(AgentMessage.limited(
                    identity,
                    "the watcher stands down, since this system does not tell a process's sockets in /proc and TCP_INFO:"
                            + " what interception does not see is not covered, and a dead peer is noticed only by a"
                            + " read or a write",
                    now()));
        }
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
