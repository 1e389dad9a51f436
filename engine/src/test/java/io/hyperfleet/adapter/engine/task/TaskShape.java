package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Severity;
import io.hyperfleet.adapter.engine.document.Source;
import io.hyperfleet.adapter.engine.task.TaskFile.Call;
import io.hyperfleet.adapter.engine.task.TaskFile.Log;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was read from a task file as plain data, in the shape in which the recorded cases give it: nothing empty. */
public final class TaskShape {

    private static final Source NO_FILES = reference -> new Source.Content.Refused("no files here");

    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    private TaskShape() {}

    public static List<Problem> parsingErrors(String text) {
        return load(text).problemsByStage().getOrDefault(LoadStage.PARSING, List.of()).stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
    }

    public static Object read(String text) {
        TaskFile task = load(text).task().orElseThrow();
        Map<String, @Nullable Object> post = new TaskShape()
                .list("payloads", task.payloads(), TaskShape::payload)
                .list("post_actions", task.postActions(), TaskShape::action)
                .members;
        return new TaskShape()
                .list("params", task.params(), TaskShape::param)
                .list("preconditions", task.preconditions(), TaskShape::precondition)
                .list("resources", task.resources(), TaskShape::resource)
                .put("post", post)
                .members;
    }

    /** A recorded value in the same shape: without empty lists, and without a source that is an empty text. */
    public static @Nullable Object of(@Nullable Object recorded) {
        if (!(recorded instanceof Map<?, ?> map)) {
            return recorded instanceof List<?> list
                    ? list.stream().map(TaskShape::of).toList()
                    : recorded;
        }
        Map<@Nullable Object, @Nullable Object> shape = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            boolean empty = (value instanceof List<?> list && list.isEmpty())
                    || ("source".equals(key) && Map.of("Kind", "string").equals(value));
            if (!empty) {
                shape.put(key, of(value));
            }
        });
        return shape;
    }

    private static TaskLoadResult load(String text) {
        return TaskLoader.load("vector.yaml", text, NO_FILES, Map.of());
    }

    private static Object param(TaskFile.Param param) {
        return new TaskShape()
                .put("name", param.name())
                .put("source", source(param.source()))
                .put("type", param.type())
                .put("required", param.required())
                .put("default", param.defaultValue())
                .members;
    }

    private static Object source(TaskFile.Source source) {
        TaskShape shape = new TaskShape();
        return switch (source) {
            case TaskFile.Source.Text(Scalar text) when text.text().isEmpty() -> shape.members;
            case TaskFile.Source.Text(Scalar text) ->
                shape.put("Kind", "string").put("StringVal", text).members;
            case TaskFile.Source.Expression(Scalar expression) ->
                shape.put("Kind", "expression").put("expression", expression).members;
            case TaskFile.Source.ApiCall(Call call) ->
                shape.put("Kind", "api_call").put("api_call", call(call)).members;
            case TaskFile.Source.File(Scalar path, boolean trim) ->
                shape.put("Kind", "file")
                        .put("file", new TaskShape().put("path", path).put("trim", trim).members)
                        .members;
        };
    }

    private static Object precondition(TaskFile.Precondition precondition) {
        return new TaskShape()
                .put("name", precondition.name())
                .put("expression", precondition.expression())
                .put("log", log(precondition.log()))
                .members;
    }

    private static Object resource(TaskFile.ResourceSpec resource) {
        TaskShape discovery = new TaskShape();
        if (resource.discovery() != null) {
            discovery
                    .put("by_name", resource.discovery().byName())
                    .put("namespace", resource.discovery().namespace());
        }
        return new TaskShape()
                .put("name", resource.name())
                .put("manifest", resource.manifest())
                .put("recreate_on_change", resource.recreateOnChange())
                .put("discovery", discovery.members)
                .members;
    }

    private static Object payload(TaskFile.Payload payload) {
        return new TaskShape().put("name", payload.name()).put("build", payload.build()).members;
    }

    private static Object action(TaskFile.PostAction action) {
        return new TaskShape()
                .put("name", action.name())
                .put("when", new TaskShape().put("expression", action.when()).members)
                .put("log", log(action.log()))
                .members;
    }

    private static Object log(@Nullable Log log) {
        return log == null
                ? Map.of()
                : new TaskShape().put("message", log.message()).put("level", log.level()).members;
    }

    private static Object call(Call call) {
        return new TaskShape()
                .put("method", call.method())
                .put("url", call.url())
                .put("retry_attempts", (long) call.retryAttempts())
                .list(
                        "headers",
                        call.headers(),
                        header -> new TaskShape().put("name", header.name()).put("value", header.value()).members)
                .members;
    }

    private <T> TaskShape list(String key, List<T> items, Function<T, Object> shape) {
        if (!items.isEmpty()) {
            members.put(key, items.stream().map(shape).toList());
        }
        return this;
    }

    /** Texts in typed places are what is written; other nodes are their value. */
    private TaskShape put(String key, @Nullable Object value) {
        boolean untyped = key.equals("default") || key.equals("build") || key.equals("manifest");
        Object plain = switch (value) {
            case Scalar text when !untyped -> text.text();
            case Node node -> node.value();
            case null, default -> value;
        };
        boolean empty = plain == null
                || plain.equals("")
                || plain.equals(false)
                || plain.equals(0L)
                || (plain instanceof Map<?, ?> map && map.isEmpty());
        if (!empty) {
            members.put(key, plain);
        }
        return this;
    }
}
