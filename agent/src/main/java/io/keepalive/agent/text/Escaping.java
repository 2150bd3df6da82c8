// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.text;

/**
 * Escapes text from outside the agent: host names, thread names, exception messages and rule names may contain line
 * ends that forge a log line, control sequences that a terminal obeys, and marks that reverse the displayed text.
 *
 * <p>Escapes control characters (including ESC and DEL), format characters (direction overrides, zero-width
 * characters), and line and paragraph separators. An unpaired surrogate, which no encoding can represent, becomes
 * U+FFFD.
 */
public final class Escaping {

    private static final char REPLACEMENT = '\uFFFD';

    private Escaping() {}

    /** Appends text for people and keeps it on one line. A backslash stays as it is, for example in a Windows path. */
    public static void appendPlain(String text, StringBuilder to) {
        append(text, to, false);
    }

    /** Appends text as the content of a JSON string (RFC 8259, section 7), without the quotation marks. */
    public static void appendJson(String text, StringBuilder to) {
        append(text, to, true);
    }

    private static void append(String text, StringBuilder to, boolean json) {
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            append(codePoint, to, json);
        }
    }

    private static void append(int codePoint, StringBuilder to, boolean json) {
        if (json && (codePoint == '\\' || codePoint == '"')) {
            to.append('\\').append((char) codePoint);
        } else if (isLoneSurrogate(codePoint)) {
            to.append(REPLACEMENT);
        } else if (needsEscaping(codePoint)) {
            appendEscaped(codePoint, to);
        } else {
            to.appendCodePoint(codePoint);
        }
    }

    private static void appendEscaped(int codePoint, StringBuilder to) {
        switch (codePoint) {
            case '\n':
                to.append("\\n");
                break;
            case '\r':
                to.append("\\r");
                break;
            case '\t':
                to.append("\\t");
                break;
            default:
                appendUnits(codePoint, to);
        }
    }

    private static void appendUnits(int codePoint, StringBuilder to) {
        for (char unit : Character.toChars(codePoint)) {
            to.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
                to.append(Character.forDigit(unit >> shift & 0xf, 16));
            }
        }
    }

    private static boolean isLoneSurrogate(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }

    private static boolean needsEscaping(int codePoint) {
        switch (Character.getType(codePoint)) {
            case Character.CONTROL:
            case Character.FORMAT:
            case Character.LINE_SEPARATOR:
            case Character.PARAGRAPH_SEPARATOR:
                return true;
            default:
                return false;
        }
    }
}
