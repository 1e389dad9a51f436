package io.hyperfleet.adapter.kubernetes;

import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.FailureClass;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.engine.value.ResourceKind;
import io.hyperfleet.adapter.kubernetes.ObjectResult.Ok;
import io.hyperfleet.adapter.kubernetes.ObjectResult.Reason;
import io.hyperfleet.adapter.kubernetes.ObjectResult.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Single operations on objects of any kind: one request each, besides looking up a kind that is new. Errors read {@code
 * K8s <operation> operation failed: <Kind>/<name> (namespace: <namespace>): <cause>}; those that callers ask for, such as
 * a conflict, carry the bare cause.
 */
final class ClusterObjects {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterObjects.class);

    /** Who we are where the server keeps a record of who wrote which field. */
    static final String FIELD_MANAGER = "hyperfleet-adapter";

    private final ApiServer server;
    private final Discovery discovery;

    ClusterObjects(ApiServer server) {
        this.server = server;
        this.discovery = new Discovery(server);
    }

    ObjectResult<Resource> get(ObjectName object, Deadline deadline) {
        return at("get", object, deadline, type -> send("GET", type, object, null, deadline));
    }

    ObjectResult<Resource> create(Resource manifest, Deadline deadline) {
        ObjectName object = ObjectName.of(manifest);
        return at("create", object, deadline, type -> {
            if (type.namespaced() && object.namespace().isEmpty()) {
                return new Reply.Impossible("an empty namespace may not be set during creation");
            }
            return server.send("POST", type.collection(object.namespace()), manifest.content(), deadline);
        });
    }

    /** Replaces the object by the manifest, provided it is still the one that was read. */
    ObjectResult<Resource> update(Resource manifest, Resource existing, Deadline deadline) {
        ObjectName object = ObjectName.of(manifest);
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        manifest.metadata().forEach((key, value) -> metadata.put(String.valueOf(key), value));
        metadata.put("resourceVersion", existing.metadata().get("resourceVersion"));
        metadata.put("uid", existing.metadata().get("uid"));
        Map<String, @Nullable Object> content = new LinkedHashMap<>(manifest.content());
        content.put("metadata", metadata);
        return at("update", object, deadline, type -> send("PUT", type, object, content, deadline));
    }

    /**
     * Asks for deletion; the answer is the object when that takes its time.
     *
     * @param propagationPolicy how dependents are treated; null for the server's way
     */
    ObjectResult<Resource> delete(ObjectName object, @Nullable String propagationPolicy, Deadline deadline) {
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        options.put("kind", "DeleteOptions");
        options.put("apiVersion", "v1");
        if (propagationPolicy != null) {
            options.put("propagationPolicy", propagationPolicy);
        }
        return at("delete", object, deadline, type -> send("DELETE", type, object, options, deadline));
    }

    /** Has the server merge the manifest into the object, which is created when there is none. */
    ObjectResult<Reply.Done> applyServerSide(Resource manifest, Deadline deadline) {
        ObjectName object = ObjectName.of(manifest);
        String query = "?fieldManager=" + FIELD_MANAGER + "&force=true";
        return done("patch", object, deadline, type -> {
            Optional<String> problem = type.problemWith(object.namespace(), object.name());
            return problem.isPresent()
                    ? new Reply.Impossible(problem.get())
                    : server.send(
                            "PATCH",
                            type.object(object.namespace(), object.name()) + query,
                            "application/apply-patch+yaml",
                            manifest.content(),
                            deadline);
        });
    }

    /** Changes single places of an object: a JSON patch (RFC 6902). */
    ObjectResult<Resource> patch(ObjectName object, List<Map<String, @Nullable Object>> operations, Deadline deadline) {
        return at(
                "patch",
                object,
                deadline,
                type -> server.send(
                        "PATCH",
                        type.object(object.namespace(), object.name()),
                        "application/json-patch+json",
                        operations,
                        deadline));
    }

    /**
     * Waits until an object that is being deleted is gone, or the time is over.
     *
     * @param deleting the object as it was last seen
     */
    Watching awaitDeletion(ObjectName object, Resource deleting, Duration limit) throws InterruptedException {
        if (!(discovery.find(object.kind(), Deadline.in(limit)) instanceof Discovery.Found.Type(ResourceType type))) {
            return Watching.REFUSED;
        }
        String path = type.collection(object.namespace())
                + "?fieldSelector=" + ResourceType.escaped("metadata.name=" + object.name())
                + "&resourceVersion="
                + ResourceType.escaped(String.valueOf(deleting.metadata().get("resourceVersion")))
                + "&timeoutSeconds=" + Math.max(1, limit.toSeconds())
                + "&watch=true";
        return server.watch(path, change -> "DELETED".equals(change.get("type")), limit);
    }

    /**
     * @param namespace empty for all
     */
    ObjectResult<List<Resource>> list(ResourceKind kind, String namespace, String labelSelector, Deadline deadline) {
        ObjectName all = new ObjectName(kind, namespace, kind.kind());
        String query = labelSelector.isEmpty() ? "" : "?labelSelector=" + ResourceType.escaped(labelSelector);
        return at("list", all, deadline, type -> server.send("GET", type.collection(namespace) + query, null, deadline))
                .map(list -> items(kind, list));
    }

    private interface Request {
        Reply send(ResourceType type);
    }

    private ObjectResult<Resource> at(String operation, ObjectName object, Deadline deadline, Request request) {
        return done(operation, object, deadline, request).map(done -> new Resource(done.object()));
    }

    private ObjectResult<Reply.Done> done(String operation, ObjectName object, Deadline deadline, Request request) {
        Reply reply;
        switch (discovery.find(object.kind(), deadline)) {
            case Discovery.Found.Type(ResourceType type) -> {
                reply = request.send(type);
                if (reply instanceof Reply.Refused refused
                        && refused.isNoSuchPath()
                        && discovery.forget(object.kind())) {
                    return done(operation, object, deadline, request);
                }
            }
            case Discovery.Found.Failed(Reply.Failure failure) -> reply = failure;
            case Discovery.Found.Unknown(String message) -> {
                String text = failure(operation, object, message);
                return new Refusal<>(Reason.UNKNOWN_KIND, text, FailureClass.TERMINAL);
            }
        }
        return switch (reply) {
            case Reply.Done done -> new Ok<>(done);
            case Reply.Refused refused
            when refused.isConflict() -> new Refusal<>(Reason.CONFLICT, refused.message(), refused.classification());
            case Reply.Refused refused
            when refused.isNotFound() ->
                new Refusal<>(
                        Reason.NOT_FOUND, failure(operation, object, refused.message()), refused.classification());
            case Reply.Failure failure -> {
                tell(operation, object, failure.message());
                yield new Refusal<>(
                        Reason.OTHER, failure(operation, object, failure.message()), failure.classification());
            }
        };
    }

    /** In the form that runbooks search for. */
    private static void tell(String operation, ObjectName object, String message) {
        LOG.warn(
                "K8sOperationError{Operation:\"{}\", Resource:\"{}\", Kind:\"{}\", Namespace:\"{}\", Message:\"{}\"}",
                operation,
                object.name(),
                object.kind().kind(),
                object.namespace(),
                message);
    }

    private Reply send(
            String method,
            ResourceType type,
            ObjectName object,
            @Nullable Map<String, @Nullable Object> body,
            Deadline deadline) {
        Optional<String> problem = type.problemWith(object.namespace(), object.name());
        return problem.isPresent()
                ? new Reply.Impossible(problem.get())
                : server.send(method, type.object(object.namespace(), object.name()), body, deadline);
    }

    private static String failure(String operation, ObjectName object, String cause) {
        String place = object.namespace().isEmpty() ? "" : " (namespace: " + object.namespace() + ")";
        return "K8s " + operation + " operation failed: " + object.kindAndName() + place + ": " + cause;
    }

    /** Items of a list do not say their kind; objects do. */
    private static List<Resource> items(ResourceKind kind, Resource list) {
        List<Resource> resources = new ArrayList<>();
        if (list.content().get("items") instanceof List<?> items) {
            for (Object item : items) {
                Map<String, @Nullable Object> content = new LinkedHashMap<>();
                content.put("apiVersion", kind.apiVersion());
                content.put("kind", kind.kind());
                if (item instanceof Map<?, ?> map) {
                    map.forEach((key, value) -> content.put(String.valueOf(key), value));
                }
                resources.add(new Resource(content));
            }
        }
        return resources;
    }
}
