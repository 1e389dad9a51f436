package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.Suggestions;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The problems of a task file by the step that found them. */
final class StagedProblems {

    private final Map<LoadStage, Problems> byStage = new EnumMap<>(LoadStage.class);

    Problems at(LoadStage stage) {
        return byStage.computeIfAbsent(stage, ignored -> new Problems());
    }

    /**
     * All of them, without those that only follow from a key that could not be read: that one is missing which was
     * misspelt, or whose value has the wrong type, goes without saying.
     */
    Map<LoadStage, List<Problem>> all() {
        List<Problem> unread = at(LoadStage.PARSING).all();
        Map<LoadStage, List<Problem>> all = new EnumMap<>(LoadStage.class);
        byStage.forEach((stage, problems) -> all.put(
                stage,
                problems.all().stream()
                        .filter(problem -> stage == LoadStage.PARSING || !follows(problem, unread))
                        .toList()));
        return all;
    }

    private static boolean follows(Problem problem, List<Problem> unread) {
        String path = problem.path();
        int dot = path.lastIndexOf('.');
        String parent = path.substring(0, dot + 1);
        String meant = Suggestions.question(path.substring(dot + 1));
        return !path.isEmpty()
                && unread.stream()
                        .anyMatch(cause -> cause.path().equals(path)
                                || (cause.path().startsWith(parent) && meant.equals(cause.hint())));
    }
}
