// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.text;

import java.util.Iterator;
import java.util.Map;

/**
 * Writes JSON. Written here instead of by a library, because objects, lists, texts, numbers and truth values are all
 * that the agent writes, and because more characters are escaped than JSON requires.
 */
public final class JsonText {

    private final StringBuilder text = new StringBuilder(512);
    /** Before each entry of a list and after the last. */
    private final String entrySeparator;

    private JsonText(String entrySeparator) {
        this.entrySeparator = entrySeparator;
    }

    /** An object on one line. */
    public static String line(Map<String, Object> object) {
        return new JsonText("").append(object);
    }

    /** A document with each entry of a list on its own line, for people and for line-based tools. */
    public static String document(Object value) {
        return new JsonText("\n").append(value);
    }

    private String append(Object value) {
        appendValue(value);
        return text.toString();
    }

    private void appendValue(Object value) {
        if (value instanceof Map) {
            appendObject((Map<?, ?>) value);
        } else if (value instanceof Iterable) {
            appendList((Iterable<?>) value);
        } else if (value instanceof Number || value instanceof Boolean || value == null) {
            text.append(value);
        } else {
            appendString(value.toString());
        }
    }

    private void appendObject(Map<?, ?> object) {
        text.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> entries = object.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<?, ?> entry = entries.next();
            appendString(entry.getKey().toString());
            text.append(':');
            appendValue(entry.getValue());
            text.append(entries.hasNext() ? "," : "");
        }
        text.append('}');
    }

    private void appendList(Iterable<?> list) {
        text.append('[');
        for (Iterator<?> entries = list.iterator(); entries.hasNext(); ) {
            text.append(entrySeparator);
            appendValue(entries.next());
            text.append(entries.hasNext() ? "," : entrySeparator);
        }
        text.append(']');
    }

    private void appendString(String value) {
        text.append('"');
        Escaping.appendJson(value, text);
        text.append('"');
    }
}
