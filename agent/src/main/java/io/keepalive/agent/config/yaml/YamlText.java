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

/** YAML 1.2 as text. Refuses what no configuration needs, and what could hurt, before anything is made of it. */
final class YamlText {

    /** The deepest sensible value is at eight: environments, name, rules, rule, match, remote, entry. */
    static final int MOST_DEPTH = 20;

    private static final Set<Tag> CORE_TAGS =
            new HashSet<>(Arrays.asList(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP));

    private final String file;
    private final String text;
    private final ConfigErrors mistakes;

    YamlText(String file, String text, ConfigErrors mistakes) {
        this.file = file;
        this.text = text;
        this.mistakes = mistakes;
    }

    /** The root of the only document; empty where there is none, or where the mistakes say why there is none. */
    Optional<Node> compose() {
        try {
            return isFitToCompose() ? new Compose(settings()).composeString(text) : Optional.empty();
        } catch (MarkedYamlEngineException malformed) {
            report(malformed);
        } catch (ReaderException unprintable) {
            report(unprintable);
        } catch (YamlEngineException refused) {
            mistakes.add(SourceLocation.of(file), "not valid YAML: " + refused.getMessage());
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

    /** Looks at the events one by one: composing is recursive, and would overflow the stack on hostile nesting. */
    private boolean isFitToCompose() {
        int depth = 0;
        int documents = 0;
        boolean fit = true;
        for (Event event : new Parse(settings()).parseString(text)) {
            depth += event instanceof CollectionStartEvent ? 1 : 0;
            depth -= isCollectionEnd(event) ? 1 : 0;
            documents += event.getEventId() == Event.ID.DocumentStart ? 1 : 0;
            if (depth > MOST_DEPTH) {
                return refuse(event, "nested more than " + MOST_DEPTH + " deep; no setting is");
            }
            if (documents > 1) {
                return refuse(event, "a second document starts here; only one is read");
            }
            fit &= hasCoreTag(event);
        }
        return fit;
    }

    private static boolean isCollectionEnd(Event event) {
        return event.getEventId() == Event.ID.MappingEnd || event.getEventId() == Event.ID.SequenceEnd;
    }

    private boolean refuse(Event event, String message) {
        mistakes.add(place(event.getStartMark()), message);
        return false;
    }

    private boolean hasCoreTag(Event event) {
        Optional<String> tag = tagOf(event).filter(name -> !name.equals("!") && !CORE_TAGS.contains(new Tag(name)));
        tag.ifPresent(name -> mistakes.add(
                place(event.getStartMark()),
                "the tag " + MessageText.text(name) + " is refused: only the types of YAML's core schema are read"));
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
        mistakes.add(place(mark), "not valid YAML: " + malformed.getProblem() + context);
    }

    private void report(ReaderException unprintable) {
        String before = text.substring(0, text.offsetByCodePoints(0, unprintable.getPosition()));
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        mistakes.add(
                SourceLocation.of(file, line, before.length() - before.lastIndexOf('\n')),
                String.format(Locale.ROOT, "the character U+%04X is not allowed in YAML", unprintable.getCodePoint()));
    }

    /** The library counts lines and columns from 0, people from 1. */
    SourceLocation place(Optional<Mark> mark) {
        return mark.map(m -> SourceLocation.of(file, m.getLine() + 1, m.getColumn() + 1))
                .orElse(SourceLocation.of(file));
    }
}
