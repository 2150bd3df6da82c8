package io.keepalive.agent.loop;

import io.keepalive.agent.config.Config;
import io.keepalive.agent.config.ConfigReader;
import io.keepalive.agent.config.InvalidConfigException;
import io.keepalive.agent.config.Mistake;
import io.keepalive.agent.config.Reading;
import io.keepalive.agent.control.AgentControl;
import io.keepalive.agent.control.ReloadOutcome;
import io.keepalive.agent.intercept.Interception;
import io.keepalive.agent.kernel.AgentSockets;
import io.keepalive.agent.kernel.ClientOnStandardError;
import io.keepalive.agent.kernel.Networking;
import io.keepalive.agent.kernel.Pause;
import io.keepalive.agent.kernel.Platform;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.SpareDescriptors;
import io.keepalive.agent.kernel.UnbrokenLoop;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.report.AgentDisabled;
import io.keepalive.agent.report.AgentIdentity;
import io.keepalive.agent.report.AgentStarted;
import io.keepalive.agent.report.AgentStopped;
import io.keepalive.agent.report.ConfigReloaded;
import io.keepalive.agent.report.MainStart;
import io.keepalive.agent.report.Notice;
import io.keepalive.agent.report.Reload;
import io.keepalive.agent.report.Reporter;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The life of the agent on its own thread: intercept, then look at connections, round after round, until it is detached,
 * whatever is thrown meanwhile. What the configuration file says comes from a {@link ConfigReader}: this thread never
 * waits for a file system.
 */
public final class AgentLoop {

    private static final long IDLE_MILLIS = 1_000;

    /** So often a start or an end is tried that fails for want of memory, a second apart. */
    private static final int MOST_TRIES = 30;

    /**
     * Java 8 keeps only one of the method handles that there are of a method right when the method's class is transformed,
     * and the others point at code that it frees at the next collection: the JVM crashes. An agent that has been detached
     * leaves handles of {@code sun.nio.ch.Net} until they are collected. So there the classes are woven first, and the
     * handles made afterwards.
     */
    private static final int LAST_THAT_LOSES_HANDLES = 8;

    private final ConfigReader reader;
    private final Instrumentation instrumentation;
    private final AgentSockets agentSockets;
    private final Networking networking;
    private final HeldMain main;
    private final Reporter reporter;
    private final Commands commands = new Commands();
    private final AgentControl control;
    private Config configured;
    private Mode forced;
    private Reading used;
    /** What could not be used for want of memory and is tried again, or null. */
    private Reading waiting;

    private Interception interception;
    private boolean ended;
    private boolean toldOfWaiting;
    private boolean toldOfDescriptors;
    private boolean toWeaveAgain;
    private volatile Config config;
    private volatile Assembly assembly;

    /**
     * Opens nothing and starts nothing yet.
     *
     * @param reader of the configuration; stopped when the loop ends
     * @param config as read by it
     * @param main is told when the hooks are live
     */
    public AgentLoop(ConfigReader reader, Config config, Instrumentation instrumentation, HeldMain main) {
        this.reader = reader;
        this.configured = config;
        this.config = config;
        this.instrumentation = instrumentation;
        this.main = main;
        this.agentSockets = new AgentSockets(instrumentation);
        this.networking = Networking.ofThisJvm(instrumentation);
        this.reporter = new Reporter(
                config.report(), Identity.of(config), ReportKinds.of(agentSockets, networking, this::control));
        this.control = new LoopControl(this, commands, reporter.tally());
    }

    /** What can be asked of it and done with it, from any other thread. */
    AgentControl control() {
        return control;
    }

    /** Reads the configuration. On any thread but the agent's own. */
    ConfigReader reader() {
        return reader;
    }

    /** The configuration in force. On any thread. */
    Config config() {
        return config;
    }

    /** What deals with connections, or null before there was anything to deal with. On any thread. */
    Assembly assembly() {
        return assembly;
    }

    /**
     * Runs until the agent is detached. Where it cannot begin, nothing of it stays in the JDK's classes.
     *
     * @param start is told when what was open before has been adopted
     * @throws ReflectiveOperationException where this JDK cannot be reached into
     */
    public void run(Start start) throws ReflectiveOperationException {
        try {
            beginInTheEnd();
            reader.watch(reading -> commands.post(() -> useChanged(reading)));
            live(start);
        } catch (ReflectiveOperationException | RuntimeException | Error failure) {
            reporter.stop();
            throw failure;
        } finally {
            commands.close();
            reader.stop();
        }
    }

    /** Begins, though memory should have run out for a while: the application may have come at a bad moment. */
    private void beginInTheEnd() throws ReflectiveOperationException {
        for (int tries = 1; ; tries++) {
            try {
                begin();
                return;
            } catch (VirtualMachineError failure) {
                if (tries == MOST_TRIES) {
                    throw failure;
                }
                Pause.afterFailure();
                reporter.agentError("start", failure);
            }
        }
    }

    private void live(Start start) {
        UnbrokenLoop.run(new UnbrokenLoop.Turn() {

            @Override
            public boolean take() {
                turn(start);
                return !ended;
            }

            @Override
            public void failed(Throwable failure) {
                reporter.agentError("loop", failure);
            }
        });
    }

    private void turn(Start start) {
        long next = assembly == null ? IDLE_MILLIS : assembly.round();
        start.succeeded(control);
        if (waiting != null) {
            useChanged(waiting);
        }
        waitFor(next);
    }

