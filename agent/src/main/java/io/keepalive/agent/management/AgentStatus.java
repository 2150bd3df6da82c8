package io.keepalive.agent.management;

import io.keepalive.agent.policy.Mode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Who the agent is, how it is set, and what it has counted. Immutable. */
public final class AgentStatus {

    private final String version;
    private final String jvm;
    private final Mode mode;
    private final String environment;
    private final String configFile;
    private final List<String> settings;
    private final AgentCounts counts;

    /**
     * @param version the agent's
     * @param jvm name and version of the Java it runs in
     * @param mode in force
     * @param environment the chosen entry of {@code environments:}, or null for none
     * @param configFile as it was named to the agent, or null for none
     * @param settings what every connection gets, each value with where it came from, such as {@code mode=observe (set
     *     at run time)}
     * @param counts what has been counted
     */
    public AgentStatus(
            String version,
            String jvm,
            Mode mode,
            String environment,
            String configFile,
            List<String> settings,
            AgentCounts counts) {
        this.version = version;
        this.jvm = jvm;
        this.mode = mode;
        this.environment = environment;
        this.configFile = configFile;
        this.settings = Collections.unmodifiableList(new ArrayList<>(settings));
        this.counts = counts;
    }

    public String version() {
        return version;
    }

    public String jvm() {
        return jvm;
    }

    public Mode mode() {
        return mode;
    }

    /** The chosen entry of {@code environments:}, or null for none. */
    public String environment() {
        return environment;
    }

    /** As it was named to the agent, or null for none. */
    public String configFile() {
        return configFile;
    }

    /** What every connection gets, each value with where it came from: the mode, then the keepalive settings. */
    public List<String> settings() {
        return settings;
    }

    public AgentCounts counts() {
        return counts;
    }
}
