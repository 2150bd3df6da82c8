// SPDX-License-Identifier: Apache-2.0
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

/** Reads one part of the file: the top level, an environment, or a rule. */
final class SectionReader {

    private final String owner;
    private final String environment;
    private final ConfigErrors errors;

    /**
     * @param owner name of the part in messages, empty for the top level
     * @param environment that the part belongs to, or null
     * @param errors collects the errors
     */
    SectionReader(String owner, String environment, ConfigErrors errors) {
        this.owner = owner;
        this.environment = environment;
        this.errors = errors;
    }

    /** Returns a reader for a part of this part. */
    SectionReader within(String part) {
        return new SectionReader(part, environment, errors);
    }

    void addError(SourceLocation location, String message) {
        errors.add(location, message);
    }

    /** The origin of a value at this location, as messages show it. */
    String origin(SourceLocation location) {
        return origin(location, "");
    }

    /** @param variables the environment variables in the value, as messages show them; empty for none */
    private String origin(SourceLocation location, String variables) {
        String line = location.withoutColumn();
        if (environment == null) {
            return variables.isEmpty() ? line : line + " (" + variables + ")";
        }
        String place = variables.isEmpty() ? line : line + ", " + variables;
        return "environment " + MessageText.unquoted(environment) + " (" + place + ")";
    }

    /** Returns the entries of a mapping; none for null; none with an error for any other value. */
    List<YamlMapping.Entry> entries(YamlValue value, String subject) {
        if (value instanceof YamlMapping) {
            return ((YamlMapping) value).entries();
        }
        reportUnlessNull(value, subject + " must be a mapping of keys to values");
        return Collections.emptyList();
    }

    /** Returns the entries of a list; none for null; none with an error for any other value. */
    List<YamlValue> list(YamlValue value, String subject) {
        if (value instanceof YamlList) {
            return ((YamlList) value).entries();
        }
        reportUnlessNull(value, subject + " must be a list");
        return Collections.emptyList();
    }

    private void reportUnlessNull(YamlValue value, String message) {
        if (!value.isNull() && !value.isInError()) {
            errors.add(value.location(), message + "; found " + value.description());
        }
    }

    /** Returns a key as messages name it, such as {@code 'idle' in keepalive of rule 'database'}. */
    String subject(String key, String section) {
        String where = where(section);
        return MessageText.quoted(key) + (where.isEmpty() ? "" : " in " + where);
    }

    private String where(String section) {
        return section.isEmpty() || owner.isEmpty() ? section + owner : section + " of " + owner;
    }

    /** Reads a section and the sections below it. Its path has dots between the keys. */
    void readSection(String section, YamlValue value, SettingValues target) {
        Set<String> names = Settings.namesIn(section);
        for (YamlMapping.Entry entry : entries(value, "'" + section + "'")) {
            read(section, entry, names, target);
        }
    }

    /**
     * Reads one entry of a section: a setting, or a further section.
     *
     * @param section path of the section, empty for the part itself
     * @param known keys that the section allows
     */
    void read(String section, YamlMapping.Entry entry, Set<String> known, SettingValues target) {
        String path = section.isEmpty() ? entry.key() : section + "." + entry.key();
        if (!known.contains(entry.key())) {
            addUnknownKey(section, entry, known);
        } else if (Settings.isSection(path)) {
            readSection(path, entry.value(), target);
        } else {
            readSetting(Settings.at(path), subject(entry.key(), section), entry.value(), target);
        }
    }

    private <T> void readSetting(Setting<T> setting, String subject, YamlValue value, SettingValues target) {
        SourcedValue<T> parsed = parse(setting.type(), subject, value);
        if (parsed != null) {
            target.put(setting, parsed);
        }
    }

    /** Parses a value; returns null after an error. */
    <T> SourcedValue<T> parse(ValueType<T> type, String subject, YamlValue value) {
        if (value.isInError()) {
            return null;
        }
        try {
            Scalar scalar = scalar(value);
            return new SourcedValue<>(type.parse(scalar), value.location(), origin(value.location(), scalar.source()));
        } catch (InvalidValueException invalid) {
            errors.add(value.location(), invalid.message(subject, type, value.description()));
            return null;
        }
    }

    private static Scalar scalar(YamlValue value) throws InvalidValueException {
        if (value instanceof YamlScalar) {
            return ((YamlScalar) value).scalar();
        }
        throw new InvalidValueException();
    }

    /** Adds an error for an unknown key, with a suggestion. */
    void addUnknownKey(String section, YamlMapping.Entry entry, Set<String> known) {
        String where = where(section).isEmpty() ? " at the top level" : " in " + where(section);
        String hint = section.isEmpty() && owner.isEmpty() ? Settings.sectionHint(entry.key()) : "";
        hint = hint.isEmpty() ? SpellingSuggestion.suggestion(entry.key(), known) : hint;
        hint = hint.isEmpty() ? "allowed keys: " + String.join(", ", known) : hint;
        errors.add(entry.location(), "unknown key " + MessageText.quoted(entry.key()) + where + "; " + hint);
    }
}
