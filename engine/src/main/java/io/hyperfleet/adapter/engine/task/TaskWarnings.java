package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.task.TaskFile.Log;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Warns of what is legal in a task but hardly meant. */
final class TaskWarnings {

    private static final List<String> LOG_LEVELS = List.of("debug", "info", "warn", "warning", "error");

    private final TaskFile task;
    private final NameUses uses;
    private final Warner warner;

    /**
     * @param uses complete: all texts of the task have been checked
     */
    TaskWarnings(TaskFile task, NameUses uses, Warner warner) {
        this.task = task;
        this.uses = uses;
        this.warner = warner;
    }

    void warn() {
        new ParamWarnings(task, uses, warner).warn();
        CallWarnings calls = new CallWarnings(warner);
        task.calls().forEach(calls::warn);
        task.postActions().stream()
                .map(TaskFile.PostAction::call)
                .filter(Objects::nonNull)
                .forEach(calls::warnOfMethod);
        StatusWarnings statuses = new StatusWarnings(warner);
        task.payloads().forEach(statuses::warn);
        warnOfLogLevels();
        warnOfDuplicates();
    }

    private void warnOfLogLevels() {
        Stream.concat(
                        task.preconditions().stream().map(step -> new Logged(step.path(), step.log())),
                        task.postActions().stream().map(step -> new Logged(step.path(), step.log())))
                .forEach(step -> {
                    if (step.log() != null) {
                        warner.unlessAllowed(step.log().level(), step.path() + ".log.level", LOG_LEVELS);
                    }
                });
    }

    private void warnOfDuplicates() {
        String both = "both are carried out, and log and trace cannot tell them apart";
        String replaces = "this one replaces its value";
        warner.ofDuplicates(
                names(task.preconditions(), TaskFile.Precondition::path, TaskFile.Precondition::name),
                "precondition",
                both);
        warner.ofDuplicates(
                names(
                        task.preconditions().stream()
                                .flatMap(step -> step.captures().stream())
                                .toList(),
                        TaskFile.Capture::path,
                        TaskFile.Capture::name),
                "capture",
                replaces);
        warner.ofDuplicates(
                names(task.payloads(), TaskFile.Payload::path, TaskFile.Payload::name), "payload", replaces);
        warner.ofDuplicates(
                names(task.postActions(), TaskFile.PostAction::path, TaskFile.PostAction::name), "post-action", both);
    }

    private static <T> Map<String, Scalar> names(List<T> steps, Function<T, String> path, Function<T, Scalar> name) {
        Map<String, Scalar> names = new LinkedHashMap<>();
        steps.forEach(step -> names.put(path.apply(step) + ".name", name.apply(step)));
        return names;
    }

    private record Logged(String path, @Nullable Log log) {}
}
