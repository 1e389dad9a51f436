package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.document.Suggestions;
import io.hyperfleet.adapter.engine.task.TaskFile.Param;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that the templates and expressions of a task may use. Order does not matter to them: a name counts wherever
 * in the file it is given, except for the calls of params, which see only the params before them.
 */
final class TaskNames {

    /** Known to templates and expressions without being given. */
    private static final Set<String> BUILT_IN = Set.of("adapter", "config", "env", "event");

    /** Names that begin an expression but are no variables: types, and the packages of types and functions. */
    private static final Set<String> CEL_TYPES = Set.of(
            "bool",
            "bytes",
            "double",
            "duration",
            "dyn",
            "google",
            "int",
            "list",
            "map",
            "null_type",
            "optional",
            "optional_type",
            "string",
            "timestamp",
            "type",
            "uint");

    private final Map<String, @Nullable Scalar> values = new LinkedHashMap<>();
    private final Set<String> resources = new LinkedHashSet<>();

    private TaskNames() {
        BUILT_IN.stream().sorted().forEach(name -> values.put(name, null));
    }

    static TaskNames ofTask(TaskFile task) {
        TaskNames names = ofParams(task.params());
        if (task.dialect() == Dialect.ENVELOPE) {
            names.values.putIfAbsent("metadata", null);
        }
        task.preconditions().forEach(precondition -> {
            precondition.captures().forEach(capture -> names.add(capture.name()));
            if (precondition.call() != null) {
                names.add(precondition.name());
            }
        });
        task.payloads().forEach(payload -> names.add(payload.name()));
        task.resources().forEach(resource -> {
            names.resources.add(resource.name().text());
            resource.nestedDiscoveries()
                    .forEach(nested -> names.resources.add(nested.name().text()));
        });
        return names;
    }

    /** What the call of a param sees that stands behind these. */
    static TaskNames ofParams(List<Param> params) {
        TaskNames names = new TaskNames();
        params.forEach(param -> names.add(param.name()));
        return names;
    }

    private void add(Scalar name) {
        values.putIfAbsent(name.text(), name);
    }

    /** Whether the task itself gives the name a value. */
    boolean isGiven(String name) {
        return values.get(name) != null;
    }

    /** Whether a template finds the name in its data. */
    boolean templatesKnow(String name) {
        return values.containsKey(name);
    }

    /** Whether an expression can find the name at all. */
    boolean expressionsKnow(String name) {
        return values.containsKey(name) || name.equals("resources") || CEL_TYPES.contains(name);
    }

    /** Whether it is the name of a resource or of a nested discovery. */
    boolean hasResource(String name) {
        return resources.contains(name);
    }

    /** The name somebody may have meant by one that is not known. */
    Optional<String> nearest(String name) {
        return Suggestions.nearest(name, values.keySet());
    }

    /** The same as a question; with its line, if the file gives it. */
    Optional<String> suggestion(String name) {
        return nearest(name).map(near -> {
            Scalar given = values.get(near);
            return "did you mean \"" + near + "\""
                    + (given == null ? "" : " (line " + given.place().line() + ")") + "?";
        });
    }

    /** For a name in an expression, which also knows resources. */
    Optional<String> suggestionForExpression(String name) {
        return suggestion(name).or(() -> Suggestions.didYouMean(name, List.of("resources")));
    }

    /** Where a name is defined, if the file does so. */
    Optional<String> definition(String name) {
        return Optional.ofNullable(values.get(name))
                .map(given -> "it is defined in line " + given.place().line());
    }

    Optional<String> resourceSuggestion(String name) {
        return Suggestions.didYouMean(name, resources);
    }
}
