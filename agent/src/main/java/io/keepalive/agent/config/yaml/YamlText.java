package io.keepalive.agent.config.yaml;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The text of a YAML 1.2 file. Checks nesting, tags and the number of documents before the library builds any node. */
final class YamlText {

    /** The deepest setting is at level 8: root, environments, name, rules, rule, match, remote, entry. */
    static final int MAX_DEPTH = 20;

    private static final Set<Tag> CORE_TAGS =
            new HashSet<>(Arrays.asList(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP));

    private final String file;
    private final String text;
    private final ConfigErrors errors;

    YamlText(String file, String text, ConfigErrors errors) {
        this.file = file;
        this.text = text;
        this.errors = errors;
    }

    /** Returns the root of the only document; empty for an empty file and after an error. */
    Optional<Node> compose() {
        try {
            return isSafeToCompose() ? new Compose(settings()).composeString(text) : Optional.empty();
        } catch (MarkedYamlEngineException malformed) {
            report(malformed);
        } catch (ReaderException unprintable) {
            report(unprintable);
        } catch (YamlEngineException refused) {
            errors.add(SourceLocation.of(file), "not valid YAML: " + refused.getMessage());
        }
        return Optional.empty();
    }

    private LoadSettings settings() {
        return LoadSettings.builder()
                .setLabel(file)
                .setSchema(new CoreSchemaWithoutMerge())
                .setMaxAliasesForCollections(Integer.MAX_VALUE)
                .build();
    }

    /** Checks the events one by one, because composing is recursive and deep nesting would overflow the stack. */
    private boolean isSafeToCompose() {
        int depth = 0;
        int documents = 0;
        boolean safe = true;
        for (Event event : new Parse(settings()).parseString(text)) {
            depth += event instanceof CollectionStartEvent ? 1 : 0;
            depth -= isCollectionEnd(event) ? 1 : 0;
            documents += event.getEventId() == Event.ID.DocumentStart ? 1 : 0;
            if (depth > MAX_DEPTH) {
                return refuse(event, "nested " + depth + " levels deep; at most " + MAX_DEPTH + " are allowed");
            }
            if (documents > 1) {
                return refuse(event, "a second YAML document starts here; only one is allowed");
            }
            safe &= hasCoreTag(event);
        }
        return safe;
    }

    private static boolean isCollectionEnd(Event event) {
        return event.getEventId() == Event.ID.MappingEnd || event.getEventId() == Event.ID.SequenceEnd;
    }

    private boolean refuse(Event event, String message) {
        errors.add(location(event.getStartMark()), message);
        return false;
    }

    private boolean hasCoreTag(Event event) {
        Optional<String> tag = tagOf(event).filter(name -> !name.equals("!") && !CORE_TAGS.contains(new Tag(name)));
        tag.ifPresent(name -> errors.add(
                location(event.getStartMark()),
                "the tag " + MessageText.quoted(name)
                        + " is not allowed; allowed are !!str, !!int, !!float, !!bool, !!null, !!seq, !!map"));
        return !tag.isPresent();
    }

    private static Optional<String> tagOf(Event event) {
        if (event instanceof ScalarEvent) {
            return ((ScalarEvent) event).getTag();
        }
        return event instanceof CollectionStartEvent ? ((CollectionStartEvent) event).getTag() : Optional.empty();
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
    SourceLocation location(Optional<Mark> mark) {
        return mark.map(m -> SourceLocation.of(file, m.getLine() + 1, m.getColumn() + 1))
                .orElse(SourceLocation.of(file));
    }
}
