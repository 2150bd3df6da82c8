// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import io.keepalive.agent.ExternalSettings;
import io.keepalive.agent.config.type.SpellingSuggestion;
import io.keepalive.agent.config.yaml.ConfigErrors;
import io.keepalive.agent.config.yaml.MessageText;
import io.keepalive.agent.config.yaml.SourceLocation;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parses the agent argument, {@code -javaagent:keepalive-agent.jar=[PATH][,key=value]...}. */
final class AgentArgument {

    /** Its name in messages. */
    static final String NAME = "agent argument";

    private static final SourceLocation LOCATION = SourceLocation.of(NAME);

    private final ConfigErrors errors;
    private final Map<String, String> values = new LinkedHashMap<>();

    private AgentArgument(ConfigErrors errors) {
        this.errors = errors;
    }

    /** Returns the values by their keys; the path has the key {@code config}. */
    static Map<String, String> parse(String argument, ConfigErrors errors) {
        AgentArgument parsed = new AgentArgument(errors);
        String[] parts = argument == null ? new String[0] : argument.split(",");
        for (int i = 0; i < parts.length; i++) {
            parsed.add(parts[i].trim(), i == 0);
        }
        return parsed.values;
    }

    private void add(String part, boolean first) {
        int keyEnd = ExternalSettings.keyEnd(part);
        if (keyEnd > 0) {
            assign(part.substring(0, keyEnd), part.substring(keyEnd + 1));
        } else if (first && !part.isEmpty()) {
            put(OverrideNames.CONFIG, part);
        } else if (!part.isEmpty()) {
            errors.add(
                    LOCATION, MessageText.quoted(part) + " must be key=value; only the path at the start has no key");
        }
    }

    private void assign(String key, String value) {
        if (OverrideNames.ALL.contains(key)) {
            put(key, value);
        } else {
            errors.add(LOCATION, unknown(key));
        }
    }

    private void put(String key, String value) {
        if (values.putIfAbsent(key, value) != null) {
            errors.add(LOCATION, "duplicate key " + MessageText.quoted(key));
        }
    }

    private String unknown(String key) {
        String suggestion = SpellingSuggestion.suggestion(key, OverrideNames.ALL);
        return "unknown key " + MessageText.quoted(key) + "; "
                + (suggestion.isEmpty() ? "allowed keys: " + String.join(", ", OverrideNames.ALL) : suggestion);
    }
}
