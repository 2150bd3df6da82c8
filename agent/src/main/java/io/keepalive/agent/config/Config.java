package io.keepalive.agent.config;

import io.keepalive.agent.config.yaml.ConfigError;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Policy;
import io.keepalive.agent.report.ReportSettings;
import io.keepalive.agent.watch.WatchSettings;
import java.util.List;

/** A whole configuration, checked and complete: nothing in it is left to inherit or to look up. Immutable. */
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

    /** Which settings a connection gets: mode, precedence, rules. */
    public Policy policy() {
        return policy;
    }

    /** How open connections are looked at. */
    public WatchSettings watch() {
        return watch;
    }

    /** What is reported, and where to. */
    public ReportSettings report() {
        return report;
    }

    /** Whether main waits for the hooks, as it was said; what that comes to is {@link #holdsMain()}. */
    public StartOrder start() {
        return start;
    }

    /**
     * What holds only for connections that are seen opening, in words for people such as {@code precedence app}; empty
     * where nothing does.
     */
    public List<String> dependsOnSeeing() {
        return SeenOpening.dependOnIt(policy, report.stackTraces());
    }

    /** Whether main waits at the start until the hooks are live. Where the mode is off, none come. */
    public boolean holdsMain() {
        return policy.mode() != Mode.OFF
                && (start == StartOrder.WAIT
                        || start == StartOrder.AUTO && !dependsOnSeeing().isEmpty());
    }

    /** The environment that was chosen, or null for none. */
    public String environment() {
        return environment;
    }

    /** The file's path as it was named to the agent, or null where there is none: overrides and built-in defaults. */
    public String file() {
        return file;
    }

    /** Where every effective value came from. */
    public Origins origins() {
        return origins;
    }

    /** What is allowed and yet deserves a second look, in the order of the file. */
    public List<ConfigError> warnings() {
        return warnings;
    }

    /**
     * The same with another mode, as if the configuration said so.
     *
     * @param origin for people, where it came from
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
