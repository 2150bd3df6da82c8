// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.runtime;

import io.keepalive.agent.config.Config;
import io.keepalive.agent.config.yaml.ConfigError;
import io.keepalive.agent.event.agent.AgentIdentity;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.policy.Rule;
import io.keepalive.agent.text.EnumWord;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Version, JVM, configuration and settings of this agent, as the start-up line and {@code status} show them. */
public final class AgentInfo {

    /** Cached, because the thread of a JMX client may lack the permission to read it. */
    private static final String JVM = System.getProperty("java.vm.name") + " " + System.getProperty("java.version");

    private static final String VERSION = readVersion();

    private AgentInfo() {}

    /** The identity of an agent with this configuration. */
    public static AgentIdentity of(Config config) {
        return new AgentIdentity(
                version(),
                jvm(),
                config.file(),
                config.environment(),
                EnumWord.hyphenated(config.policy().mode()));
    }

    /** The identity of an agent without a valid configuration. */
    public static AgentIdentity withoutConfig(String file) {
        return new AgentIdentity(version(), jvm(), file, null, "off");
    }

    /** The version from the jar's manifest. */
    static String version() {
        return VERSION;
    }

    private static String readVersion() {
        try (InputStream manifest = AgentInfo.class.getClassLoader().getResourceAsStream(JarFile.MANIFEST_NAME)) {
            String version = manifest == null
                    ? null
                    : new Manifest(manifest).getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
            return version == null ? "unknown" : version;
        } catch (IOException unreadable) {
            return "unknown";
        }
    }

    /** Name and version of the running JVM. */
    static String jvm() {
        return JVM;
    }

    /**
     * The values for connections that no rule matches, each with its origin.
     *
     * @param components null where the agent has been off since the start
     */
    static List<String> settings(Config config, AgentComponents components) {
        KeepaliveSettings settings = config.policy().fallback().settings();
        return Arrays.asList(
                withOrigin(
                        config,
                        "mode",
                        "mode",
                        EnumWord.hyphenated(config.policy().mode())),
                withOrigin(config, "idle", "keepalive.idle", settings.idleSeconds() + "s"),
                withOrigin(config, "interval", "keepalive.interval", settings.intervalSeconds() + "s"),
                withOrigin(config, "count", "keepalive.count", String.valueOf(settings.count())),
                withOrigin(config, "busy-timeout", "keepalive.busy-timeout", busyTimeout(config, components)),
                withOrigin(
                        config,
                        "user-timeout",
                        "keepalive.user-timeout",
                        config.policy().fallback().userTimeoutText()),
                withOrigin(
                        config,
                        "precedence",
                        "precedence",
                        EnumWord.hyphenated(config.policy().precedence())),
                withOrigin(config, "start", "start", EnumWord.hyphenated(config.start())));
    }

    private static String busyTimeout(Config config, AgentComponents components) {
        Rule rule = config.policy().fallback();
        boolean hasEffect = components == null
                || components.watches()
                || !rule.busyTimeout().isOn();
        return rule.busyTimeoutText()
                + (hasEffect ? "" : ", without effect, since there is no watcher: busy connections take tcp_retries2");
    }

    static List<String> warnings(Config config) {
        List<String> warnings = new ArrayList<>();
        for (ConfigError warning : config.warnings()) {
            warnings.add(warning.toString());
        }
        return warnings;
    }

    private static String withOrigin(Config config, String name, String path, String value) {
        return name + "=" + value + " (" + config.origins().of(path) + ")";
    }
}
