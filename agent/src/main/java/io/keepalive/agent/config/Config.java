// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import io.keepalive.agent.config.yaml.ConfigError;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Policy;
import io.keepalive.agent.report.ReportSettings;
import io.keepalive.agent.watch.WatchSettings;
import java.util.List;

/** A valid and complete configuration, with all inherited values resolved. Immutable. */
public final class Config {

    private final Policy policy;
    private final WatchSettings watch;
    private final ReportSettings report;
    private final StartOrder start;
    private final String environment;
    private final String file;
    private final Origins origins;
    private final List<ConfigError> warnings;

    Config(
            Policy policy,
            WatchSettings watch,
            ReportSettings report,
            StartOrder start,
            String environment,
            String file,
            Origins origins,
            List<ConfigError> warnings) {
        this.policy = policy;
        this.watch = watch;
        this.report = report;
        this.start = start;
        this.environment = environment;
        this.file = file;
        this.origins = origins;
        this.warnings = warnings;
    }

    /** The mode, the precedence and the rules. */
    public Policy policy() {
        return policy;
    }

    /** How the watcher checks open connections. */
    public WatchSettings watch() {
        return watch;
    }

    /** What is reported and where. */
    public ReportSettings report() {
        return report;
    }

    /** The setting {@code start}; {@link #holdsMain()} is its effect. */
    public StartOrder start() {
        return start;
    }

    /**
     * What applies only to connections that the agent sees opening, as messages show it, such as {@code precedence app};
     * empty where everything applies to adopted connections too.
     */
    public List<String> dependsOnSeeing() {
        return SeenOpening.of(policy, report.stackTraces());
    }

    /** Whether main waits until the hooks are live. It never waits in mode off, which has no hooks. */
    public boolean holdsMain() {
        return policy.mode() != Mode.OFF
                && (start == StartOrder.WAIT
                        || start == StartOrder.AUTO && !dependsOnSeeing().isEmpty());
    }

    /** The chosen environment, or null for none. */
    public String environment() {
        return environment;
    }

    /** The path of the file as the agent got it, or null where only overrides and built-in defaults apply. */
    public String file() {
        return file;
    }

    /** The origin of every effective value. */
    public Origins origins() {
        return origins;
    }

    /** Warnings, in the order of the file. */
    public List<ConfigError> warnings() {
        return warnings;
    }

    /**
     * Returns a copy with another mode.
     *
     * @param origin of the mode, as messages show it
     */
    public Config withMode(Mode mode, String origin) {
        return new Config(
                policy.withMode(mode),
                watch,
                report,
                start,
                environment,
                file,
                origins.with(Settings.MODE.path(), origin),
                warnings);
    }
}
