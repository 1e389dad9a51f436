package io.hyperfleet.adapter.app.validate;

import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Severity;
import io.hyperfleet.adapter.engine.task.TaskFile;
import java.util.List;
import java.util.Map;

/**
 * What validating came to.
 *
 * @param files that were examined, in order
 * @param texts of the files, by name, as far as they could be read
 * @param tasks that could be understood
 */
record ValidationReport(List<String> files, Map<String, String> texts, List<TaskFile> tasks, List<Problem> problems) {

    ValidationReport {
        files = List.copyOf(files);
        texts = Map.copyOf(texts);
        tasks = List.copyOf(tasks);
        problems = List.copyOf(problems);
    }

    boolean hasErrors() {
        return problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }
}
