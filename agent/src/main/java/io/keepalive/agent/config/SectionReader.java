package io.keepalive.agent.config;

import io.keepalive.agent.config.type.InvalidValueException;
import io.keepalive.agent.config.type.SpellingSuggestion;
import io.keepalive.agent.config.type.ValueType;
import io.keepalive.agent.config.yaml.ConfigErrors;
import io.keepalive.agent.config.yaml.MessageText;
import io.keepalive.agent.config.yaml.Scalar;
import io.keepalive.agent.config.yaml.SourceLocation;
import io.keepalive.agent.config.yaml.YamlList;
import io.keepalive.agent.config.yaml.YamlMapping;
import io.keepalive.agent.config.yaml.YamlScalar;
import io.keepalive.agent.config.yaml.YamlValue;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Reads what one part of the file says: the top level, an environment, or a rule. */
final class SectionReader {

    private final String owner;
    private final String environment;
    private final ConfigErrors mistakes;

    /**
     * @param owner name for people of the part that is read, empty for the top level
     * @param environment the one that the part belongs to, or null
     * @param mistakes where to put them
     */
    SectionReader(String owner, String environment, ConfigErrors mistakes) {
        this.owner = owner;
        this.environment = environment;
        this.mistakes = mistakes;
    }

    /** A reader for a part within this part. */
    SectionReader within(String part) {
        return new SectionReader(part, environment, mistakes);
    }

    void mistake(SourceLocation place, String message) {
        mistakes.add(place, message);
    }

    /** How people are told that a value comes from here. */
    String origin(SourceLocation place) {
        String line = place.withoutColumn();
        return environment == null ? line : "environment " + MessageText.bare(environment) + " (" + line + ")";
    }

    /** The entries of a mapping; none for nothing, and for anything else, which is a mistake. */
    List<YamlMapping.Entry> entries(YamlValue value, String subject) {
        if (value instanceof YamlMapping) {
            return ((YamlMapping) value).entries();
        }
        reportUnlessNothing(value, subject + " must hold keys with values");
        return Collections.emptyList();
    }

    /** The entries of a list; none for nothing, and for anything else, which is a mistake. */
    List<YamlValue> list(YamlValue value, String subject) {
        if (value instanceof YamlList) {
            return ((YamlList) value).entries();
        }
        reportUnlessNothing(value, subject + " must be a list");
        return Collections.emptyList();
    }

    private void reportUnlessNothing(YamlValue value, String message) {
        if (!value.isNothing()) {
            mistakes.add(value.place(), message + "; found " + value.description());
        }
    }

    /** A key as messages name it, such as {@code 'idle' in keepalive of rule 'database'}. */
    String subject(String key, String section) {
        String where = where(section);
        return MessageText.text(key) + (where.isEmpty() ? "" : " in " + where);
    }

    private String where(String section) {
        return section.isEmpty() || owner.isEmpty() ? section + owner : section + " of " + owner;
    }

    /** Reads a whole section with what is below it; its path has dots between the keys. */
    void readSection(String section, YamlValue value, SettingValues into) {
        for (YamlMapping.Entry entry : entries(value, "'" + section + "'")) {
            read(section, entry, Settings.namesIn(section), into);
        }
    }

    /**
     * Reads one entry of a section: a setting, or a further section.
     *
     * @param section its path, empty for the part itself
     * @param known keys that are allowed there
     */
    void read(String section, YamlMapping.Entry entry, Set<String> known, SettingValues into) {
        String path = section.isEmpty() ? entry.key() : section + "." + entry.key();
        if (!known.contains(entry.key())) {
            unknown(section, entry, known);
        } else if (Settings.isSection(path)) {
            readSection(path, entry.value(), into);
        } else {
            readSetting(Settings.at(path), subject(entry.key(), section), entry.value(), into);
        }
    }

    private <T> void readSetting(Setting<T> key, String subject, YamlValue value, SettingValues into) {
        SourcedValue<T> given = parse(key.type(), subject, value);
        if (given != null) {
            into.put(key, given);
        }
    }

    /** What a value says, or null with a mistake noted. */
    <T> SourcedValue<T> parse(ValueType<T> type, String subject, YamlValue value) {
        try {
            return new SourcedValue<>(type.parse(scalar(value)), value.place(), origin(value.place()));
        } catch (InvalidValueException wrong) {
            mistakes.add(value.place(), wrong.message(subject, type, value.description()));
            return null;
        }
    }

    private static Scalar scalar(YamlValue value) throws InvalidValueException {
        if (value instanceof YamlScalar) {
            return ((YamlScalar) value).scalar();
        }
        throw new InvalidValueException();
    }

    /** Notes that a key is not known, and which one may have been meant. */
    void unknown(String section, YamlMapping.Entry entry, Set<String> known) {
        String where = where(section).isEmpty() ? " at the top level" : " in " + where(section);
        String hint = section.isEmpty() && owner.isEmpty() ? Settings.home(entry.key()) : "";
        hint = hint.isEmpty() ? SpellingSuggestion.question(entry.key(), known) : hint;
        hint = hint.isEmpty() ? "known here: " + String.join(", ", known) : hint;
        mistakes.add(entry.place(), "unknown key " + MessageText.text(entry.key()) + where + "; " + hint);
    }
}
