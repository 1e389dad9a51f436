package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
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
     * All of them, without those that only follow from a key that could not be read.
     */
    Map<LoadStage, List<Problem>> all() {
        List<Problem> unread = at(LoadStage.PARSING).all();
        Map<LoadStage, List<Problem>> all = new EnumMap<>(LoadStage.class);
        byStage.forEach((stage, problems) -> all.put(
                stage,
                problems.all().stream()
                        .filter(problem ->
                                stage == LoadStage.PARSING || unread.stream().noneMatch(problem::followsFrom))
                        .toList()));
        return all;
    }
}