    /** Waits, whoever interrupts, and does what it is told meanwhile. */
    private void waitFor(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            if (commands.doNext(Math.min(left, IDLE_MILLIS))) {
                return;
            }
            tellWhetherReaderWaits();
            weaveWhatIsMissing();
        }
    }

    /** Once, until it has gone on. */
    private void tellWhetherReaderWaits() {
        boolean waiting = reader.isWaiting();
        if (waiting && !toldOfWaiting) {
            reporter.report(Notice.limited(Identity.of(config), reader.complaint(), now()));
        }
        toldOfWaiting = waiting;
    }

    /** What reports opens files and wakes parts of the JDK: that does not come before main where main waits. */
    private void begin() throws ReflectiveOperationException {
        if (!main.isHeld()) {
            reporter.start();
        }
        try {
            assembleUnlessOff();
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
    private void letGo() {
        if (assembly != null) {
            assembly.letGo();
        }
        if (interception != null) {
            interception.remove();
        }
        interception = null;
        assembly = null;
    }

    private void assembleUnlessOff() throws ReflectiveOperationException {
        if (config.policy().mode() != Mode.OFF) {
            assemble();
        } else {
            reporter.report(new AgentDisabled(
                    Identity.of(config), "mode is off (" + config.origins().of("mode") + ")", now()));
        }
    }

    private void assemble() throws ReflectiveOperationException {
        HostAtStart.awaitDescriptors(this::tellOfWaitingForDescriptors);
        interception = new Interception(instrumentation, Platform.javaVersion());
        if (weavesFirst()) {
            weaveWhole();
        }
        SocketCalls calls = Platform.open(instrumentation);
        HostAtStart host = HostAtStart.ask(calls, agentSockets, this::tellOfWaitingForDescriptors);
        assembly = new Assembly(config, calls, host, agentSockets, networking, reporter, instrumentation);
        // What is open by now need not wait for the weaving, which takes the longest of all.
        assembly.round();
        if (!weavesFirst()) {
            interception.install();
        }
        MainStart mainStart = main.hooksAreLive(config.dependsOnSeeing());
        reportStart(calls, host.descriptors() != null, mainStart, interception.missing());
        toWeaveAgain = !weavesFirst() && isWovenInPart();
    }

    private static boolean weavesFirst() {
        return Platform.javaVersion() <= LAST_THAT_LOSES_HANDLES;
    }

    private void weaveWhole() {
        interception.install();
        while (isWovenInPart()) {
            HostAtStart.awaitDescriptors(this::tellOfWaitingForDescriptors);
            interception.installAgain();
        }
    }

    /** For want of descriptors to read the JDK's classes by. */
    private boolean isWovenInPart() {
        return !interception.missing().isEmpty() && !SpareDescriptors.areThere();
    }

    /** Once; the start line says that it is over. */
    private void tellOfWaitingForDescriptors() {
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
    private void weaveWhatIsMissing() {
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

    private void reportStart(SocketCalls calls, boolean watches, MainStart mainStart, List<String> missingHooks) {
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

    /**
     * What the file has been changed to. Nobody waits for the outcome: what fails is reported. Where memory has run out it
     * is tried again in the next turn, for the file may never change again; what could not be read, the reader repeats.
     */
    private void useChanged(Reading reading) {
        waiting = null;
        try {
            use(reading);
        } catch (VirtualMachineError failure) {
            waiting = reading.isToBeRepeated() ? null : reading;
            reporter.agentError("reload", failure);
        } catch (ReflectiveOperationException | RuntimeException | Error failure) {
            reporter.agentError("reload", failure);
        }
    }

    /** Uses what has been read, if it is good and there is nothing newer. */
    ReloadOutcome use(Reading reading) throws ReflectiveOperationException {
        try {
            Config read = reading.config();
            if (!reading.isOlderThan(used)) {
                used = reading;
                configured = read;
                reporter.tally().addReload(Reload.RELOADED);
                use("configuration reloaded");
            }
            return ReloadOutcome.accepted(Identity.warnings(config), open());
        } catch (InvalidConfigException invalid) {
            return reject(invalid);
        }
    }

    private ReloadOutcome reject(InvalidConfigException invalid) {
        reporter.tally().addReload(Reload.REJECTED);
        AgentIdentity identity = Identity.of(config);
        List<String> mistakes =
                invalid.mistakes().stream().map(Mistake::toString).collect(Collectors.toList());
        mistakes.forEach(mistake -> reporter.report(
                Notice.configRejected(identity, mistake + "; the configuration before it stays in force", now())));
        return ReloadOutcome.rejected(mistakes);
    }

    /** Sets the mode, whatever the configuration says; null gives it back to the configuration. */
    void force(Mode mode) throws ReflectiveOperationException {
        forced = mode;
        use(mode == null ? "mode given back to the configuration" : "mode set at run time");
    }

    private void use(String what) throws ReflectiveOperationException {
        config = forced == null ? configured : configured.withMode(forced, "set at run time");
        reporter.use(config.report(), Identity.of(config));
        if (assembly == null) {
            begin();
        } else {
            assembly.use(config);
        }
        reporter.report(new ConfigReloaded(
                what, Identity.of(config), Identity.settings(config), open(), Identity.warnings(config), now()));
    }

    private int open() {
        return assembly == null ? 0 : assembly.connections();
    }

    /** Puts everything back as it was, and lets {@link #run} end. */
    void end() {
        int open = open();
        letGo();
        ended = true;
        reporter.report(new AgentStopped(Identity.of(config), open, now()));
        reporter.stop();
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
