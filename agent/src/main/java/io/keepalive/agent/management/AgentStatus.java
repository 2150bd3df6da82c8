// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.management;

import io.keepalive.agent.policy.Mode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The version, the settings and the counts of the agent. Immutable. */
public final class AgentStatus {

    private final String version;
    private final String jvm;
    private final Mode mode;
    private final String environment;
    private final String configFile;
    private final List<String> settings;
    private final List<String> outOfService;
    private final AgentCounts counts;

    /**
     * @param version the agent's version
     * @param jvm name and version of the JVM
     * @param mode the mode in force
     * @param environment the chosen entry of {@code environments:}, or null
     * @param configFile the path as given to the agent, or null
     * @param settings the values for connections that no rule matches, each with its origin, such as {@code
     *     mode=observe (set at run time)}
     * @param outOfService each part of the agent that does not work at the moment, as a sentence
     * @param counts the counts
     */
    public AgentStatus(
            String version,
            String jvm,
            Mode mode,
            String environment,
            String configFile,
            List<String> settings,
            List<String> outOfService,
            AgentCounts counts) {
        this.version = version;
        this.jvm = jvm;
        this.mode = mode;
        this.environment = environment;
        this.configFile = configFile;
        this.settings = Collections.unmodifiableList(new ArrayList<>(settings));
        this.outOfService = Collections.unmodifiableList(new ArrayList<>(outOfService));
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

    /** The chosen entry of {@code environments:}, or null. */
    public String environment() {
        return environment;
    }

    /** The path as given to the agent, or null. */
    public String configFile() {
        return configFile;
    }

    /** The values for connections that no rule matches, each with its origin: the mode, then the keepalive settings. */
    public List<String> settings() {
        return settings;
    }

    /** Each part of the agent that does not work at the moment, with the effect and until when; mostly none. */
    public List<String> outOfService() {
        return outOfService;
    }

    public AgentCounts counts() {
        return counts;
    }
}
