package io.hyperfleet.adapter.engine.document;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant. */
public final class Suggestions {

    private static final int MAXIMUM_LENGTH = 100;

    /** Among more names than anybody writes there is no guessing: thousands of mistakes would take minutes. */
    private static final int MAXIMUM_CANDIDATES = 300;

    private static final int SHORTEST_BEGINNING = 3;

    private Suggestions() {}

    /**
     * The candidate nearest to a mistyped name: equal but for case and separators, or at most a third of its letters
     * away (insertions, deletions, changes and swaps of neighbours count one each). Of several equally near ones it is that
     * with the longest common beginning; where none is near, the only one that the name begins.
     */
    public static Optional<String> nearest(String name, Collection<String> candidates) {
        if (name.length() > MAXIMUM_LENGTH || candidates.size() > MAXIMUM_CANDIDATES) {
            return Optional.empty();
        }
        int limit = Math.max(1, name.length() / 3);
        List<String> others = candidates.stream()
                .filter(candidate -> !candidate.equals(name) && candidate.length() <= MAXIMUM_LENGTH)
                .toList();
        return others.stream()
                .map(candidate -> new Near(candidate, distance(plain(name), plain(candidate))))
                .filter(near -> near.distance() <= limit
                        && near.distance()
                                < Math.min(name.length(), near.candidate().length()))
                .min(Comparator.comparingInt(Near::distance)
                        .thenComparingInt(near -> -commonBeginning(name, near.candidate()))
                        .thenComparing(Near::candidate))
                .map(Near::candidate)
                .or(() -> completion(name, others));
    }

    private static Optional<String> completion(String beginning, List<String> candidates) {
        List<String> complete = candidates.stream()
                .filter(candidate -> plain(candidate).startsWith(plain(beginning)))
                .toList();
        return beginning.length() >= SHORTEST_BEGINNING && complete.size() == 1
                ? Optional.of(complete.getFirst())
                : Optional.empty();
    }

    private static int commonBeginning(String a, String b) {
        int length = 0;
        while (length < Math.min(a.length(), b.length()) && a.charAt(length) == b.charAt(length)) {
            length++;
        }
        return length;
    }

    /** {@code did you mean "x"?} for the nearest candidate. */
    public static Optional<String> didYouMean(String name, Collection<String> candidates) {
        return nearest(name, candidates).map(Suggestions::question);
    }

    /** {@code did you mean "x"?}. */
    public static String question(String candidate) {
        return "did you mean \"" + candidate + "\"?";
    }

    private record Near(String candidate, int distance) {}

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    private static int distance(String a, String b) {
        int[][] distances = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                distances[i][j] = distance(a, b, i, j, distances);
            }
        }
        return distances[a.length()][b.length()];
    }

    private static int distance(String a, String b, int i, int j, int[][] distances) {
        if (i == 0 || j == 0) {
            return i + j;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(Math.min(distances[i - 1][j], distances[i][j - 1]) + 1, distances[i - 1][j - 1] + change);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, distances[i - 2][j - 2] + 1) : best;
    }
}
