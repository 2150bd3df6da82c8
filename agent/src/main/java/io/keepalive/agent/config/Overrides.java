package io.keepalive.agent.config;

import io.keepalive.agent.config.type.BooleanType;
import io.keepalive.agent.config.type.InvalidValueException;
import io.keepalive.agent.config.type.ValueType;
import io.keepalive.agent.config.yaml.ConfigError;
import io.keepalive.agent.config.yaml.ConfigErrors;
import io.keepalive.agent.config.yaml.MessageText;
import io.keepalive.agent.config.yaml.Scalar;
import io.keepalive.agent.config.yaml.SourceLocation;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What is said outside the configuration file: by the agent's argument, then by system properties, then by environment
 * variables. Read once, when constructed; immutable and safe on any thread from then on.
 *
 * <p>An empty system property or variable counts as not set: that is what start scripts and container files make of an
 * option that nobody filled in.
 */
public final class Overrides {

    private static final BooleanType FAIL_FAST_TYPE = new BooleanType();

    private final Map<String, SourcedValue<String>> given = new LinkedHashMap<>();
    private final ConfigErrors mistakes = new ConfigErrors();
    private final ConfigErrors warnings = new ConfigErrors();

    /**
     * @param agentArgument {@code [PATH][,key=value]...}; null or empty for none
     * @param systemProperty gives the value of a system property, or null
     * @param environmentVariable gives the value of an environment variable, or null
     */
    public Overrides(
            String agentArgument,
            Function<String, String> systemProperty,
            Function<String, String> environmentVariable) {
        this(agentArgument, systemProperty, environmentVariable, Collections.emptySet());
    }

    /**
     * As the other constructor, and looks for misspelt names.
     *
     * @param names of system properties and environment variables that are set; those that are nearly one of the
     *     agent's become warnings
     */
    public Overrides(
            String agentArgument,
            Function<String, String> systemProperty,
            Function<String, String> environmentVariable,
            Collection<String> names) {
        Map<String, String> argument = AgentArgument.parse(agentArgument, mistakes);
        for (String key : OverrideNames.ALL) {
            String property = OverrideNames.property(key);
            String variable = OverrideNames.variable(key);
            put(key, AgentArgument.NAME, argument.get(key));
            putUnlessEmpty(key, "system property " + property, systemProperty.apply(property));
            putUnlessEmpty(key, variable, environmentVariable.apply(variable));
        }
        for (String name : names) {
            OverrideNames.checkSpelling(name, warnings);
        }
    }

    /** Those of this process, misspelt names noticed. */
    public static Overrides ofThisProcess(String agentArgument) {
        Set<String> names = new LinkedHashSet<>(System.getenv().keySet());
        names.addAll(System.getProperties().stringPropertyNames());
        return new Overrides(agentArgument, System::getProperty, System::getenv, names);
    }

    private void putUnlessEmpty(String key, String source, String value) {
        put(key, source, value == null || value.trim().isEmpty() ? null : value.trim());
    }

    private void put(String key, String source, String value) {
        if (value != null) {
            given.putIfAbsent(key, new SourcedValue<>(value, SourceLocation.of(source), source));
        }
    }

    /** Whether these say {@code mode=off}: then the agent does nothing at all, and no file is read. */
    public boolean isKillSwitch() {
        return "off".equalsIgnoreCase(text("mode"));
    }

    /** Whether a bad configuration is to refuse the start. */
    public boolean failFast() {
        return "true".equalsIgnoreCase(text(OverrideNames.FAIL_FAST));
    }

    /** The configuration file's path as it was written, or null where none is named. */
    public String configPath() {
        return text(OverrideNames.CONFIG);
    }

    private String text(String key) {
        SourcedValue<String> said = given.get(key);
        return said == null ? null : said.value();
    }

    /** The name of the environment, or null where none is chosen. */
    SourcedValue<String> environment() {
        return given.get(OverrideNames.ENVIRONMENT);
    }

    /** What looks odd about them. */
    List<ConfigError> warnings() {
        return warnings.sorted();
    }

    /** The settings among them; what is wrong with any is noted. */
    SettingValues values(ConfigErrors into) {
        into.addAll(mistakes.sorted());
        SettingValues values = new SettingValues();
        for (Map.Entry<String, Setting<?>> setting : OverrideNames.SETTINGS.entrySet()) {
            put(setting.getKey(), setting.getValue(), values, into);
        }
        if (given.containsKey(OverrideNames.FAIL_FAST)) {
            parse(FAIL_FAST_TYPE, OverrideNames.FAIL_FAST, into);
        }
        return values;
    }

    private <T> void put(String name, Setting<T> key, SettingValues values, ConfigErrors into) {
        SourcedValue<T> parsed = given.containsKey(name) ? parse(key.type(), name, into) : null;
        if (parsed != null) {
            values.put(key, parsed);
        }
    }

    /** What is said under a name, or null with a mistake noted. */
    private <T> SourcedValue<T> parse(ValueType<T> type, String name, ConfigErrors into) {
        SourcedValue<String> said = given.get(name);
        Scalar scalar = new Scalar(Scalar.Kind.UNTYPED, said.value());
        try {
            return new SourcedValue<>(type.parse(scalar), said.place(), said.origin());
        } catch (InvalidValueException wrong) {
            into.add(said.place(), wrong.message(MessageText.text(name), type, scalar.description()));
            return null;
        }
    }
}
