// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.type;

import java.util.Collection;
import java.util.Locale;

/** Finds the known word that a misspelt word was probably meant to be. */
public final class SpellingSuggestion {

    private static final int MIN_STEM = 3;
    /** Twice the longest known word. A longer one is no misspelling, and the distance takes time quadratic in its length. */
    private static final int MAX_LENGTH = 64;

    private SpellingSuggestion() {}

    /** The suggestion as the end of a message; empty where no known word is close enough. */
    public static String suggestion(String word, Collection<String> known) {
        String nearest = nearest(word, known);
        return nearest == null ? "" : "did you mean '" + nearest + "'?";
    }

    /** The known word with the fewest edits; null where none is close enough. */
    public static String nearest(String word, Collection<String> known) {
        if (word.length() > MAX_LENGTH) {
            return null;
        }
        String nearest = null;
        int fewestEdits = Integer.MAX_VALUE;
        for (String candidate : known) {
            int edits = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (edits < fewestEdits && edits <= tolerance(candidate)) {
                nearest = candidate;
                fewestEdits = edits;
            }
        }
        return nearest;
    }

    /** A shortened or extended word, such as {@code warning} for {@code warn}, counts as one edit. */
    private static int distance(String word, String known) {
        boolean sameStem = Math.min(word.length(), known.length()) >= MIN_STEM
                && (word.startsWith(known) || known.startsWith(word));
        return sameStem ? 1 : edits(word, known);
    }

    /** One edit for every three letters, at least one. */
    private static int tolerance(String word) {
        return Math.max(1, word.length() / 3);
    }

    /** The Damerau-Levenshtein distance: letters inserted, deleted, replaced, or swapped with their neighbour. */
    private static int edits(String from, String to) {
        int[][] edits = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                edits[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : fewest(edits, from, to, i, j);
            }
        }
        return edits[from.length()][to.length()];
    }

    private static int fewest(int[][] edits, String from, String to, int i, int j) {
        int replaced = edits[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int inserted = edits[i][j - 1] + 1;
        int deleted = edits[i - 1][j] + 1;
        return Math.min(Math.min(replaced, swapped(edits, from, to, i, j)), Math.min(inserted, deleted));
    }

    private static int swapped(int[][] edits, String from, String to, int i, int j) {
        boolean neighbours =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return neighbours ? edits[i - 2][j - 2] + 1 : Integer.MAX_VALUE;
    }
}
