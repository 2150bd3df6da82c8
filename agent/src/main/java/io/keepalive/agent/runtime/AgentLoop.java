// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.runtime;

import io.keepalive.agent.HeldMain;
import io.keepalive.agent.checkpoint.CheckpointResource;
import io.keepalive.agent.config.Config;
import io.keepalive.agent.config.ConfigReader;
import io.keepalive.agent.config.InvalidConfigException;
import io.keepalive.agent.config.Reading;
import io.keepalive.agent.config.yaml.ConfigError;
import io.keepalive.agent.event.agent.AgentEvent;
import io.keepalive.agent.event.agent.AgentIdentity;
import io.keepalive.agent.event.agent.ReloadResult;
import io.keepalive.agent.jdk.ClassInitialization;
import io.keepalive.agent.kernel.AgentSockets;
import io.keepalive.agent.kernel.NetworkingState;
import io.keepalive.agent.management.ReloadOutcome;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.report.Reporter;
import io.keepalive.agent.report.counters.Counters;
import io.keepalive.agent.report.log.LogSinkFactory;
import io.keepalive.agent.thread.UnbrokenLoop;
import io.keepalive.agent.time.MonotonicClock;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The agent's main loop on its own thread: installs the hooks, then runs one round after the other until the agent is
 * detached, whatever a round throws. A {@link ConfigReader} reads the configuration file, so that this thread never
 * waits for a file system.
 */
public final class AgentLoop {

    private static final long IDLE_MILLIS = 1_000;

    /** The limit for a copy of the classes that is being made at the end; it takes some tens of milliseconds. */
    private static final long COPY_MILLIS = 1_000;

    private final ConfigReader reader;
    private final Reporter reporter;
    private final Installation installation;
    private final CommandQueue commands = new CommandQueue();
    private final LoopControl control;
    private final JarRelease jarRelease;
    private Config configured;
    private Mode forced;
    private Reading applied;
    /** A reading that could not be applied for lack of memory and is applied again, or null. */
    private Reading pending;

    /** Null where this JDK takes no checkpoints. */
    private CheckpointResource checkpoints;

    private boolean ended;
    private boolean waitReported;
    private volatile Config config;

    /**
     * Opens no file and starts no thread.
     *
     * @param reader reads the configuration; stopped when the loop ends
     * @param config the configuration that it has read
     * @param main is released when the hooks are live
     */
    public AgentLoop(ConfigReader reader, Config config, Instrumentation instrumentation, HeldMain main) {
        this.reader = reader;
        this.configured = config;
        this.config = config;
        AgentSockets agentSockets = new AgentSockets(instrumentation);
        ClassInitialization classes = ClassInitialization.ofThisJvm(instrumentation);
        NetworkingState networking = new NetworkingState(classes);
        this.control = new LoopControl(this, commands);
        this.reporter = new Reporter(
                config.report(),
                AgentInfo.of(config),
                new LogSinkFactory(),
                SinkFactories.of(agentSockets, networking, classes, main.isHeld(), control));
        this.installation = new Installation(instrumentation, agentSockets, networking, main, reporter);
        this.jarRelease = new JarRelease(this, reporter);
    }

    /** The counters since the start. Called on any thread. */
    Counters counters() {
        return reporter.counters();
    }

    /** What does not work at the moment, a sentence each. Called on any thread. */
    List<String> problems() {
        return reporter.parts().problems(MonotonicClock.millis());
    }

    /** Reads the configuration, on any thread but the agent's own. */
    ConfigReader reader() {
        return reader;
    }

    /** The configuration in force. Called on any thread. */
    Config config() {
        return config;
    }

    /** The components, or null while the mode has been off since the start. Called on any thread. */
    AgentComponents components() {
        return installation.components();
    }

    /**
     * Runs until the agent is detached. If it cannot start, the JDK's classes are as they were.
     *
     * @param start is set after the first round, which adopts the open connections
     * @throws ReflectiveOperationException if the agent cannot access the internals of this JDK
     */
    public void run(StartupResult start) throws ReflectiveOperationException {
        try {
            install();
            reporter.parts().add(reader.health());
            reader.watch(control);
            runRounds(start);
        } catch (ReflectiveOperationException | RuntimeException | Error failure) {
            reporter.stop();
            throw failure;
        } finally {
            commands.close();
            reader.stop();
        }
    }

    private void install() throws ReflectiveOperationException {
        try {
            installation.install(config);
            registerForCheckpoints();
        } finally {
            reporter.start();
        }
    }

