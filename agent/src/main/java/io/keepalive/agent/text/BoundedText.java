package io.keepalive.agent.text;

/** Text from outside, cut where it is longer than anybody reads: a host's name, an exception's message, a path. */
public final class BoundedText {

    /** In characters: the longest path that Linux knows (linux/limits.h, PATH_MAX). */
    static final int LONGEST_TEXT = 4_096;

    /** In characters, of a line in which there may be several texts. */
    static final int LONGEST_SENTENCE = 4 * LONGEST_TEXT;

    private static final String CUT = "...";

    private BoundedText() {}

    /** One text, such as a name; null for null. */
    public static String text(String text) {
        return cut(text, LONGEST_TEXT);
    }

    /** A sentence that texts are a part of. */
    public static String sentence(String sentence) {
        return cut(sentence, LONGEST_SENTENCE);
    }

    private static String cut(String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest - CUT.length()) + CUT;
    }
}
