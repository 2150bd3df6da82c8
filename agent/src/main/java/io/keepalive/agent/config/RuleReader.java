// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import io.keepalive.agent.config.type.TextType;
import io.keepalive.agent.config.type.ValueType;
import io.keepalive.agent.config.yaml.MessageText;
import io.keepalive.agent.config.yaml.YamlMapping;
import io.keepalive.agent.config.yaml.YamlValue;
import io.keepalive.agent.policy.Match;
import io.keepalive.agent.policy.Rule;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads one entry of {@code rules:}. */
final class RuleReader {

    static final String NAME = "name";
    static final String MATCH = "match";
    /** The keys of a rule. */
    static final Set<String> NAMES =
            Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList(NAME, MATCH, "keepalive", "mode")));

    private static final ValueType<String> NAME_TYPE = new TextType("non-empty text");

    private final SectionReader reader;
    private final SettingValues values = new SettingValues();
    private Match match = Match.everything();

    private RuleReader(SectionReader reader) {
        this.reader = reader;
    }

    /**
     * Reads a rule.
     *
     * @param number of the rule in its list, counted from 1; names the rule where its name is missing
     * @param outer the reader of the enclosing layer
     */
    static RuleDefinition read(YamlValue rule, int number, SectionReader outer) {
        List<YamlMapping.Entry> entries = outer.entries(rule, "each entry of 'rules'");
        SourcedValue<String> name = name(rule, entries, number, outer);
        RuleReader ruleReader = new RuleReader(outer.within("rule " + MessageText.quoted(name.value())));
        for (YamlMapping.Entry entry : entries) {
            ruleReader.read(entry);
        }
        ruleReader.values.expandProfile();
        return new RuleDefinition(name.value(), name.location(), ruleReader.match, ruleReader.values);
    }

    private static SourcedValue<String> name(
            YamlValue rule, List<YamlMapping.Entry> entries, int number, SectionReader outer) {
        SourcedValue<String> numbered =
                new SourcedValue<>("#" + number, rule.location(), outer.origin(rule.location()));
        for (YamlMapping.Entry entry : entries) {
            if (entry.key().equals(NAME)) {
                SourcedValue<String> name = outer.parse(NAME_TYPE, "'name' of rule " + number, entry.value());
                return name == null ? numbered : checkReserved(name, outer);
            }
        }
        if (rule instanceof YamlMapping || rule.isNull()) {
            outer.addError(rule.location(), "rule " + number + " has no 'name'; reports identify a rule by its name");
        }
        return numbered;
    }

    private static SourcedValue<String> checkReserved(SourcedValue<String> name, SectionReader outer) {
        if (name.value().equals(Rule.DEFAULT_NAME)) {
            outer.addError(
                    name.location(),
                    "the rule name 'default' is reserved: reports use it for the connections that no rule matches");
        }
        return name;
    }

    private void read(YamlMapping.Entry entry) {
        if (entry.key().equals(MATCH)) {
            match = MatchReader.read(entry.value(), reader);
        } else if (!entry.key().equals(NAME)) {
            reader.read("", entry, NAMES, values);
        }
    }
}
