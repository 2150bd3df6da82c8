// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import io.keepalive.agent.config.type.SpellingSuggestion;
import io.keepalive.agent.config.yaml.ConfigErrors;
import io.keepalive.agent.config.yaml.MessageText;
import io.keepalive.agent.config.yaml.YamlMapping;
import io.keepalive.agent.config.yaml.YamlValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The content of a configuration file: the top level and the environments by their names. */
final class ConfigDocument {

    static final String ENVIRONMENTS = "environments";

    private final Layer top;
    private final Map<String, Layer> environments;

    private ConfigDocument(Layer top, Map<String, Layer> environments) {
        this.top = top;
        this.environments = environments;
    }

    /** @param root of the document; null or YAML's null for an empty one */
    static ConfigDocument read(YamlValue root, ConfigErrors errors) {
        Map<String, Layer> environments = new LinkedHashMap<>();
        SectionReader reader = new SectionReader("", null, errors);
        LayerReader top = new LayerReader(reader);
        if (root != null) {
            Set<String> names = names();
            for (YamlMapping.Entry entry : reader.entries(root, "the configuration")) {
                if (entry.key().equals(ENVIRONMENTS)) {
                    readEnvironments(entry.value(), reader, errors, environments);
                } else {
                    top.read(entry, names);
                }
            }
        }
        return new ConfigDocument(top.layer().over(Layer.empty()), environments);
    }

    /** Returns the keys that the top level allows. */
    static Set<String> names() {
        Set<String> names = LayerReader.names();
        names.add(ENVIRONMENTS);
        return names;
    }

    private static void readEnvironments(
            YamlValue value, SectionReader reader, ConfigErrors errors, Map<String, Layer> environments) {
        for (YamlMapping.Entry environment : reader.entries(value, "'environments'")) {
            environments.put(environment.key(), readEnvironment(environment, errors));
        }
    }

    private static Layer readEnvironment(YamlMapping.Entry environment, ConfigErrors errors) {
        String owner = "environment " + MessageText.quoted(environment.key());
        SectionReader reader = new SectionReader(owner, environment.key(), errors);
        LayerReader layer = new LayerReader(reader);
        Set<String> names = LayerReader.names();
        for (YamlMapping.Entry entry : reader.entries(environment.value(), owner)) {
            layer.read(entry, names);
        }
        return layer.layer();
    }

    /** Merges an environment over the top level; null chooses none. */
    Layer layer(SourcedValue<String> environment, ConfigErrors errors) {
        if (environment == null) {
            return top;
        }
        Layer chosen = environments.get(environment.value());
        if (chosen == null) {
            errors.add(environment.location(), unknownEnvironment(environment.value()));
            return top;
        }
        return chosen.over(top);
    }

    private String unknownEnvironment(String name) {
        Set<String> defined = environments.keySet();
        String message = "unknown environment " + MessageText.quoted(name);
        if (defined.isEmpty()) {
            return message + "; the configuration has no 'environments'";
        }
        String suggestion = SpellingSuggestion.suggestion(name, defined);
        return message + "; defined are "
                + defined.stream().map(MessageText::unquoted).collect(Collectors.joining(", "))
                + (suggestion.isEmpty() ? "" : "; " + suggestion);
    }
}
