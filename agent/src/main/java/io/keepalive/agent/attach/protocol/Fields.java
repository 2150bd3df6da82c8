package io.keepalive.agent.attach.protocol;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names and their values, in order, which make one line of ASCII: {@code name=value}, with tabs between. A value that is
 * longer than anything there is a use for is cut.
 */
public final class Fields {

    /** Twice the longest path that Linux knows (linux/limits.h, PATH_MAX). */
    static final int LONGEST_VALUE = 8192;

    /** More than any version has needed. */
    private static final int MOST_FIELDS = 64;

    private final Map<String, String> fields = new LinkedHashMap<>();

    /** Adds a field, unless the value is null. */
    public Fields with(String name, Object value) {
        if (value != null) {
            fields.put(name, cut(String.valueOf(value)));
        }
        return this;
    }

    private static String cut(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE - 3) + "...";
    }

    /** The value, or null where there is none. */
    public String get(String name) {
        return fields.get(name);
    }

    /** The value, or what stands for it where there is none. */
    public String get(String name, String otherwise) {
        return fields.getOrDefault(name, otherwise);
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
            EscapedValue.append(value, line);
        });
        return line.toString();
    }

    /**
     * What {@link #line()} made a line of.
     *
     * @throws IllegalArgumentException where it made no such line
     */
    static Fields parse(String line) {
        Fields record = new Fields();
        String[] fields = line.split("\t", MOST_FIELDS + 1);
        if (fields.length > MOST_FIELDS) {
            throw new IllegalArgumentException("a line with more than " + MOST_FIELDS + " fields");
        }
        for (String field : fields) {
            int equals = field.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("a field that is no name=value");
            }
            record.with(field.substring(0, equals), EscapedValue.parse(field.substring(equals + 1)));
        }
        return record;
    }
}
