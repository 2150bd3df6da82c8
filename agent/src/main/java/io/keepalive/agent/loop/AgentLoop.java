package io.keepalive.agent.loop;

import io.keepalive.agent.config.Config;
import io.keepalive.agent.config.ConfigLoader;
import io.keepalive.agent.config.FileWatch;
import io.keepalive.agent.config.InvalidConfigException;
import io.keepalive.agent.config.Mistake;
import io.keepalive.agent.config.Overrides;
import io.keepalive.agent.control.AgentControl;
import io.keepalive.agent.control.ReloadOutcome;
import io.keepalive.agent.intercept.Interception;
import io.keepalive.agent.kernel.OpenDescriptors;
import io.keepalive.agent.kernel.Platform;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.report.AgentDisabled;
import io.keepalive.agent.report.AgentIdentity;
import io.keepalive.agent.report.AgentStarted;
import io.keepalive.agent.report.AgentStopped;
import io.keepalive.agent.report.ConfigReloaded;
import io.keepalive.agent.report.Notice;
import io.keepalive.agent.report.Reload;
import io.keepalive.agent.report.Reporter;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The life of the agent on its own thread: intercept, then look at connections and at the configuration file, round
 * after round, until the thread is interrupted.
 */
public final class AgentLoop {

    private static final long FILE_EVERY_MILLIS = 1_000;

    private final Overrides overrides;
    private final Instrumentation instrumentation;
    private final Reporter reporter;
    private final FileWatch file;
    private final Commands commands = new Commands();
    private final AgentControl control;
    private Config configured;
    private Mode forced;
    private Interception interception;
    private boolean ended;
    private volatile Config config;
    private volatile Assembly assembly;

    /**
     * Opens nothing and starts nothing yet.
     *
     * @param config as read with these overrides
     */
    public AgentLoop(Overrides overrides, Config config, Instrumentation instrumentation) {
        this.overrides = overrides;
        this.configured = config;
        this.config = config;
        this.instrumentation = instrumentation;
        this.reporter =
                new Reporter(config.report(), Identity.of(config), ReportKinds.of(instrumentation, this::control));
        this.file = new FileWatch(config.file());
        this.control = new LoopControl(this, commands, reporter.tally());
    }

    /** What can be asked of it and done with it, from any other thread. */
    AgentControl control() {
        return control;
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
     * Runs until the agent is detached, or the thread is interrupted.
     *
     * @param start is told when what was open before has been adopted
     * @throws ReflectiveOperationException where this JDK cannot be reached into
     */
    public void run(Start start) throws ReflectiveOperationException {
        reporter.start();
        try {
            begin();
            while (!ended) {
                long next = assembly == null ? FILE_EVERY_MILLIS : assembly.round();
                start.succeeded(control);
                waitFor(next);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            commands.close();
        }
    }

    /** Waits, does what it is told and looks at the configuration file meanwhile. */
    private void waitFor(long millis) throws InterruptedException, ReflectiveOperationException {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            if (commands.doNext(Math.min(left, FILE_EVERY_MILLIS))) {
                return;
            }
            if (file.hasChanged()) {
                reload();
                return;
            }
        }
    }

    private void begin() throws ReflectiveOperationException {
        if (config.policy().mode() != Mode.OFF) {
            assemble();
        } else {
            reporter.report(new AgentDisabled(
                    Identity.of(config), "mode is off (" + config.origins().of("mode") + ")", now()));
        }
    }

    private void assemble() throws ReflectiveOperationException {
        SocketCalls calls = Platform.open(instrumentation);
        OpenDescriptors descriptors = calls.tellsTcpInfo() ? OpenDescriptors.whereListed() : null;
        assembly = new Assembly(config, calls, descriptors, reporter, instrumentation);
        lookBeforeWeaving();
        interception = new Interception(instrumentation, Platform.javaVersion());
        interception.install();
        reportStart(calls, descriptors != null, interception.missing());
    }

    /** What is open by now need not wait for the weaving, which takes the longest of all. */
    private void lookBeforeWeaving() {
        try {
            assembly.round();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void reportStart(SocketCalls calls, boolean watches, List<String> missingHooks) {
        AgentIdentity identity = Identity.of(config);
        reporter.report(new AgentStarted(
                identity, calls.description(), Identity.settings(config), Identity.warnings(config), now()));
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

    /** Reads the configuration and uses it, if it is good. */
    ReloadOutcome reload() throws ReflectiveOperationException {
        try {
            configured = ConfigLoader.load(overrides);
            reporter.tally().addReload(Reload.RELOADED);
            use("configuration reloaded");
            return ReloadOutcome.accepted(Identity.warnings(config), open());
        } catch (InvalidConfigException invalid) {
            reporter.tally().addReload(Reload.REJECTED);
            AgentIdentity identity = Identity.of(config);
            List<String> mistakes =
                    invalid.mistakes().stream().map(Mistake::toString).collect(Collectors.toList());
            mistakes.forEach(mistake -> reporter.report(
                    Notice.configRejected(identity, mistake + "; the configuration before it stays in force", now())));
            return ReloadOutcome.rejected(mistakes);
        }
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
        if (assembly != null) {
            assembly.letGo();
            interception.remove();
        }
        ended = true;
        reporter.report(new AgentStopped(Identity.of(config), open, now()));
        reporter.stop();
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
