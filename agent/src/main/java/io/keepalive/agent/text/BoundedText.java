package io.keepalive.agent.text;

/** Text from outside, cut where it is longer than anybody reads: a host's name, an exception's message, a path. */
public final class BoundedText {

    /** In characters: the maxLength path that Linux knows (linux/limits.h, PATH_MAX). */
    static final int MAX_TEXT_LENGTH = 4_096;

    /** In characters, of a line in which there may be several texts. */
    static final int MAX_SENTENCE_LENGTH = 4 * MAX_TEXT_LENGTH;

    private static final String ELLIPSIS = "...";

    private BoundedText() {}

    /** One text, such as a name; null for null. */
    public static String text(String text) {
        return truncate(text, MAX_TEXT_LENGTH);
    }

    /** A sentence that texts are a part of. */
    public static String sentence(String sentence) {
        return truncate(sentence, MAX_SENTENCE_LENGTH);
    }

    private static String truncate(String text, int maxLength) {
        return text == null || text.length() <= maxLength
                ? text
                : text.substring(0, maxLength - ELLIPSIS.length()) + ELLIPSIS;
    }
}
