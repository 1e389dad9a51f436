package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.Suggestions;
import io.hyperfleet.adapter.engine.task.TaskFile.Call;
import io.hyperfleet.adapter.engine.task.TaskFile.Param;
import io.hyperfleet.adapter.engine.task.TaskFile.Payload;
import io.hyperfleet.adapter.engine.task.TaskFile.PostAction;
import io.hyperfleet.adapter.engine.task.TaskFile.ResourceSpec;
import io.hyperfleet.adapter.engine.task.TaskFile.Source;
import io.hyperfleet.gotemplate.GoDuration;
import io.hyperfleet.gotemplate.GoFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Warns of what is legal in a task but hardly meant. */
final class TaskWarnings {

    private static final String GENERATION = "hyperfleet.io/generation";

    /** The conditions that the API demands of every status report. */
    private static final List<String> MANDATORY = List.of("Applied", "Available", "Health");

    private static final List<String> TYPES = List.of("string", "int", "int64", "float", "float64", "bool");
    private static final List<String> BACKOFFS = List.of("exponential", "linear", "constant");

    private final TaskFile task;
    private final NameUses uses;
    private final Problems problems;

    /**
     * @param uses complete: all texts of the task have been checked
     */
    TaskWarnings(TaskFile task, NameUses uses, Problems problems) {
        this.task = task;
        this.uses = uses;
        this.problems = problems;
    }

    void warn() {
        task.params().forEach(this::addUsesOfSource);
        warnOfParams();
        task.params().forEach(param -> warnUnlessAllowed(param.type(), param.path() + ".type", TYPES));
        task.calls().forEach(this::warnOfCall);
        task.resources().forEach(this::warnOfGeneration);
        task.payloads().forEach(this::warnOfConditions);
        task.postActions().forEach(this::warnOfMethod);
    }

    private void warnOfCall(Call call) {
        warnUnlessAllowed(call.retryBackoff(), call.path() + ".retry_backoff", BACKOFFS);
        Scalar timeout = call.timeout();
        if (timeout != null
                && !timeout.text().isEmpty()
                && !GoDuration.parse(timeout.text()).isValid()) {
            warn(
                    "not-allowed",
                    timeout,
                    call.path() + ".timeout",
                    "timeout " + GoFormat.quote(timeout.text()) + " is no duration, so the client's own counts",
                    "a number with its unit is needed, for example 10s");
        }
    }

    /** The original program takes any text here and falls back to its default when the event comes. */
    private void warnUnlessAllowed(@Nullable Scalar text, String path, List<String> allowed) {
        if (text != null && !text.text().isEmpty() && !allowed.contains(text.text())) {
            warn(
                    "not-allowed",
                    text,
                    path,
                    GoFormat.quote(text.text()) + " is none of " + String.join(", ", allowed),
                    Suggestions.didYouMean(text.text(), allowed).orElse("it has no effect"));
        }
    }

    /** A param may be made of another one. */
    private void addUsesOfSource(Param param) {
        if (param.source() instanceof Source.Text(Scalar text)) {
            uses.add(text.text().split("\\.", 2)[0]);
        }
    }

    private void warnOfParams() {
        Map<String, Scalar> given = new HashMap<>();
        for (Param param : task.params()) {
            Scalar name = param.name();
            if (name.text().isEmpty()) {
                continue;
            }
            Scalar first = given.putIfAbsent(name.text(), name);
            if (first != null) {
                warn(
                        "duplicate-name",
                        name,
                        param.path() + ".name",
                        "param " + GoFormat.quote(name.text()) + " is given a second time",
                        "the first is in line " + first.place().line()
                                + "; this one replaces its value whenever it finds one itself");
            } else if (!uses.contains(name.text()) && !param.required()) {
                warn(
                        "unused-param",
                        name,
                        param.path() + ".name",
                        "nothing uses param " + GoFormat.quote(name.text()),
                        "remove it, or make it required if the event shall fail without it");
            }
        }
    }

    private void warnOfGeneration(ResourceSpec resource) {
        Node manifest = resource.manifest();
        boolean named = switch (manifest) {
            case null -> true;
            case Scalar text -> text.text().contains(GENERATION) || text.text().isBlank();
            case Node.Sequence ignored -> true;
            case Node.Mapping mapping ->
                mapping.find("ref").isPresent() || annotation(mapping).isPresent();
        };
        if (!named && manifest != null) {
            warn(
                    "generation",
                    manifest,
                    resource.path() + ".manifest",
                    "the manifest has no annotation " + GENERATION + ": it is created once and never updated",
                    "give metadata.annotations." + GENERATION + " the generation of what the event is about");
        }
    }

    private static Optional<Node> annotation(Node.Mapping manifest) {
        return manifest.find("metadata")
                .flatMap(metadata -> find(metadata, "annotations"))
                .flatMap(annotations -> find(annotations, GENERATION));
    }

    /** Only a list whose types are all written out can be judged. */
    private void warnOfConditions(Payload payload) {
        if (find(payload.build(), "observed_generation").isEmpty()
                || !(find(payload.build(), "conditions").orElse(null) instanceof Node.Sequence conditions)) {
            return;
        }
        List<String> missing = new ArrayList<>(MANDATORY);
        for (Node condition : conditions.items()) {
            Optional<Object> type = find(condition, "type").map(Node::value);
            if (!(type.orElse(null) instanceof String text) || text.contains("{{")) {
                return;
            }
            missing.remove(text);
        }
        if (!missing.isEmpty()) {
            warn(
                    "missing-condition",
                    conditions,
                    payload.path() + ".build.conditions",
                    "the status lacks " + String.join(", ", missing) + ", which the API demands",
                    "a report needs " + String.join(", ", MANDATORY));
        }
    }

    private void warnOfMethod(PostAction action) {
        if (action.call() == null) {
            return;
        }
        Scalar method = action.call().method();
        boolean changes = method.text().equals("POST") || method.text().equals("PATCH");
        if (changes && action.call().url().text().strip().endsWith("/statuses")) {
            warn(
                    "status-method",
                    method,
                    action.call().path() + ".method",
                    "statuses are reported with PUT; the API does not take " + method.text() + " any more",
                    "write PUT");
        }
    }

    private static Optional<Node> find(Node node, String key) {
        return node instanceof Node.Mapping mapping ? mapping.find(key) : Optional.empty();
    }

    private void warn(String code, Node where, String path, String message, String hint) {
        problems.add(Problem.warning(code, where.place(), path, message).withHint(hint));
    }
}
