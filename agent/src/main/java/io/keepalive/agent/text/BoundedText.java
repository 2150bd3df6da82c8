// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.text;

/** Truncates long text from outside the agent: host names, exception messages, paths. */
public final class BoundedText {

    /** In characters: the longest path on Linux (linux/limits.h, PATH_MAX). */
    static final int MAX_TEXT_LENGTH = 4_096;

    /** In characters, for a line that may contain several texts. */
    static final int MAX_SENTENCE_LENGTH = 4 * MAX_TEXT_LENGTH;

    private static final String ELLIPSIS = "...";

    private BoundedText() {}

    /** Truncates one text, such as a name; null for null. */
    public static String text(String text) {
        return truncate(text, MAX_TEXT_LENGTH);
    }

    /** Truncates a sentence that contains texts from outside. */
    public static String sentence(String sentence) {
        return truncate(sentence, MAX_SENTENCE_LENGTH);
    }

    private static String truncate(String text, int maxLength) {
        return text == null || text.length() <= maxLength
                ? text
                : text.substring(0, maxLength - ELLIPSIS.length()) + ELLIPSIS;
    }
}
