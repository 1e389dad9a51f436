package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.document.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task file as written: every key known and of the right type, every text with its place, nothing compiled yet. All
 * dialects are read into this one form.
 */
public record TaskFile(
        String file,
        Dialect dialect,
        List<Param> params,
        List<Precondition> preconditions,
        List<ResourceSpec> resources,
        List<Payload> payloads,
        List<PostAction> postActions) {

    public TaskFile {
        params = List.copyOf(params);
        preconditions = List.copyOf(preconditions);
        resources = List.copyOf(resources);
        payloads = List.copyOf(payloads);
        postActions = List.copyOf(postActions);
    }

    /** All calls of the API, in the order of the file's parts. */
    List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        params.stream()
                .filter(param -> param.source() instanceof Source.ApiCall)
                .forEach(param -> calls.add(((Source.ApiCall) param.source()).call()));
        preconditions.stream().map(Precondition::call).filter(Objects::nonNull).forEach(calls::add);
        postActions.stream().map(PostAction::call).filter(Objects::nonNull).forEach(calls::add);
        return calls;
    }

    /**
     * @param path where it stands in the configuration, for example {@code params[0]}
     */
    public record Param(
            String path,
            Scalar name,
            Source source,
            @Nullable Scalar type,
            @Nullable Scalar description,
            boolean required,
            @Nullable Node defaultValue) {}

    /** Where a param comes from. */
    public sealed interface Source {

        record Text(Scalar text) implements Source {}

        record ApiCall(Call call) implements Source {}

        record Expression(Scalar expression) implements Source {}

        record File(Scalar path, boolean trim) implements Source {}
    }

    /**
     * @param path for example {@code post.post_actions[0].api_call}
     */
    public record Call(
            String path,
            Place place,
            Scalar method,
            Scalar url,
            List<Header> headers,
            @Nullable Scalar body,
            @Nullable Scalar timeout,
            int retryAttempts,
            @Nullable Scalar retryBackoff) {}

    public record Header(Scalar name, Scalar value) {}

    public record Log(Scalar message, @Nullable Scalar level) {}

    public record Precondition(
            String path,
            Scalar name,
            @Nullable Log log,
            @Nullable Call call,
            List<Capture> captures,
            List<Condition> conditions,
            @Nullable Scalar expression) {}

    /** A capture: exactly one of field and expression is given in a correct file. */
    public record Capture(
            String path,
            Scalar name,
            @Nullable Scalar field,
            @Nullable Scalar expression,
            @Nullable Node defaultValue) {}

    public record Condition(
            String path,
            Scalar field,
            Scalar operator,
            @Nullable Node value) {}

    /**
     * @param client {@code kubernetes} or {@code maestro}; null when not given
     * @param targetCluster of {@code maestro}; null when there is no such block
     * @param serverSideApply of {@code kubernetes}
     * @param repairDrift of {@code kubernetes}
     * @param manifest a map, a text (also the content of the file that {@code ref} names), or whatever else stands there;
     *     null when there is none
     */
    public record ResourceSpec(
            String path,
            Scalar name,
            @Nullable Scalar client,
            @Nullable Scalar targetCluster,
            @Nullable Node manifest,
            boolean recreateOnChange,
            boolean serverSideApply,
            boolean repairDrift,
            @Nullable Discovery discovery,
            List<Nested> nestedDiscoveries,
            @Nullable Lifecycle lifecycle) {}

    /** How to find an object: by name, or by labels. */
    public record Discovery(
            String path,
            Place place,
            @Nullable Scalar namespace,
            @Nullable Scalar byName,
            List<Node.Entry> labels) {}

    public record Nested(String path, Scalar name, Discovery discovery) {}

    /**
     * @param hasCreate whether there is a {@code create}
     * @param createWhen null when there is no {@code create}, or it has no condition
     * @param hasDelete whether there is a {@code delete}
     * @param deleteWhen null when there is no {@code delete}, or it has no condition
     */
    public record Lifecycle(
            String path,
            Place place,
            boolean hasCreate,
            @Nullable Scalar createWhen,
            boolean hasDelete,
            @Nullable Scalar deleteWhen,
            @Nullable Scalar propagationPolicy) {}

    /**
     * @param build the content of {@code build}, or of the file that {@code build_ref} names
     * @param buildReference {@code build_ref}; null when the content stands in the task file itself
     */
    public record Payload(
            String path,
            Scalar name,
            @Nullable Scalar when,
            Node build,
            @Nullable Scalar buildReference) {

        /** Whether the content came from another file. */
        public boolean fromFile() {
            return buildReference != null;
        }
    }

    public record PostAction(
            String path,
            Scalar name,
            @Nullable Scalar when,
            @Nullable Log log,
            @Nullable Call call) {}
}
