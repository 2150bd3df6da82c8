// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.event.agent;

import io.keepalive.agent.event.EventFields;

/** Version, JVM and configuration of the agent: part of every event about the agent itself. Immutable. */
public final class AgentIdentity {

    private final String version;
    private final String jvm;
    private final String configFile;
    private final String environment;
    private final String mode;

    /**
     * @param version the agent's version
     * @param jvm name and version of the Java it runs in
     * @param configFile path of the configuration file, or null for none
     * @param environment the chosen entry of {@code environments:}, or null for none
     * @param mode enforce, observe or off
     */
    public AgentIdentity(String version, String jvm, String configFile, String environment, String mode) {
        this.version = version;
        this.jvm = jvm;
        this.configFile = configFile;
        this.environment = environment;
        this.mode = mode;
    }

    void addTo(EventFields fields) {
        fields.text("version", version)
                .text("jvm", jvm)
                .text("config.file", configFile)
                .text("environment", environment)
                .text("mode", mode);
    }

    /** {@code keepalive-agent 1.0 on OpenJDK 17.0.15, configuration FILE, environment prod, mode enforce}. */
    @Override
    public String toString() {
        return "keepalive-agent " + version + " on " + jvm
                + ", configuration " + (configFile == null ? "built in" : configFile)
                + ", environment " + (environment == null ? "none" : environment)
                + ", mode " + mode;
    }
}
