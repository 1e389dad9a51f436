package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Source;
import io.hyperfleet.adapter.engine.document.Yaml;
import java.util.Map;
import java.util.Optional;

/** Loads a task file: reads it and checks everything that can be checked before the first event, all at once. */
public final class TaskLoader {

    private TaskLoader() {}

    /**
     * @param file the name of the task file for places
     * @param source where the files come from that it names
     * @param environment the variables of the process, for params that require one
     */
    public static TaskLoadResult load(String file, String text, Source source, Map<String, String> environment) {
        StagedProblems problems = new StagedProblems();
        Optional<Node> document = Yaml.readFile(file, text, problems.at(LoadStage.PARSING));
        Optional<TaskFile> task = document.map(node ->
                new TaskReader(new TaskReading(Dialect.of(node), source, environment, problems)).read(file, node));
        task.ifPresent(read -> TaskValidator.validate(read, problems));
        return new TaskLoadResult(task, problems.all());
    }
}
