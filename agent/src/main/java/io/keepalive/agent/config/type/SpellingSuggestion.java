package io.keepalive.agent.config.type;

import java.util.Collection;
import java.util.Locale;

/** Finds the word that a misspelt one was probably meant to be. */
public final class SpellingSuggestion {

    private static final int SHORTEST_STEM = 3;
    /** Twice the longest known word: what is longer is no slip, and comparing takes its length squared. */
    private static final int LONGEST_WORD = 64;

    private SpellingSuggestion() {}

    /** A question for the end of a message, or nothing where no known word is near. */
    public static String question(String word, Collection<String> known) {
        String nearest = to(word, known);
        return nearest == null ? "" : "did you mean '" + nearest + "'?";
    }

    /** The known word that the fewest edits lead to, or null where none is near enough to be meant. */
    public static String to(String word, Collection<String> known) {
        if (word.length() > LONGEST_WORD) {
            return null;
        }
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : known) {
            int edits = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (edits < least && edits <= tolerance(candidate)) {
                nearest = candidate;
                least = edits;
            }
        }
        return nearest;
    }

    /** A word cut short, or one with an ending, is as near as one slip: {@code warning} for {@code warn}. */
    private static int distance(String word, String known) {
        boolean sameStem = Math.min(word.length(), known.length()) >= SHORTEST_STEM
                && (word.startsWith(known) || known.startsWith(word));
        return sameStem ? 1 : edits(word, known);
    }

    /** One slip in three letters, and one in the shortest words. */
    private static int tolerance(String word) {
        return Math.max(1, word.length() / 3);
    }

    /** Letters to insert, delete, replace or swap with their neighbour (Damerau and Levenshtein's distance). */
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
