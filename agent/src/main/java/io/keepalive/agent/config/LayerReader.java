// SPDX-License-Identifier: Apache-2.0
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

    /** Returns the keys that every layer allows. */
    static Set<String> names() {
        Set<String> names = new LinkedHashSet<>(Settings.namesIn(""));
        names.add(RULES);
        return names;
    }

    /** @param known the keys that the layer allows, also for suggestions */
    void read(YamlMapping.Entry entry, Set<String> known) {
        if (entry.key().equals(RULES)) {
            readRules(entry.value());
        } else {
            reader.read("", entry, known, values);
        }
    }

    /** Returns the layer of all entries that were read. */
    Layer layer() {
        values.expandProfile();
        return new Layer(values, rules);
    }

    private void readRules(YamlValue value) {
        if (!value.isNull()) {
            rules = new ArrayList<>();
            Map<String, SourceLocation> seen = new HashMap<>();
            for (YamlValue rule : reader.list(value, "'rules'")) {
                RuleDefinition definition = RuleReader.read(rule, rules.size() + 1, reader);
                reportDuplicate(definition, seen);
                rules.add(definition);
            }
        }
    }

    private void reportDuplicate(RuleDefinition rule, Map<String, SourceLocation> seen) {
        SourceLocation first = seen.putIfAbsent(rule.name(), rule.location());
        if (first != null) {
            reader.addError(
                    rule.location(),
                    "duplicate rule name " + MessageText.quoted(rule.name()) + "; it is already used on line "
                            + first.line());
        }
    }
}
