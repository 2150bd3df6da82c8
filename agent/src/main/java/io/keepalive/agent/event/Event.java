// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.event;

import io.keepalive.agent.text.BoundedText;
import io.keepalive.agent.text.Escaping;
import java.util.Collections;
import java.util.List;

/**
 * Something that happened to a connection or to the agent.
 *
 * <p>An event is created on the thread on which it happens, which may be the application's. Its constructor therefore only
 * stores references. The methods that build text ({@link #fields}, {@link #sentence}) are called later, on the reporter's
 * thread.
 */
public abstract class Event {

    private final String name;
    private final Level level;
    private final long atMillis;

    /**
     * @param name its name in logs, such as {@code peer.dead}
     * @param level its severity
     * @param atMillis wall-clock time in milliseconds since 1970
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

    /** Wall-clock time in milliseconds since 1970. */
    public final long atMillis() {
        return atMillis;
    }

    /** The name under which it is counted when the queue is full. Must be an existing string: nothing is allocated here. */
    public String countedAs() {
        return name;
    }

    /** One sentence for people, with external text escaped. Builds text. */
    public final String message() {
        StringBuilder message = new StringBuilder();
        Escaping.appendPlain(BoundedText.sentence(sentence()), message);
        return message.toString();
    }

    /**
     * Additional lines of the text log. Builds text; may contain any character, like the sentence.
     */
    public List<String> details() {
        return Collections.emptyList();
    }

    /** Its fields in order, without time, level and name. Builds text. */
    public final EventFields fields() {
        EventFields fields = new EventFields();
        addTo(fields);
        return fields;
    }

    /** Adds its fields in output order, without time, level and name. */
    public abstract void addTo(EventFields fields);

    /** One sentence for people, without a full stop. May contain any character; it is escaped later. */
    public abstract String sentence();
}
