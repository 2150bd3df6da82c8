// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Parses any YAML 1.2 text with the YAML library. Checks nesting, tags and the number of documents, and finds the targets
 * of aliases. Uses the library's events: its composer is recursive, so that deep nesting would overflow the stack.
 */
final class LibraryParser {

    private static final String CORE_TAG = "tag:yaml.org,2002:";

    private final String file;
    private final String text;
    private final ConfigErrors errors;
    private final List<YamlEvent> events = new ArrayList<>();
    private final Map<String, Integer> anchors = new HashMap<>();
    private AliasEvent undefined;
    private boolean hasOtherTags;
    private int depth;
    private int documents;

    private LibraryParser(String file, String text, ConfigErrors errors) {
        this.file = file;
        this.text = text;
        this.errors = errors;
    }

    /** Returns the events of the only document, none for an empty file; null after an error. */
    static List<YamlEvent> parse(String file, String text, ConfigErrors errors) {
        LibraryParser parser = new LibraryParser(file, text, errors);
        return parser.parse() ? parser.events : null;
    }

    private boolean parse() {
        try {
            return parseAll() && !hasOtherTags && hasTargets();
        } catch (MarkedYamlEngineException malformed) {
            report(malformed);
        } catch (ReaderException unprintable) {
            report(unprintable);
        } catch (YamlEngineException refused) {
            errors.add(SourceLocation.of(file), "not valid YAML: " + refused.getMessage());
        }
        return false;
    }

    private boolean parseAll() {
        LoadSettings settings = LoadSettings.builder().setLabel(file).build();
        ParserImpl parser = new ParserImpl(settings, new StreamReader(settings, text));
        while (parser.hasNext()) {
            if (!add(parser.next())) {
                return false;
            }
        }
        return true;
    }

    /** Returns false where the rest of the text must not be parsed. */
    private boolean add(Event event) {
        switch (event.getEventId()) {
            case DocumentStart:
                return ++documents == 1 || refuse(event, "a second YAML document starts here; only one is allowed");
            case MappingStart:
                return addStart(YamlEvent.Type.MAPPING, (CollectionStartEvent) event);
            case SequenceStart:
                return addStart(YamlEvent.Type.LIST, (CollectionStartEvent) event);
            case MappingEnd:
            case SequenceEnd:
                depth--;
                events.add(YamlEvent.END);
                return true;
            case Scalar:
                addScalar((ScalarEvent) event);
                return true;
            case Alias:
                addAlias((AliasEvent) event);
                return true;
            default:
                return true;
        }
    }

    private boolean addStart(YamlEvent.Type type, CollectionStartEvent event) {
        if (++depth > YamlDocument.MAX_DEPTH) {
            return refuse(
                    event, "nested " + depth + " levels deep; at most " + YamlDocument.MAX_DEPTH + " are allowed");
        }
        checkTag(event, event.getTag().orElse(null));
        addAnchor(event);
        events.add(YamlEvent.start(type, location(event.getStartMark())));
        return true;
    }

    private boolean refuse(Event event, String message) {
        errors.add(location(event.getStartMark()), message);
        return false;
    }

    private void addScalar(ScalarEvent event) {
        checkTag(event, event.getTag().orElse(null));
        addAnchor(event);
        events.add(YamlEvent.scalar(location(event.getStartMark()), new Scalar(kindOf(event), event.getValue())));
    }

    /** An anchor may be set again: an alias means the last one before it (YAML 1.2.2, section 3.2.2.2). */
    private void addAnchor(NodeEvent event) {
        if (event.getAnchor().isPresent()) {
            anchors.put(event.getAnchor().get().getValue(), events.size());
        }
    }

    private void addAlias(AliasEvent event) {
        Integer target = anchors.get(event.getAlias().getValue());
        if (target != null) {
            events.add(YamlEvent.alias(location(event.getStartMark()), target));
        } else if (undefined == null) {
            undefined = event;
        }
    }

    private boolean hasTargets() {
        return undefined == null || refuse(undefined, "not valid YAML: found undefined alias " + undefined.getAlias());
    }

    private void checkTag(Event event, String tag) {
        if (tag != null && !tag.equals("!") && !isCoreTag(tag)) {
            hasOtherTags = true;
            errors.add(
                    location(event.getStartMark()),
                    "the tag " + MessageText.quoted(tag)
                            + " is not allowed; allowed are !!str, !!int, !!float, !!bool, !!null, !!seq, !!map");
        }
    }

    private static boolean isCoreTag(String tag) {
        switch (coreType(tag)) {
            case "str":
            case "int":
            case "float":
            case "bool":
            case "null":
            case "seq":
            case "map":
                return true;
            default:
                return false;
        }
    }

    /** Returns {@code int} for {@code !!int}; empty for a tag outside the core schema's namespace. */
    private static String coreType(String tag) {
        return tag.startsWith(CORE_TAG) ? tag.substring(CORE_TAG.length()) : "";
    }

    /** A tag gives the type; without one, only a plain scalar has a type other than text. */
    private static Scalar.Kind kindOf(ScalarEvent event) {
        switch (coreType(event.getTag().orElse(""))) {
            case "int":
            case "float":
                return Scalar.Kind.NUMBER;
            case "bool":
                return Scalar.Kind.BOOLEAN;
            case "null":
                return Scalar.Kind.NULL;
            default:
                return event.getImplicit().canOmitTagInPlainScalar()
                        ? CoreSchema.kindOf(event.getValue())
                        : Scalar.Kind.TEXT;
        }
    }

    private void report(MarkedYamlEngineException malformed) {
        Optional<Mark> mark =
                malformed.getProblemMark().isPresent() ? malformed.getProblemMark() : malformed.getContextMark();
        String context = malformed.getContext() == null ? "" : " " + malformed.getContext();
        String hint = mark.isPresent() && isVariable(mark.get())
                ? "; inside [ ] and { } a value with a variable needs quotes, \"${NAME}\""
                : "";
        errors.add(location(mark), "not valid YAML: " + malformed.getProblem() + context + hint);
    }

    /** Whether the brace of <code>${</code> is at this position, which inside a flow collection opens a mapping. */
    private static boolean isVariable(Mark mark) {
        int at = mark.getPointer();
        return at > 0 && at < mark.getBuffer().length && mark.getBuffer()[at] == '{' && mark.getBuffer()[at - 1] == '$';
    }

    private void report(ReaderException unprintable) {
        String before = text.substring(0, text.offsetByCodePoints(0, unprintable.getPosition()));
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        errors.add(
                SourceLocation.of(file, line, before.length() - before.lastIndexOf('\n')),
                String.format(Locale.ROOT, "the character U+%04X is not allowed in YAML", unprintable.getCodePoint()));
    }

    /** The library counts lines and columns from 0, {@link SourceLocation} from 1. */
    private SourceLocation location(Optional<Mark> mark) {
        return mark.isPresent()
                ? SourceLocation.of(file, mark.get().getLine() + 1, mark.get().getColumn() + 1)
                : SourceLocation.of(file);
    }
}
