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

/** What a configuration file says: its top level, and every environment by its name. */
final class ConfigDocument {

    static final String ENVIRONMENTS = "environments";

    private final Layer top;
    private final Map<String, Layer> environments;

    private ConfigDocument(Layer top, Map<String, Layer> environments) {
        this.top = top;
        this.environments = environments;
    }

    /** @param root of the document; null or nothing for an empty one */
    static ConfigDocument read(YamlValue root, ConfigErrors mistakes) {
        Map<String, Layer> environments = new LinkedHashMap<>();
        SectionReader reader = new SectionReader("", null, mistakes);
        LayerReader top = new LayerReader(reader);
        if (root != null) {
            for (YamlMapping.Entry entry : reader.entries(root, "the configuration")) {
                if (entry.key().equals(ENVIRONMENTS)) {
                    readEnvironments(entry.value(), reader, mistakes, environments);
                } else {
                    top.read(entry, names());
                }
            }
        }
        return new ConfigDocument(top.layer().over(Layer.silent()), environments);
    }

    /** The keys of the top level. */
    static Set<String> names() {
        Set<String> names = LayerReader.names();
        names.add(ENVIRONMENTS);
        return names;
    }

    private static void readEnvironments(
            YamlValue value, SectionReader reader, ConfigErrors mistakes, Map<String, Layer> into) {
        for (YamlMapping.Entry environment : reader.entries(value, "'environments'")) {
            into.put(environment.key(), readEnvironment(environment, mistakes));
        }
    }

    private static Layer readEnvironment(YamlMapping.Entry environment, ConfigErrors mistakes) {
        String owner = "environment " + MessageText.text(environment.key());
        SectionReader reader = new SectionReader(owner, environment.key(), mistakes);
        LayerReader layer = new LayerReader(reader);
        for (YamlMapping.Entry entry : reader.entries(environment.value(), owner)) {
            layer.read(entry, LayerReader.names());
        }
        return layer.layer();
    }

    /** The top level with an environment laid over it; without one where it is null. */
    Layer layer(SourcedValue<String> environment, ConfigErrors mistakes) {
        if (environment == null) {
            return top;
        }
        Layer chosen = environments.get(environment.value());
        if (chosen == null) {
            mistakes.add(environment.place(), unknown(environment.value()));
            return top;
        }
        return chosen.over(top);
    }

    private String unknown(String name) {
        Set<String> known = environments.keySet();
        String found = "unknown environment " + MessageText.text(name);
        if (known.isEmpty()) {
            return found + "; the configuration has no 'environments'";
        }
        String question = SpellingSuggestion.question(name, known);
        return found + "; known are " + known.stream().map(MessageText::bare).collect(Collectors.joining(", "))
                + (question.isEmpty() ? "" : "; " + question);
    }
}
