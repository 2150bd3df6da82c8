package io.keepalive.agent.startup;

import io.keepalive.agent.config.Config;
import io.keepalive.agent.config.InvalidConfigException;
import io.keepalive.agent.config.Overrides;
import io.keepalive.agent.config.yaml.ConfigError;
import io.keepalive.agent.event.agent.AgentDisabled;
import io.keepalive.agent.event.agent.AgentIdentity;
import io.keepalive.agent.event.agent.AgentMessage;
import io.keepalive.agent.report.LogSettings;
import io.keepalive.agent.report.ReportSettings;
import io.keepalive.agent.report.Reporter;
import io.keepalive.agent.report.StackTraces;
import io.keepalive.agent.report.log.LogSinkFactory;
import io.keepalive.agent.runtime.AgentInfo;
import io.keepalive.agent.text.FailureReason;
import java.util.Collections;

/** Says on standard error, or in the log where one is known, why the agent does not run; returns when it is written. */
final class StartupFailureReporter {

    /**
     * How long its writing is waited for: on a busy machine it takes more than a moment, and with the thread that waits
     * the agent's classes go.
     */
    private static final long PATIENCE_MILLIS = 10_000;

    private StartupFailureReporter() {}

    /**
     * Reports every error in the configuration, and the consequence.
     *
     * @param consequence in words for people
     */
    static void report(Overrides overrides, InvalidConfigException invalid, String consequence) {
        AgentIdentity identity = AgentInfo.withoutConfig(overrides.configPath());
        Reporter reporter = toStandardError(identity);
        for (ConfigError error : invalid.errors()) {
            reporter.report(AgentMessage.configRejected(identity, error.toString(), System.currentTimeMillis()));
        }
        reporter.report(new AgentDisabled(identity, consequence, System.currentTimeMillis()));
        reporter.stop(PATIENCE_MILLIS);
    }

    /**
     * A failure of the agent itself: into the log that is configured, which falls back on standard error.
     *
     * @param config null where it could not be read
     */
    static void report(Overrides overrides, Config config, Throwable failure) {
        AgentIdentity identity =
                config == null ? AgentInfo.withoutConfig(overrides.configPath()) : AgentInfo.of(config);
        Reporter reporter =
                to(config == null ? LogSettings.DEFAULT : config.report().log(), identity);
        reporter.agentError("start-up", failure);
        reporter.report(new AgentDisabled(
                identity,
                "it could not start (" + FailureReason.of(failure) + "), the application runs without it",
                System.currentTimeMillis()));
        reporter.stop(PATIENCE_MILLIS);
    }

    /**
     * The operator has said so; nothing is intercepted and nothing changed.
     *
     * @param reason where it is said
     */
    static void reportOff(Overrides overrides, String reason) {
        AgentIdentity identity = AgentInfo.withoutConfig(overrides.configPath());
        Reporter reporter = toStandardError(identity);
        reporter.report(new AgentDisabled(identity, reason, System.currentTimeMillis()));
        reporter.stop(PATIENCE_MILLIS);
    }

    /** The configuration cannot be read yet, since nothing can be. */
    static void delay(Overrides overrides) {
        AgentIdentity identity = AgentInfo.withoutConfig(overrides.configPath());
        Reporter reporter = toStandardError(identity);
        reporter.report(AgentMessage.limited(
                identity,
                "the configuration cannot be read, since this process has no file descriptor to spare, or the system has"
                        + " none: the agent starts when there are two, and looks every second",
                System.currentTimeMillis()));
        reporter.stop(PATIENCE_MILLIS);
    }

    private static Reporter toStandardError(AgentIdentity identity) {
        return to(LogSettings.DEFAULT, identity);
    }

    private static Reporter to(LogSettings log, AgentIdentity identity) {
        ReportSettings settings = new ReportSettings(log, StackTraces.DEAD, false, false, null);
        Reporter reporter = new Reporter(settings, identity, new LogSinkFactory(), Collections.emptyList());
        reporter.start();
        return reporter;
    }
}
