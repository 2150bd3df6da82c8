// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.type;

/** Decimal digits in a text: 0 to 9 alone, not those of other scripts. */
final class Digits {

    private Digits() {}

    /** The position after the digits that begin at this position. */
    static int end(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    /** Whether the text consists of digits: at least one, at most {@code max}. */
    static boolean only(String text, int max) {
        return !text.isEmpty() && text.length() <= max && end(text, 0) == text.length();
    }
}
