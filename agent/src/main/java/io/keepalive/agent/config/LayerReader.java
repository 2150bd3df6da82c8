package io.keepalive.agent.config;

import io.keepalive.agent.config.yaml.MessageText;
import io.keepalive.agent.config.yaml.SourceLocation;
import io.keepalive.agent.config.yaml.YamlMapping;
import io.keepalive.agent.config.yaml.YamlValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the top level or an environment. */
final class LayerReader {

    static final String RULES = "rules";

    private final SectionReader reader;
    private final SettingValues values = new SettingValues();
    private List<RuleDefinition> rules;

    LayerReader(SectionReader reader) {
        this.reader = reader;
    }

    /** The keys of every layer. */
    static Set<String> names() {
        Set<String> names = new LinkedHashSet<>(Settings.namesIn(""));
        names.add(RULES);
        return names;
    }

    /** @param known the keys that are allowed: those of every layer, and maybe more, for a guess at what was meant */
    void read(YamlMapping.Entry entry, Set<String> known) {
        if (entry.key().equals(RULES)) {
            readRules(entry.value());
        } else {
            reader.read("", entry, known, values);
        }
    }

    /** What all the entries together say. */
    Layer layer() {
        values.expandProfile();
        return new Layer(values, rules);
    }

    private void readRules(YamlValue value) {
        if (!value.isNothing()) {
            rules = new ArrayList<>();
            Map<String, SourceLocation> seen = new HashMap<>();
            for (YamlValue rule : reader.list(value, "'rules'")) {
                RuleDefinition text = RuleReader.read(rule, rules.size() + 1, reader);
                reportTwice(text, seen);
                rules.add(text);
            }
        }
    }

    private void reportTwice(RuleDefinition rule, Map<String, SourceLocation> seen) {
        SourceLocation first = seen.putIfAbsent(rule.name(), rule.place());
        if (first != null) {
            reader.mistake(
                    rule.place(),
                    "the rule name " + MessageText.text(rule.name()) + " is already taken on line " + first.line());
        }
    }
}
