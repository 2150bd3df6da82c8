package io.keepalive.agent.event;

import io.keepalive.agent.text.BoundedText;
import io.keepalive.agent.text.Escaping;
import java.util.Collections;
import java.util.List;

/**
 * Something that happened, and the facts about it.
 *
 * <p>Made on whatever thread it happened on, the application's own among them, so that making one only keeps
 * references. Everything that builds text ({@link #fields}, {@link #sentence}) is called later, on the reporter's own
 * thread.
 */
public abstract class Event {

    private final String name;
    private final Level level;
    private final long atMillis;

    /**
     * @param name its name in logs, such as {@code peer.dead}
     * @param level how much it matters
     * @param atMillis when it happened, in milliseconds since 1970
     */
    protected Event(String name, Level level, long atMillis) {
        this.name = name;
        this.level = level;
        this.atMillis = atMillis;
    }

    /** Its name in logs, such as {@code peer.dead}. */
    public final String name() {
        return name;
    }

    public final Level level() {
        return level;
    }

    /** When it happened, in milliseconds since 1970. */
    public final long atMillis() {
        return atMillis;
    }

    /** What it is counted as when there is no room to keep it: a name that already exists, so that nothing is built. */
    public String countedAs() {
        return name;
    }

    /** The same for people: one sentence, in which whatever came from outside is escaped. Builds text. */
    public final String message() {
        StringBuilder message = new StringBuilder();
        Escaping.appendPlain(BoundedText.sentence(sentence()), message);
        return message.toString();
    }

    /**
     * What there is to say beside the sentence, one line for each, in text logs alone. Builds text; may hold any
     * character, as the sentence may.
     */
    public List<String> details() {
        return Collections.emptyList();
    }

    /** Its facts for tools, in order, without time, level and name. Builds text. */
    public final EventFields fields() {
        EventFields fields = new EventFields();
        addTo(fields);
        return fields;
    }

    /** Adds its facts for tools, in the order in which they are to be shown; time, level and name are there already. */
    public abstract void addTo(EventFields fields);

    /** The same facts for people: one sentence without a full stop. May hold any character; it is escaped later. */
    public abstract String sentence();
}
