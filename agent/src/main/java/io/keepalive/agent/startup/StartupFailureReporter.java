// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.startup;

import io.keepalive.agent.config.Config;
import io.keepalive.agent.config.InvalidConfigException;
import io.keepalive.agent.config.Overrides;
import io.keepalive.agent.config.yaml.ConfigError;
import io.keepalive.agent.event.agent.AgentEvent;
import io.keepalive.agent.event.agent.AgentIdentity;
import io.keepalive.agent.report.LogSettings;
import io.keepalive.agent.report.ReportSettings;
import io.keepalive.agent.report.Reporter;
import io.keepalive.agent.report.StackTraces;
import io.keepalive.agent.report.log.LogSinkFactory;
import io.keepalive.agent.runtime.AgentInfo;
import io.keepalive.agent.text.FailureReason;
import java.util.Collections;

/**
 * Reports why the agent does not run: in the log if it is known, else on standard error. Returns when it is written.
 */
final class StartupFailureReporter {

    /**
     * The limit for writing, which takes time on a busy machine: when the waiting thread ends, the agent's classes can
     * no longer be loaded.
     */
    private static final long WRITE_TIMEOUT_MILLIS = 10_000;

    private StartupFailureReporter() {}

    /**
     * Reports every error of the configuration.
     *
     * @param consequence in words for people
     */
    static void report(Overrides overrides, InvalidConfigException invalid, String consequence) {
        AgentIdentity identity = AgentInfo.withoutConfig(overrides.configPath());
        Reporter reporter = toStandardError(identity);
        for (ConfigError error : invalid.errors()) {
            reporter.report(AgentEvent.configRejected(identity, error.toString(), System.currentTimeMillis()));
        }
        reporter.report(AgentEvent.disabled(identity, consequence, System.currentTimeMillis()));
        reporter.stop(WRITE_TIMEOUT_MILLIS);
    }

    /**
     * Reports a failure of the agent, in the configured log, which falls back to standard error.
     *
     * @param config null if it could not be read
     */
    static void report(Overrides overrides, Config config, Throwable failure) {
        AgentIdentity identity =
                config == null ? AgentInfo.withoutConfig(overrides.configPath()) : AgentInfo.of(config);
        Reporter reporter =
                to(config == null ? LogSettings.DEFAULT : config.report().log(), identity);
        reporter.agentError("start-up", failure);
        reporter.report(AgentEvent.disabled(
                identity,
                "it could not start (" + FailureReason.of(failure) + "), the application runs without it",
                System.currentTimeMillis()));
        reporter.stop(WRITE_TIMEOUT_MILLIS);
    }

    /**
     * Reports that the agent is switched off.
     *
     * @param reason where mode=off is set
     */
    static void reportOff(Overrides overrides, String reason) {
        AgentIdentity identity = AgentInfo.withoutConfig(overrides.configPath());
        Reporter reporter = toStandardError(identity);
        reporter.report(AgentEvent.disabled(identity, reason, System.currentTimeMillis()));
        reporter.stop(WRITE_TIMEOUT_MILLIS);
    }

    /** Reports that the configuration cannot be read yet, for lack of a file descriptor. */
    static void delay(Overrides overrides) {
        AgentIdentity identity = AgentInfo.withoutConfig(overrides.configPath());
        Reporter reporter = toStandardError(identity);
        reporter.report(AgentEvent.limited(
                identity,
                "the configuration cannot be read, because this process or the system has no spare file descriptor: the"
                        + " agent starts when there are two, and checks every second",
                System.currentTimeMillis()));
        reporter.stop(WRITE_TIMEOUT_MILLIS);
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
