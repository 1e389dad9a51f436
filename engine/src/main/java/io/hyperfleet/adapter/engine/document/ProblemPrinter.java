package io.hyperfleet.adapter.engine.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints problems the way compilers do: place, message, the line itself and a pointer to the spot. */
public final class ProblemPrinter {

    private static final Comparator<Problem> BY_PLACE = Comparator.comparing(
            Problem::place,
            Comparator.nullsFirst(Comparator.comparing(Place::file)
                    .thenComparingInt(Place::line)
                    .thenComparingInt(Place::column)));

    /** Of a longer line only the part around the place is shown. */
    private static final int LONGEST_LINE = 200;

    /** The characters of each line. */
    private final Map<String, List<int[]>> linesOfFiles;

    /**
     * @param texts the text of each file by its name in places; problems of other files are printed without their line
     */
    public ProblemPrinter(Map<String, String> texts) {
        linesOfFiles = new HashMap<>();
        texts.forEach((file, text) -> linesOfFiles.put(
                file, text.lines().map(line -> line.codePoints().toArray()).toList()));
    }

    /** All problems by file and line, a blank line between two. */
    public String print(List<Problem> problems) {
        return String.join(
                "\n", problems.stream().sorted(BY_PLACE).map(this::print).toList());
    }

    /** One problem; ends with a line break. */
    public String print(Problem problem) {
        String head = (problem.place() == null ? "" : problem.place() + ": ")
                + problem.severity().name().toLowerCase(Locale.ROOT) + ": " + problem.message() + " ["
                + problem.code() + "]\n";
        String hint = problem.hint() == null ? "" : problem.hint();
        Place place = problem.place();
        List<int[]> lines = place == null ? List.of() : linesOfFiles.getOrDefault(place.file(), List.of());
        if (place == null || place.line() > lines.size()) {
            return hint.isEmpty() ? head : head + "     " + hint + "\n";
        }
        int[] line = lines.get(place.line() - 1);
        int first = line.length <= LONGEST_LINE ? 0 : Math.clamp(place.column() - 1 - LONGEST_LINE / 2, 0, line.length);
        int[] shown = Arrays.copyOfRange(line, first, Math.min(line.length, first + LONGEST_LINE));
        return head + gutter(Integer.toString(place.line())) + new String(shown, 0, shown.length) + "\n" + gutter("")
                + pointer(shown, place.column() - 1 - first) + hint(hint);
    }

    /** {@code 2 errors, 1 warning in 2 files}. */
    public static String summary(List<Problem> problems, int files) {
        long errors = problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .count();
        long warnings = problems.size() - errors;
        List<String> parts = new ArrayList<>();
        if (errors > 0) {
            parts.add(counted(errors, "error"));
        }
        if (warnings > 0) {
            parts.add(counted(warnings, "warning"));
        }
        return String.join(", ", parts) + " in " + counted(files, "file");
    }

    private static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static String gutter(String number) {
        return String.format(Locale.ROOT, "%5s | ", number);
    }

    private static String pointer(int[] characters, int column) {
        int start = Math.min(column, characters.length);
        StringBuilder pointer = new StringBuilder();
        for (int i = 0; i < start; i++) {
            pointer.append(characters[i] == '\t' ? '\t' : ' ');
        }
        return pointer.append('^')
                .repeat("~", Math.max(0, wordLength(characters, start) - 1))
                .toString();
    }

    private static int wordLength(int[] characters, int start) {
        int end = start;
        while (end < characters.length && (Character.isLetterOrDigit(characters[end]) || isWordSign(characters[end]))) {
            end++;
        }
        return end - start;
    }

    private static boolean isWordSign(int character) {
        return character == '_' || character == '-' || character == '.';
    }

    private static String hint(String hint) {
        return hint.isEmpty() ? "\n" : " " + hint + "\n";
    }
}
