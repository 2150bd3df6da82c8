// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.yaml;

import java.util.Locale;

/** Makes external text safe for a message: short, on one line, without control characters. */
public final class MessageText {

    private static final int MAX_TEXT = 80;

    /** For a message with several external texts in it. */
    private static final int MAX_MESSAGE = 1_000;

    /** The longest path on Linux (linux/limits.h, PATH_MAX). */
    private static final int MAX_PATH = 4_096;

    private MessageText() {}

    /** The text in single quotes, cut to 80 characters. */
    public static String quoted(String text) {
        return "'" + unquoted(text) + "'";
    }

    /** The text without quotes, cut to 80 characters. */
    public static String unquoted(String text) {
        return oneLine(cut(text, MAX_TEXT));
    }

    static String message(String message) {
        return oneLine(cut(message, MAX_MESSAGE));
    }

    /** The path of a file, or the name of another source. */
    static String path(String path) {
        return cut(path, MAX_PATH);
    }

    private static String cut(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max) + "...";
    }

    /** Escapes control characters, so that external text cannot forge a line of the agent's output. */
    static String oneLine(String text) {
        int plain = 0;
        while (plain < text.length() && isPlain(text.charAt(plain))) {
            plain++;
        }
        return plain == text.length() ? text : escaped(text);
    }

    private static String escaped(String text) {
        StringBuilder line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line.append(isPlain(c) ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
        }
        return line.toString();
    }

    /** Line and paragraph separators and directional overrides change the layout as control characters do. */
    private static boolean isPlain(char c) {
        if (c >= ' ' && c <= '~') {
            return true;
        }
        int type = Character.getType(c);
        return !Character.isISOControl(c)
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
