package io.keepalive.agent;

import io.keepalive.agent.config.Config;
import io.keepalive.agent.config.ConfigLoader;
import io.keepalive.agent.config.FileWatch;
import io.keepalive.agent.config.InvalidConfigException;
import io.keepalive.agent.config.Overrides;
import io.keepalive.agent.intercept.Interception;
import io.keepalive.agent.kernel.OpenDescriptors;
import io.keepalive.agent.kernel.Platform;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.report.AgentDisabled;
import io.keepalive.agent.report.AgentIdentity;
import io.keepalive.agent.report.AgentStarted;
import io.keepalive.agent.report.ConfigReloaded;
import io.keepalive.agent.report.Notice;
import io.keepalive.agent.report.Reporter;
import java.lang.instrument.Instrumentation;
import java.util.List;

/**
 * The life of the agent on its own thread: intercept, then look at connections and at the configuration file, round
 * after round, until the thread is interrupted.
 */
final class AgentLoop {

    private static final long FILE_EVERY_MILLIS = 1_000;

    private final Overrides overrides;
    private final Instrumentation instrumentation;
    private final Reporter reporter;
    private final FileWatch file;
    private Config config;
    private Assembly assembly;

    AgentLoop(Overrides overrides, Config config, Instrumentation instrumentation) {
        this.overrides = overrides;
        this.config = config;
        this.instrumentation = instrumentation;
        this.reporter = new Reporter(config.report(), Identity.of(config));
        this.file = new FileWatch(config.file());
    }

    /**
     * Runs until the thread is interrupted.
     *
     * @throws ReflectiveOperationException where this JDK cannot be reached into
     */
    void run() throws ReflectiveOperationException {
        reporter.start();
        try {
            begin();
            while (true) {
                waitFor(assembly == null ? FILE_EVERY_MILLIS : assembly.round());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits, and looks at the configuration file meanwhile. */
    private void waitFor(long millis) throws InterruptedException, ReflectiveOperationException {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            Thread.sleep(Math.min(left, FILE_EVERY_MILLIS));
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
        assembly = new Assembly(config, calls, descriptors, reporter);
        Interception interception = new Interception(instrumentation, Platform.javaVersion());
        interception.install();
        reportStart(calls, descriptors != null, interception.missing());
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

    private void reload() throws ReflectiveOperationException {
        try {
            use(ConfigLoader.load(overrides));
        } catch (InvalidConfigException invalid) {
            AgentIdentity identity = Identity.of(config);
            invalid.mistakes()
                    .forEach(mistake -> reporter.report(Notice.configRejected(
                            identity, mistake + "; the configuration before it stays in force", now())));
        }
    }

    private void use(Config next) throws ReflectiveOperationException {
        config = next;
        reporter.use(next.report(), Identity.of(next));
        if (assembly == null) {
            begin();
        } else {
            assembly.use(next);
        }
        int open = assembly == null ? 0 : assembly.connections();
        reporter.report(
                new ConfigReloaded(Identity.of(next), Identity.settings(next), open, Identity.warnings(next), now()));
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
