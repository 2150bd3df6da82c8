package io.keepalive.agent.remote;

import java.util.LinkedHashMap;
import java.util.Map;

/** Names and their values, in order, which make one line: {@code name=value}, with tabs between. */
public final class Record {

    private final Map<String, String> fields = new LinkedHashMap<>();

    /** Adds a field, unless the value is null. */
    public Record with(String name, Object value) {
        if (value != null) {
            fields.put(name, String.valueOf(value));
        }
        return this;
    }

    /** The value, or null where there is none. */
    public String get(String name) {
        return fields.get(name);
    }

    /** The value, which is a number, or -1 where there is none, or no number. */
    public long number(String name) {
        try {
            return Long.parseLong(fields.getOrDefault(name, "-1"));
        } catch (NumberFormatException text) {
            return -1;
        }
    }

    /** As one line, without its end. */
    String line() {
        StringBuilder line = new StringBuilder();
        fields.forEach((name, value) -> {
            line.append(line.length() == 0 ? "" : "\t").append(name).append('=');
            escape(value, line);
        });
        return line.toString();
    }

    private static void escape(String value, StringBuilder line) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\':
                    line.append("\\\\");
                    break;
                case '\t':
                    line.append("\\t");
                    break;
                case '\n':
                    line.append("\\n");
                    break;
                case '\r':
                    line.append("\\r");
                    break;
                default:
                    line.append(c);
            }
        }
    }

    /** What {@link #line()} made a line of. */
    static Record parse(String line) {
        Record record = new Record();
        for (String field : line.split("\t")) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                record.with(field.substring(0, equals), unescape(field.substring(equals + 1)));
            }
        }
        return record;
    }

    private static String unescape(String text) {
        StringBuilder value = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                value.append(unescaped(text.charAt(i)));
            } else {
                value.append(c);
            }
        }
        return value.toString();
    }

    private static char unescaped(char c) {
        switch (c) {
            case 't':
                return '\t';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            default:
                return c;
        }
    }
}
