// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import io.keepalive.agent.config.type.BooleanType;
import io.keepalive.agent.config.type.InvalidValueException;
import io.keepalive.agent.config.type.ValueType;
import io.keepalive.agent.config.yaml.ConfigError;
import io.keepalive.agent.config.yaml.ConfigErrors;
import io.keepalive.agent.config.yaml.MessageText;
import io.keepalive.agent.config.yaml.Scalar;
import io.keepalive.agent.config.yaml.SourceLocation;
import io.keepalive.agent.config.yaml.Variables;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Settings from outside the configuration file, highest first: the agent argument, system properties, environment
 * variables. Read once in the constructor; afterwards immutable and safe on any thread. Also gives access to the environment
 * variables that the file names.
 *
 * <p>An empty system property or variable counts as not set, since start scripts and container files pass unset options on
 * as empty ones.
 */
public final class Overrides {

    private static final BooleanType FAIL_FAST_TYPE = new BooleanType();

    private final Function<String, String> environmentVariable;
    private final Map<String, SourcedValue<String>> values = new LinkedHashMap<>();
    private final ConfigErrors errors = new ConfigErrors();
    private final ConfigErrors warnings = new ConfigErrors();

    /**
     * @param agentArgument {@code [PATH][,key=value]...}; null or empty for none
     * @param systemProperty returns the value of a system property, or null
     * @param environmentVariable returns the value of an environment variable, or null
     */
    public Overrides(
            String agentArgument,
            Function<String, String> systemProperty,
            Function<String, String> environmentVariable) {
        this(agentArgument, systemProperty, environmentVariable, Collections.emptySet());
    }

    /**
     * As the other constructor, and warns of misspelt names.
     *
     * @param names of system properties and environment variables that are set; a name close to one of the agent's is
     *     a warning
     */
    public Overrides(
            String agentArgument,
            Function<String, String> systemProperty,
            Function<String, String> environmentVariable,
            Collection<String> names) {
        this.environmentVariable = environmentVariable;
        Map<String, String> argument = AgentArgument.parse(agentArgument, errors);
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

    /** The overrides of this process, with warnings of misspelt names. */
    public static Overrides ofThisProcess(String agentArgument) {
        Set<String> names = new LinkedHashSet<>(System.getenv().keySet());
        names.addAll(System.getProperties().stringPropertyNames());
        return new Overrides(agentArgument, new SystemProperties(), new EnvironmentVariables(), names);
    }

    private static final class SystemProperties implements Function<String, String> {

        @Override
        public String apply(String name) {
            return System.getProperty(name);
        }
    }

    private static final class EnvironmentVariables implements Function<String, String> {

        @Override
        public String apply(String name) {
            return System.getenv(name);
        }
    }

    private void putUnlessEmpty(String key, String source, String value) {
        put(key, source, value == null || value.trim().isEmpty() ? null : value.trim());
    }

    private void put(String key, String source, String value) {
        if (value != null) {
            values.putIfAbsent(key, new SourcedValue<>(value, SourceLocation.of(source), source));
        }
    }

    /** Whether they set {@code mode=off}: then the agent does nothing and reads no file. */
    public boolean isKillSwitch() {
        return "off".equalsIgnoreCase(text("mode"));
    }

    /** Whether an invalid configuration refuses the start. */
    public boolean failFast() {
        return "true".equalsIgnoreCase(text(OverrideNames.FAIL_FAST));
    }

    /** The path of the configuration file as the user wrote it, or null where none is set. */
    public String configPath() {
        return text(OverrideNames.CONFIG);
    }

    private String text(String key) {
        SourcedValue<String> value = values.get(key);
        return value == null ? null : value.value();
    }

    /** The name of the chosen environment, or null. */
    SourcedValue<String> environment() {
        return values.get(OverrideNames.ENVIRONMENT);
    }

    /** The environment variables that a document may name, to be used for one document. */
    Variables variables() {
        return new Variables(environmentVariable);
    }

    /** Warnings of misspelt names. */
    List<ConfigError> warnings() {
        return warnings.sorted();
    }

    /** Parses the settings, and adds what is invalid to the errors. */
    SettingValues settings(ConfigErrors into) {
        into.addAll(errors.sorted());
        SettingValues settings = new SettingValues();
        for (String name : values.keySet()) {
            Setting<?> setting = OverrideNames.SETTINGS.get(name);
            if (setting != null) {
                put(name, setting, settings, into);
            }
        }
        if (values.containsKey(OverrideNames.FAIL_FAST)) {
            parse(FAIL_FAST_TYPE, OverrideNames.FAIL_FAST, into);
        }
        return settings;
    }

    private <T> void put(String name, Setting<T> setting, SettingValues settings, ConfigErrors into) {
        SourcedValue<T> parsed = parse(setting.type(), name, into);
        if (parsed != null) {
            settings.put(setting, parsed);
        }
    }

    /** Parses the value of a name; returns null after an error. */
    private <T> SourcedValue<T> parse(ValueType<T> type, String name, ConfigErrors into) {
        SourcedValue<String> value = values.get(name);
        Scalar scalar = new Scalar(Scalar.Kind.UNTYPED, value.value());
        try {
            return new SourcedValue<>(type.parse(scalar), value.location(), value.origin());
        } catch (InvalidValueException invalid) {
            into.add(value.location(), invalid.message(MessageText.quoted(name), type, scalar.description()));
            return null;
        }
    }
}
