package io.keepalive.agent.loop;

import io.keepalive.agent.config.Config;
import io.keepalive.agent.intercept.Interception;
import io.keepalive.agent.kernel.AgentSockets;
import io.keepalive.agent.kernel.ClientOnStandardError;
import io.keepalive.agent.kernel.Networking;
import io.keepalive.agent.kernel.Pause;
import io.keepalive.agent.kernel.Platform;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.SpareDescriptors;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.report.AgentDisabled;
import io.keepalive.agent.report.AgentIdentity;
import io.keepalive.agent.report.AgentStarted;
import io.keepalive.agent.report.MainStart;
import io.keepalive.agent.report.Notice;
import io.keepalive.agent.report.Reporter;
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
    private final Networking networking;
    private final HeldMain main;
    private final Reporter reporter;
    private Interception interception;
    private boolean toldOfDescriptors;
    private boolean toWeaveAgain;
    private volatile Assembly assembly;

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
            Networking networking,
            HeldMain main,
            Reporter reporter) {
        this.instrumentation = instrumentation;
        this.agentSockets = agentSockets;
        this.networking = networking;
        this.main = main;
        this.reporter = reporter;
    }

    /** What deals with connections, or null before there was anything to deal with. On any thread. */
    Assembly assembly() {
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
                    Identity.of(config), "mode is off (" + config.origins().of("mode") + ")", now()));
        }
    }

    private void assemble(Config config) throws ReflectiveOperationException {
        Runnable toldOfWaiting = () -> tellOfWaitingForDescriptors(config);
        HostAtStart.awaitDescriptors(toldOfWaiting);
        interception = new Interception(instrumentation, Platform.javaVersion());
        if (weavesFirst()) {
            weaveWhole(toldOfWaiting);
        }
        SocketCalls calls = Platform.open(instrumentation);
        HostAtStart host = HostAtStart.ask(calls, agentSockets, toldOfWaiting);
        assembly = new Assembly(config, calls, host, agentSockets, networking, reporter, instrumentation);
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
            HostAtStart.awaitDescriptors(toldOfWaiting);
            interception.installAgain();
        }
    }

    /** For want of descriptors to read the JDK's classes by. */
    private boolean isWovenInPart() {
        return !interception.missing().isEmpty() && !SpareDescriptors.areThere();
    }

    /** Once; the start line says that it is over. */
    private void tellOfWaitingForDescriptors(Config config) {
        if (!toldOfDescriptors) {
            toldOfDescriptors = true;
            reporter.report(Notice.limited(
                    Identity.of(config),
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
        if (toWeaveAgain && SpareDescriptors.areThere()) {
            toWeaveAgain = false;
            interception.installAgain();
            AgentIdentity identity = Identity.of(config);
            List<String> missing = interception.missing();
            reporter.report(
                    missing.isEmpty()
                            ? Notice.told(identity, "everything is intercepted now", now())
                            : Notice.limited(identity, "not intercepted: " + String.join(", ", missing), now()));
        }
    }

    private void reportStart(
            Config config, SocketCalls calls, boolean watches, MainStart mainStart, List<String> missingHooks) {
        AgentIdentity identity = Identity.of(config);
        reporter.report(new AgentStarted(
                identity, calls.description(), mainStart, Identity.settings(config), Identity.warnings(config), now()));
        if (ClientOnStandardError.isThere()) {
            reporter.report(Notice.limited(
                    identity,
                    "standard error is the connection of a client, as inetd starts programs: nothing is written there,"
                            + " not even while a log file cannot be written",
                    now()));
        }
        for (String hook : missingHooks) {
            reporter.report(Notice.limited(identity, "not intercepted on " + Identity.jvm() + ": " + hook, now()));
        }
        if (!watches) {
            reporter.report(Notice.limited(
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
