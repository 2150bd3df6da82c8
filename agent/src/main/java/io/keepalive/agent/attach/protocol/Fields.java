// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.attach.protocol;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names and values, in order, written as one line: {@code name=value}, separated by tabs. Everything in a value except
 * printable ASCII is escaped, so that it survives every encoding, unpaired surrogates included. Values above {@link
 * #LONGEST_VALUE} characters are cut.
 */
public final class Fields {

    /** Twice the longest path that Linux knows (linux/limits.h, PATH_MAX). */
    static final int LONGEST_VALUE = 8192;

    /** More than any version has needed. */
    private static final int MOST_FIELDS = 64;

    private static final int HEX_DIGITS = 4;

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

    /** The value, or null if there is none. */
    public String get(String name) {
        return fields.get(name);
    }

    /** The value, or the default if there is none. */
    public String get(String name, String defaultValue) {
        return fields.getOrDefault(name, defaultValue);
    }

    /** The value as a number, or -1 if there is none or it is not a number. */
    public long number(String name) {
        try {
            return Long.parseLong(fields.getOrDefault(name, "-1"));
        } catch (NumberFormatException text) {
            return -1;
        }
    }

    /** One line, without its line feed. */
    String line() {
        StringBuilder line = new StringBuilder();
        fields.forEach((name, value) -> {
            line.append(line.length() == 0 ? "" : "\t").append(name).append('=');
            appendEscaped(value, line);
        });
        return line.toString();
    }

    private static void appendEscaped(String value, StringBuilder line) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\') {
                line.append("\\\\");
            } else if (c >= ' ' && c <= '~') {
                line.append(c);
            } else {
                appendUnit(c, line);
            }
        }
    }

    private static void appendUnit(char c, StringBuilder line) {
        line.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            line.append(Character.forDigit(c >> shift & 0xf, 16));
        }
    }

    /**
     * Parses what {@link #line()} has written.
     *
     * @throws IllegalArgumentException if the line has another form
     */
    static Fields parse(String line) {
        Fields parsed = new Fields();
        String[] fields = line.split("\t", MOST_FIELDS + 1);
        if (fields.length > MOST_FIELDS) {
            throw new IllegalArgumentException("a line has more than " + MOST_FIELDS + " fields");
        }
        for (String field : fields) {
            int equals = field.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("a field is not name=value");
            }
            parsed.with(field.substring(0, equals), unescaped(field.substring(equals + 1)));
        }
        return parsed;
    }

    private static String unescaped(String text) {
        StringBuilder value = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                value.append(c);
            } else if (text.startsWith("\\", i + 1)) {
                value.append(c);
                i++;
            } else {
                value.append(unit(text, i + 1));
                i += 1 + HEX_DIGITS;
            }
        }
        return value.toString();
    }

    private static char unit(String text, int from) {
        if (!text.startsWith("u", from) || text.length() < from + 1 + HEX_DIGITS) {
            throw invalidEscape();
        }
        int unit = 0;
        for (int i = from + 1; i <= from + HEX_DIGITS; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                throw invalidEscape();
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    private static IllegalArgumentException invalidEscape() {
        return new IllegalArgumentException("a value has an invalid escape sequence");
    }
}
