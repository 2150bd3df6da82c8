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

    private static final ValueType<String> NAME_TYPE = new TextType("text that is not empty");

    private final SectionReader reader;
    private final SettingValues values = new SettingValues();
    private Match match = Match.everything();

    private RuleReader(SectionReader reader) {
        this.reader = reader;
    }

    /**
     * @param number of the rule in its list, counted from 1; it stands for the name where that is missing
     * @param outer reads what the list is in
     */
    static RuleDefinition read(YamlValue rule, int number, SectionReader outer) {
        List<YamlMapping.Entry> entries = outer.entries(rule, "each of 'rules'");
        SourcedValue<String> name = name(rule, entries, number, outer);
        RuleReader own = new RuleReader(outer.within("rule " + MessageText.text(name.value())));
        entries.forEach(own::read);
        own.values.expandProfile();
        return new RuleDefinition(name.value(), name.place(), own.match, own.values);
    }

    private static SourcedValue<String> name(
            YamlValue rule, List<YamlMapping.Entry> entries, int number, SectionReader outer) {
        SourcedValue<String> substitute = new SourcedValue<>("#" + number, rule.place(), outer.origin(rule.place()));
        for (YamlMapping.Entry entry : entries) {
            if (entry.key().equals(NAME)) {
                SourcedValue<String> name = outer.parse(NAME_TYPE, "'name' of rule " + number, entry.value());
                return name == null ? substitute : notReserved(name, outer);
            }
        }
        if (rule instanceof YamlMapping || rule.isNothing()) {
            outer.mistake(rule.place(), "rule " + number + " has no 'name'; reports tell rules apart by it");
        }
        return substitute;
    }

    private static SourcedValue<String> notReserved(SourcedValue<String> name, SectionReader outer) {
        if (name.value().equals(Rule.DEFAULT_NAME)) {
            outer.mistake(
                    name.place(),
                    "'default' cannot be the name of a rule: reports use it for the connections that no rule takes");
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