    /** Without this, a checkpoint fails because of the agent's open files. */
    private void registerForCheckpoints() {
        try {
            if (CheckpointResource.isSupported()) {
                checkpoints = PausedAgent.register(this, commands, control, reader, reporter, jarRelease);
                jarRelease.hasten();
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
            reporter.agentError("checkpoint", failure);
        }
    }

    private void runRounds(StartupResult start) {
        UnbrokenLoop.run(new UnbrokenLoop.Body() {

            @Override
            public boolean runOnce() {
                runRound(start);
                return !ended;
            }

            @Override
            public void failed(Throwable failure) {
                reporter.agentError("loop", failure);
            }
        });
    }

    private void runRound(StartupResult start) {
        AgentComponents components = installation.components();
        long next = components == null ? IDLE_MILLIS : components.round(true);
        start.succeeded(control);
        if (pending != null) {
            applyChange(pending);
        }
        awaitNextRound(next);
    }

    /** Waits until the next round, despite interrupts, and runs the commands that arrive. */
    private void awaitNextRound(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            if (commands.runNext(Math.min(left, IDLE_MILLIS))) {
                return;
            }
            reportWaitingReader();
            reportCheckpointFailure();
            jarRelease.review();
            reporter.reviewParts();
        }
    }

    private void reportCheckpointFailure() {
        Throwable failure = checkpoints == null ? null : checkpoints.takeFailure();
        if (failure != null) {
            reporter.agentError("checkpoint", failure);
        }
    }

    /** Reports once per wait that the reader waits. */
    private void reportWaitingReader() {
        boolean isWaiting = reader.isWaiting();
        if (isWaiting && !waitReported) {
            reportLimit(reader.waitMessage());
        }
        waitReported = isWaiting;
    }

    /** Reports what does not work at the moment, as a sentence without a full stop. Called on any thread. */
    void reportLimit(String limit) {
        reporter.report(AgentEvent.limited(AgentInfo.of(config), limit, now()));
    }

    /**
     * Applies a change of the file. No caller waits for the outcome, so failures are reported. After an
     * OutOfMemoryError the next round tries again, because the file may never change again. The reader itself repeats
     * what it could not read.
     */
    void applyChange(Reading reading) {
        pending = null;
        try {
            apply(reading);
        } catch (VirtualMachineError failure) {
            pending = reading.needsRetry() ? null : reading;
            reporter.agentError("reload", failure);
        } catch (ReflectiveOperationException | RuntimeException | Error failure) {
            reporter.agentError("reload", failure);
        }
    }

    /** The reader has failed to check the file. Called on its thread. */
    void readerFailed(Throwable failure) {
        reporter.agentError("configuration reader", failure);
    }

    /** Applies a reading if it is valid and no newer one is in force. */
    ReloadOutcome apply(Reading reading) throws ReflectiveOperationException {
        try {
            Config valid = reading.config();
            if (!reading.isOlderThan(applied)) {
                applied = reading;
                configured = valid;
                reporter.counters().addReload(ReloadResult.RELOADED);
                apply("configuration reloaded");
                reader.accept(reading);
            }
            return ReloadOutcome.accepted(AgentInfo.warnings(config), open());
        } catch (InvalidConfigException invalid) {
            reader.accept(reading);
            return reject(invalid);
        }
    }

    private ReloadOutcome reject(InvalidConfigException invalid) {
        reporter.counters().addReload(ReloadResult.REJECTED);
        AgentIdentity identity = AgentInfo.of(config);
        List<String> errors =
                invalid.errors().stream().map(ConfigError::toString).collect(Collectors.toList());
        errors.forEach(error -> reporter.report(
                AgentEvent.configRejected(identity, error + "; the configuration before it stays in force", now())));
        return ReloadOutcome.rejected(errors);
    }

    /** Sets the mode, overriding the configuration; null returns to the mode of the configuration. */
    void force(Mode mode) throws ReflectiveOperationException {
        forced = mode;
        apply(mode == null ? "mode given back to the configuration" : "mode set at run time");
    }

    private void apply(String cause) throws ReflectiveOperationException {
        config = forced == null ? configured : configured.withMode(forced, "set at run time");
        reporter.use(config.report(), AgentInfo.of(config));
        installation.use(config);
        reporter.report(AgentEvent.reloaded(
                cause,
                AgentInfo.of(config),
                AgentInfo.settings(config, installation.components()),
                open(),
                AgentInfo.warnings(config),
                now()));
    }

    private int open() {
        AgentComponents components = installation.components();
        return components == null ? 0 : components.connections();
    }

    /** Restores every connection and class, and ends {@link #run}. */
    void end() {
        int open = open();
        installation.remove();
        jarRelease.end(COPY_MILLIS);
        ended = true;
        if (checkpoints != null) {
            checkpoints.close();
        }
        reporter.report(AgentEvent.stopped(AgentInfo.of(config), open, now()));
        reporter.stop();
    }

    static long now() {
        return System.currentTimeMillis();
    }
}
