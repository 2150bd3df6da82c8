package io.keepalive.agent.config;

import java.util.Locale;

/** Text from outside as it may stand in a message: short, on one line, without control characters. */
final class Quoted {

    private static final int LONGEST = 80;

    private Quoted() {}

    /** In quotes, cut where it is long. */
    static String text(String text) {
        return "'" + oneLine(text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...") + "'";
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
