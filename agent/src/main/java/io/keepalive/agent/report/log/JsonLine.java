package io.keepalive.agent.report.log;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.EventFields;
import io.keepalive.agent.text.Escaping;
import io.keepalive.agent.text.Timestamp;
import java.util.List;
import java.util.Map;

/**
 * A JSON object per line, for tools. No library is used, since the values are only texts, numbers and lists of texts, and
 * since more characters are escaped than JSON requires.
 */
public final class JsonLine implements LineFormat {

    @Override
    public String line(Event event) {
        EventFields fields = new EventFields()
                .text("time", Timestamp.of(event.atMillis()))
                .text("level", event.level().name())
                .text("event", event.name());
        event.addTo(fields);
        return object(fields.values());
    }

    private static String object(Map<String, Object> values) {
        StringBuilder line = new StringBuilder(512).append('{');
        for (Map.Entry<String, Object> field : values.entrySet()) {
            separate(line, '{');
            appendString(field.getKey(), line);
            line.append(':');
            appendValue(field.getValue(), line);
        }
        return line.append('}').toString();
    }

    private static void appendValue(Object value, StringBuilder line) {
        if (value instanceof List) {
            appendList((List<?>) value, line);
        } else if (value instanceof Number) {
            line.append(value);
        } else {
            appendString(value.toString(), line);
        }
    }

    private static void appendList(List<?> values, StringBuilder line) {
        line.append('[');
        for (Object value : values) {
            separate(line, '[');
            appendString(value.toString(), line);
        }
        line.append(']');
    }

    private static void appendString(String text, StringBuilder line) {
        line.append('"');
        Escaping.appendJson(text, line);
        line.append('"');
    }

    private static void separate(StringBuilder line, char opening) {
        if (line.charAt(line.length() - 1) != opening) {
            line.append(',');
        }
    }
}
