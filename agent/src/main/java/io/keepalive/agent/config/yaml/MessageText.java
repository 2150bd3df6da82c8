package io.keepalive.agent.config.yaml;

import java.util.Locale;

/** Text from outside as it may stand in a message: short, on one line, without control characters. */
public final class MessageText {

    private static final int LONGEST = 80;

    /** Of a message with several texts in it. */
    private static final int LONGEST_MESSAGE = 1_000;

    /** Of a file: the longest path that Linux knows (linux/limits.h, PATH_MAX). */
    private static final int LONGEST_PATH = 4_096;

    private MessageText() {}

    /** In quotes, cut where it is long. */
    public static String text(String text) {
        return "'" + bare(text) + "'";
    }

    /** The same without quotes. */
    public static String bare(String text) {
        return oneLine(cut(text, LONGEST));
    }

    /** A message, cut where it is long. */
    static String message(String message) {
        return oneLine(cut(message, LONGEST_MESSAGE));
    }

    /** The name of a file or of another source, cut where none has so long a name. */
    static String path(String path) {
        return cut(path, LONGEST_PATH);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "...";
    }

    /** With control characters as their escapes, so that nobody's text can pass for a line of the agent's. */
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line.append(isHarmless(c) ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
        }
        return line.toString();
    }

    /** Line and paragraph separators and directional overrides move text about as control characters do. */
    private static boolean isHarmless(char c) {
        int type = Character.getType(c);
        return !Character.isISOControl(c)
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
