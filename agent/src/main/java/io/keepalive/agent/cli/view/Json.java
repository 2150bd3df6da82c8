package io.keepalive.agent.cli.view;

import io.keepalive.agent.text.Escaping;
import java.util.Iterator;
import java.util.Map;

/** Writes a JSON document of objects, lists, strings, numbers and booleans. */
public final class Json {

    private final StringBuilder text = new StringBuilder();

    private Json() {}

    /** The document as text. */
    public static String text(Object value) {
        Json json = new Json();
        json.append(value);
        return json.text.toString();
    }

    private void append(Object value) {
        if (value instanceof Map) {
            appendObject((Map<?, ?>) value);
        } else if (value instanceof Iterable) {
            appendList((Iterable<?>) value);
        } else if (value instanceof Number || value instanceof Boolean || value == null) {
            text.append(value);
        } else {
            appendText(value.toString());
        }
    }

    private void appendObject(Map<?, ?> object) {
        text.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> entries = object.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<?, ?> entry = entries.next();
            appendText(entry.getKey().toString());
            text.append(':');
            append(entry.getValue());
            text.append(entries.hasNext() ? "," : "");
        }
        text.append('}');
    }

    /** One entry per line, for people and for line-based tools. */
    private void appendList(Iterable<?> list) {
        text.append('[');
        for (Iterator<?> entries = list.iterator(); entries.hasNext(); ) {
            text.append('\n');
            append(entries.next());
            text.append(entries.hasNext() ? "," : "\n");
        }
        text.append(']');
    }

    private void appendText(String value) {
        text.append('"');
        Escaping.appendJson(value, text);
        text.append('"');
    }
}
