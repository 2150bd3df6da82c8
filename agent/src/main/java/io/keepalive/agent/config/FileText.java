package io.keepalive.agent.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a configuration file says: its top level, and every environment by its name. */
final class FileText {

    static final String ENVIRONMENTS = "environments";

    private final Layer top;
    private final Map<String, Layer> environments;

    private FileText(Layer top, Map<String, Layer> environments) {
        this.top = top;
        this.environments = environments;
    }

    /** @param root of the document; null or nothing for an empty one */
    static FileText read(YamlValue root, Mistakes mistakes) {
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
        return new FileText(top.layer().over(Layer.silent()), environments);
    }

    /** The keys of the top level. */
    static Set<String> names() {
        Set<String> names = LayerReader.names();
        names.add(ENVIRONMENTS);
        return names;
    }

    private static void readEnvironments(
            YamlValue value, SectionReader reader, Mistakes mistakes, Map<String, Layer> into) {
        for (YamlMapping.Entry environment : reader.entries(value, "'environments'")) {
            into.put(environment.key(), readEnvironment(environment, mistakes));
        }
    }

    private static Layer readEnvironment(YamlMapping.Entry environment, Mistakes mistakes) {
        String owner = "environment " + Quoted.text(environment.key());
        SectionReader reader = new SectionReader(owner, environment.key(), mistakes);
        LayerReader layer = new LayerReader(reader);
        for (YamlMapping.Entry entry : reader.entries(environment.value(), owner)) {
            layer.read(entry, LayerReader.names());
        }
        return layer.layer();
    }

    /** The top level with an environment laid over it; without one where it is null. */
    Layer layer(Given<String> environment, Mistakes mistakes) {
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
        String found = "unknown environment " + Quoted.text(name);
        if (known.isEmpty()) {
            return found + "; the configuration has no 'environments'";
        }
        String question = Nearest.question(name, known);
        return found + "; known are " + known.stream().map(Quoted::bare).collect(Collectors.joining(", "))
                + (question.isEmpty() ? "" : "; " + question);
    }
}
