package io.keepalive.agent.runtime;

import io.keepalive.agent.config.Config;
import io.keepalive.agent.config.ConfigReader;
import io.keepalive.agent.config.InvalidConfigException;
import io.keepalive.agent.config.Reading;
import io.keepalive.agent.config.yaml.ConfigError;
import io.keepalive.agent.event.agent.AgentIdentity;
import io.keepalive.agent.event.agent.AgentMessage;
import io.keepalive.agent.event.agent.AgentStopped;
import io.keepalive.agent.event.agent.ConfigReloaded;
import io.keepalive.agent.event.agent.ReloadResult;
import io.keepalive.agent.kernel.AgentSockets;
import io.keepalive.agent.kernel.NetworkingState;
import io.keepalive.agent.management.AgentControl;
import io.keepalive.agent.management.ReloadOutcome;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.report.Reporter;
import io.keepalive.agent.report.log.LogSinkFactory;
import io.keepalive.agent.thread.UnbrokenLoop;
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

    private final ConfigReader reader;
    private final Reporter reporter;
    private final Installation installation;
    private final CommandQueue commands = new CommandQueue();
    private final AgentControl control;
    private Config configured;
    private Mode forced;
    private Reading used;
    /** What could not be used for want of memory and is tried again, or null. */
    private Reading waiting;

    private boolean ended;
    private boolean toldOfWaiting;
    private volatile Config config;

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
        AgentSockets agentSockets = new AgentSockets(instrumentation);
        NetworkingState networking = NetworkingState.ofThisJvm(instrumentation);
        this.reporter = new Reporter(
                config.report(),
                AgentInfo.of(config),
                new LogSinkFactory(),
                SinkFactories.of(agentSockets, networking, this::control));
        this.installation = new Installation(instrumentation, agentSockets, networking, main, reporter);
        this.control = new LoopControl(this, commands, reporter.counters());
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
    AgentComponents assembly() {
        return installation.assembly();
    }

    /**
     * Runs until the agent is detached. Where it cannot begin, nothing of it stays in the JDK's classes.
     *
     * @param start is told when what was open before has been adopted
     * @throws ReflectiveOperationException where this JDK cannot be reached into
     */
    public void run(StartupResult start) throws ReflectiveOperationException {
        try {
            installation.begin(config);
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

    private void live(StartupResult start) {
        UnbrokenLoop.run(new UnbrokenLoop.Body() {

            @Override
            public boolean runOnce() {
                turn(start);
                return !ended;
            }

            @Override
            public void failed(Throwable failure) {
                reporter.agentError("loop", failure);
            }
        });
    }

    private void turn(StartupResult start) {
        AgentComponents assembly = installation.assembly();
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
            installation.weaveWhatIsMissing(config);
        }
    }

    /** Once, until it has gone on. */
    private void tellWhetherReaderWaits() {
        boolean waiting = reader.isWaiting();
        if (waiting && !toldOfWaiting) {
            reporter.report(AgentMessage.limited(AgentInfo.of(config), reader.waitMessage(), now()));
        }
        toldOfWaiting = waiting;
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
            waiting = reading.needsRetry() ? null : reading;
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
                reporter.counters().addReload(ReloadResult.RELOADED);
                use("configuration reloaded");
            }
            return ReloadOutcome.accepted(AgentInfo.warnings(config), open());
        } catch (InvalidConfigException invalid) {
            return reject(invalid);
        }
    }

    private ReloadOutcome reject(InvalidConfigException invalid) {
        reporter.counters().addReload(ReloadResult.REJECTED);
        AgentIdentity identity = AgentInfo.of(config);
        List<String> errors =
                invalid.errors().stream().map(ConfigError::toString).collect(Collectors.toList());
        errors.forEach(error -> reporter.report(
                AgentMessage.configRejected(identity, error + "; the configuration before it stays in force", now())));
        return ReloadOutcome.rejected(errors);
    }

    /** Sets the mode, whatever the configuration says; null gives it back to the configuration. */
    void force(Mode mode) throws ReflectiveOperationException {
        forced = mode;
        use(mode == null ? "mode given back to the configuration" : "mode set at run time");
    }

    private void use(String what) throws ReflectiveOperationException {
        config = forced == null ? configured : configured.withMode(forced, "set at run time");
        reporter.use(config.report(), AgentInfo.of(config));
        installation.use(config);
        reporter.report(new ConfigReloaded(
                what, AgentInfo.of(config), AgentInfo.settings(config), open(), AgentInfo.warnings(config), now()));
    }

    private int open() {
        AgentComponents assembly = installation.assembly();
        return assembly == null ? 0 : assembly.connections();
    }

    /** Puts everything back as it was, and lets {@link #run} end. */
    void end() {
        int open = open();
        installation.letGo();
        ended = true;
        reporter.report(new AgentStopped(AgentInfo.of(config), open, now()));
        reporter.stop();
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
