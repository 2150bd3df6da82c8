// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A configuration file of a test, with its overrides. */
public final class ConfigText {

    private final Path file;
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private String argument;

    private ConfigText(Path file) {
        this.file = file;
        this.argument = file == null ? "" : file.toString();
    }

    public static ConfigText in(Path directory, String text) {
        try {
            return new ConfigText(Files.writeString(directory.resolve("config.yaml"), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ConfigText none() {
        return new ConfigText(null);
    }

    /** Adds {@code key=value} to the agent argument. */
    public ConfigText with(String assignment) {
        argument += "," + assignment;
        return this;
    }

    ConfigText property(String name, String value) {
        properties.put(name, value);
        return this;
    }

    public ConfigText variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    Overrides overrides() {
        Map<String, String> names = new HashMap<>(properties);
        names.putAll(variables);
        return new Overrides(argument, properties::get, variables::get, names.keySet());
    }

    public Config load() {
        try {
            return ConfigLoader.load(overrides());
        } catch (InvalidConfigException invalid) {
            throw new AssertionError(invalid.getMessage(), invalid);
        }
    }

    /** Loads the configuration and returns its errors, one a line, without the file's directory. */
    public String errors() {
        try {
            ConfigLoader.load(overrides());
            return "";
        } catch (InvalidConfigException invalid) {
            return withoutDirectory(invalid.getMessage());
        }
    }

    /** Loads the configuration and returns its warnings, one a line, without the file's directory. */
    String warnings() {
        StringBuilder lines = new StringBuilder();
        load().warnings().forEach(warning -> lines.append(warning).append('\n'));
        return withoutDirectory(lines.toString().trim());
    }

    String withoutDirectory(String text) {
        return file == null ? text : text.replace(file.getParent() + "/", "");
    }
}
