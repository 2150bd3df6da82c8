package io.keepalive.agent.config;

import io.keepalive.agent.config.type.SpellingSuggestion;
import io.keepalive.agent.config.yaml.ConfigErrors;
import io.keepalive.agent.config.yaml.MessageText;
import io.keepalive.agent.config.yaml.SourceLocation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text behind {@code -javaagent:keepalive-agent.jar=}, taken apart: {@code [PATH][,key=value]...}. */
final class AgentArgument {

    /** How people are told of it. */
    static final String NAME = "agent argument";

    private static final SourceLocation PLACE = SourceLocation.of(NAME);

    /** A path that looks like this can be written with {@code ./} before it. */
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z][A-Za-z0-9.-]*)=(.*)", Pattern.DOTALL);

    private final ConfigErrors mistakes;
    private final Map<String, String> values = new LinkedHashMap<>();

    private AgentArgument(ConfigErrors mistakes) {
        this.mistakes = mistakes;
    }

    /** The values by their keys, the path being {@code config}. */
    static Map<String, String> parse(String argument, ConfigErrors mistakes) {
        AgentArgument parsed = new AgentArgument(mistakes);
        String[] parts = argument == null ? new String[0] : argument.split(",");
        for (int i = 0; i < parts.length; i++) {
            parsed.add(parts[i].trim(), i == 0);
        }
        return parsed.values;
    }

    private void add(String part, boolean first) {
        Matcher assignment = ASSIGNMENT.matcher(part);
        if (assignment.matches()) {
            assign(assignment.group(1), assignment.group(2));
        } else if (first && !part.isEmpty()) {
            put(OverrideNames.CONFIG, part);
        } else if (!part.isEmpty()) {
            mistakes.add(
                    PLACE, MessageText.text(part) + " is not key=value; only the path, which comes first, has no key");
        }
    }

    private void assign(String key, String value) {
        if (OverrideNames.ALL.contains(key)) {
            put(key, value);
        } else {
            mistakes.add(PLACE, unknown(key));
        }
    }

    private void put(String key, String value) {
        if (values.putIfAbsent(key, value) != null) {
            mistakes.add(PLACE, MessageText.text(key) + " is given twice");
        }
    }

    private String unknown(String key) {
        String question = SpellingSuggestion.question(key, OverrideNames.ALL);
        return "unknown key " + MessageText.text(key) + "; "
                + (question.isEmpty() ? "known here: " + String.join(", ", OverrideNames.ALL) : question);
    }
}
