package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.engine.document.Place;
import io.hyperfleet.adapter.engine.document.Problem;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why a configuration was refused: all problems of the first stage of loading that found any.
 *
 * @param stage what failed, in the words operators search for, for example {@code adapter config validation failed}
 * @param problems at least one
 */
public record Refusal(String stage, List<Problem> problems) {

    public Refusal {
        problems = List.copyOf(problems);
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("refused without a problem: " + stage);
        }
    }

    /**
     * What to tell the person who must mend it. One problem: {@code <stage>: <problem>}, then its place and the remedy.
     * Several: {@code <stage>: <n> problems}, then a line for each.
     */
    public String message() {
        if (problems.size() > 1) {
            return problems.stream()
                    .map(Refusal::line)
                    .collect(Collectors.joining("\n", stage + ": " + problems.size() + " problems\n", ""));
        }
        Problem problem = problems.getFirst();
        String first = stage + ": " + text(problem);
        String whereAndHow = Stream.of(place(problem), hint(problem))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(": "));
        return whereAndHow.isEmpty() ? first : first + "\n  " + whereAndHow;
    }

    private static String line(Problem problem) {
        String place = place(problem);
        String hint = hint(problem);
        return "  " + (place.isEmpty() ? "" : place + ": ") + text(problem) + (hint.isEmpty() ? "" : "; " + hint);
    }

    /** The original program's text, except where that only tells the line and the name of a Go type. */
    private static String text(Problem problem) {
        String original = problem.originalText();
        String text = original.startsWith("line ") ? problem.message() : original;
        return text.replace("\n", "\n    ");
    }

    private static String place(Problem problem) {
        Place place = problem.place();
        return place == null ? "" : place.toString();
    }

    private static String hint(Problem problem) {
        String hint = problem.hint();
        return hint == null ? "" : hint;
    }
}
