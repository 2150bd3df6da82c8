// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds a tree of values with their locations from the events of a YAML document. Aliases and environment variables are
 * resolved. A duplicate key or a key that is not a scalar is added to the errors and left out of the tree.
 */
public final class YamlDocument {

    /** The deepest setting is at level 8: root, environments, name, rules, rule, match, remote, entry. */
    static final int MAX_DEPTH = 20;

    /** Far above any real configuration, far below what nested aliases expand to from a few lines. */
    private static final int MAX_VALUES = 100_000;

    private final List<YamlEvent> events;
    private final Variables variables;
    private final ConfigErrors errors;
    private int next;
    private int values;
    private int depth;

    private YamlDocument(List<YamlEvent> events, Variables variables, ConfigErrors errors) {
        this.events = events;
        this.variables = variables;
        this.errors = errors;
    }

    /**
     * Returns the root of the only document; null for an empty file and after an error that prevents parsing.
     *
     * @param variables replace {@code ${NAME}} in values; keys stay as they are
     */
    public static YamlValue parse(String file, String content, Variables variables, ConfigErrors errors) {
        List<YamlEvent> events = SubsetParser.parse(file, content);
        if (events == null) {
            events = LibraryParser.parse(file, content, errors);
        }
        return events == null || events.isEmpty() ? null : new YamlDocument(events, variables, errors).root();
    }

    private YamlValue root() {
        try {
            return value();
        } catch (DocumentLimitException exceeded) {
            errors.add(exceeded.location(), exceeded.getMessage());
            return null;
        }
    }

    /** Builds the value that begins at the next event, and goes on to the event after it. */
    private YamlValue value() {
        YamlEvent event = events.get(next++);
        if (event.type() != YamlEvent.Type.ALIAS) {
            return valueOf(event);
        }
        int afterAlias = next;
        next = event.target() + 1;
        YamlValue value = valueOf(events.get(event.target()));
        next = afterAlias;
        return value;
    }

    private YamlValue valueOf(YamlEvent event) {
        if (++values > MAX_VALUES) {
            throw new DocumentLimitException(
                    event.location(),
                    "the aliases expand to more than " + MAX_VALUES + " values, the most that is allowed");
        }
        if (depth >= MAX_DEPTH) {
            throw new DocumentLimitException(
                    event.location(),
                    "an anchor contains itself, or aliases nest more than " + MAX_DEPTH + " levels deep");
        }
        depth++;
        YamlValue value = valueAt(event.location(), event);
        depth--;
        return value;
    }

    private YamlValue valueAt(SourceLocation location, YamlEvent event) {
        if (event.type() == YamlEvent.Type.MAPPING) {
            return new YamlMapping(location, pairs());
        }
        return event.type() == YamlEvent.Type.LIST
                ? new YamlList(location, entries())
                : new YamlScalar(location, scalarOf(event));
    }

    private Scalar scalarOf(YamlEvent event) {
        return event.scalar().text().contains(Substitution.OPENING)
                ? Substitution.apply(event.scalar(), variables, event.location(), errors)
                : event.scalar();
    }

    private List<YamlValue> entries() {
        List<YamlValue> entries = new ArrayList<>();
        while (!isEnd()) {
            entries.add(value());
        }
        return entries;
    }

    private List<YamlMapping.Entry> pairs() {
        Map<String, SourceLocation> seen = new HashMap<>();
        List<YamlMapping.Entry> pairs = new ArrayList<>();
        while (!isEnd()) {
            YamlEvent key = events.get(next);
            if (key.type() == YamlEvent.Type.ALIAS) {
                key = events.get(key.target());
            }
            skip();
            if (isNewKey(key, seen)) {
                pairs.add(new YamlMapping.Entry(key.scalar().text(), key.location(), value()));
            } else {
                skip();
            }
        }
        return pairs;
    }

    /** Whether the collection ends here; then goes on to the event after it. */
    private boolean isEnd() {
        boolean isEnd = events.get(next) == YamlEvent.END;
        next += isEnd ? 1 : 0;
        return isEnd;
    }

    /** Goes on to the event after the value that begins at the next event. */
    private void skip() {
        int levels = 0;
        do {
            levels += events.get(next++).levels();
        } while (levels > 0);
    }

    private boolean isNewKey(YamlEvent event, Map<String, SourceLocation> seen) {
        if (event.type() != YamlEvent.Type.SCALAR) {
            errors.add(event.location(), "a key must be a scalar; found a list or a mapping");
            return false;
        }
        String key = event.scalar().text();
        if (key.equals("<<")) {
            errors.add(
                    event.location(),
                    "merge keys (<<) are not part of YAML 1.2; write the values out, or use 'environments'");
            return false;
        }
        SourceLocation first = seen.putIfAbsent(key, event.location());
        if (first != null) {
            errors.add(
                    event.location(),
                    "duplicate key " + MessageText.quoted(key) + "; it is already set on line " + first.line());
        }
        return first == null;
    }
}
