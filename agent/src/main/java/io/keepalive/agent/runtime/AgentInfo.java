package io.keepalive.agent.runtime;

import io.keepalive.agent.config.Config;
import io.keepalive.agent.config.yaml.ConfigError;
import io.keepalive.agent.event.agent.AgentIdentity;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.text.EnumWord;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** Who this agent is and how it is set, for the start-up line. */
public final class AgentInfo {

    /** Kept, since a console's thread may lack the right to ask for it. */
    private static final String JVM = System.getProperty("java.vm.name") + " " + System.getProperty("java.version");

    private AgentInfo() {}

    /** Of an agent that runs with this configuration. */
    public static AgentIdentity of(Config config) {
        return new AgentIdentity(
                version(),
                jvm(),
                config.file(),
                config.environment(),
                EnumWord.hyphenated(config.policy().mode()));
    }

    /** Of an agent that found no configuration it could use. */
    public static AgentIdentity withoutConfig(String file) {
        return new AgentIdentity(version(), jvm(), file, null, "off");
    }

    /** From the jar's manifest. */
    static String version() {
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

    /** The values that every connection gets, each with where it came from. */
    static List<String> settings(Config config) {
        KeepaliveSettings settings = config.policy().fallback().settings();
        return Arrays.asList(
                said(config, "mode", "mode", EnumWord.hyphenated(config.policy().mode())),
                said(config, "idle", "keepalive.idle", settings.idleSeconds() + "s"),
                said(config, "interval", "keepalive.interval", settings.intervalSeconds() + "s"),
                said(config, "count", "keepalive.count", String.valueOf(settings.count())),
                said(
                        config,
                        "user-timeout",
                        "keepalive.user-timeout",
                        config.policy().fallback().userTimeoutText()),
                said(
                        config,
                        "precedence",
                        "precedence",
                        EnumWord.hyphenated(config.policy().precedence())),
                said(config, "start", "start", EnumWord.hyphenated(config.start())));
    }

    /** What in the configuration is allowed and deserves a second look. */
    static List<String> warnings(Config config) {
        return config.warnings().stream().map(ConfigError::toString).collect(Collectors.toList());
    }

    private static String said(Config config, String name, String path, String value) {
        return name + "=" + value + " (" + config.origins().of(path) + ")";
    }
}
