package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Severity;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What loading a task file came to.
 *
 * @param task what could be read; empty when the text is no YAML. It is right only when there are no errors
 * @param problemsByStage in the order in which the original program finds them
 */
public record TaskLoadResult(Optional<TaskFile> task, Map<LoadStage, List<Problem>> problemsByStage) {

    public TaskLoadResult {
        problemsByStage = Collections.unmodifiableMap(new EnumMap<>(problemsByStage));
    }

    /** All problems, step by step. */
    public List<Problem> problems() {
        return problemsByStage.values().stream().flatMap(List::stream).toList();
    }

    /** All errors, step by step, so those of the step that refuses the task come first. */
    public List<Problem> errors() {
        return with(Severity.ERROR).toList();
    }

    public List<Problem> warnings() {
        return with(Severity.WARNING).toList();
    }

    private Stream<Problem> with(Severity severity) {
        return problems().stream().filter(problem -> problem.severity() == severity);
    }
}
