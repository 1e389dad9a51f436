package io.hyperfleet.adapter.app.cli;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What somebody may have meant who typed a word that does not exist. */
final class Suggestions {

    private static final int LARGEST_DISTANCE = 2;

    private Suggestions() {}

    /** The candidates that begin with the word or are at most two changed letters away from it, case ignored. */
    static List<String> of(String word, Collection<String> candidates) {
        String typed = word.toLowerCase(Locale.ROOT);
        return candidates.stream()
                .filter(candidate -> candidate.startsWith(typed) || distance(typed, candidate) <= LARGEST_DISTANCE)
                .toList();
    }

    /** The number of letters to insert, delete or replace to make one text of the other. */
    private static int distance(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] current = new int[other.length() + 1];
            current[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
