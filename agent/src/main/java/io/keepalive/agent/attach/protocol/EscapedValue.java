package io.keepalive.agent.attach.protocol;

/**
 * A value as it stands in a line: of printable ASCII alone, so that it survives every encoding on its way, half a
 * surrogate pair included.
 */
final class EscapedValue {

    private static final int HEX_DIGITS = 4;

    private EscapedValue() {}

    static void append(String value, StringBuilder line) {
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

    /** @throws IllegalArgumentException where {@link #append} made no such text */
    static String parse(String text) {
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
            throw new IllegalArgumentException("a backslash that escapes nothing");
        }
        int unit = 0;
        for (int i = from + 1; i <= from + HEX_DIGITS; i++) {
            unit = unit << 4 | digit(text.charAt(i));
        }
        return (char) unit;
    }

    private static int digit(char c) {
        int digit = Character.digit(c, 16);
        if (digit < 0) {
            throw new IllegalArgumentException("a backslash that escapes nothing");
        }
        return digit;
    }
}
