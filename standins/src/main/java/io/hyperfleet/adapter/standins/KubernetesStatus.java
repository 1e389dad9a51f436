package io.hyperfleet.adapter.standins;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The Status objects with which an API server says what became of a request; texts as recorded from a real one. */
final class KubernetesStatus {

    private KubernetesStatus() {}

    /** What is wrong with one field of an object. */
    record FieldError(String field, String reason, String message) {

        static FieldError required(String field, String message) {
            return new FieldError(field, "FieldValueRequired", "Required value: " + message);
        }

        static FieldError invalid(String field, String value, String message) {
            return new FieldError(field, "FieldValueInvalid", "Invalid value: " + value + ": " + message);
        }

        static FieldError forbidden(String field, String message) {
            return new FieldError(field, "FieldValueForbidden", "Forbidden: " + message);
        }
    }

    static Answer deleted(ApiType type, String name, String uid) {
        ObjectNode status = status("Success");
        status.set("details", details(type, name).put("uid", uid));
        return Answer.json(200, status);
    }

    static Answer notFound(ApiType type, String name) {
        return failure(404, "NotFound", type.resource() + " \"" + name + "\" not found", details(type, name));
    }

    static Answer unknownResource() {
        return failure(404, "NotFound", "the server could not find the requested resource", Json.object());
    }

    static Answer noSuchPage() {
        return Answer.text(404, "404 page not found\n");
    }

    static Answer alreadyExists(ApiType type, String name, boolean beingDeleted) {
        String message = (beingDeleted ? "object is being deleted: " : "") + type.resource() + " \"" + name
                + "\" already exists";
        return failure(409, "AlreadyExists", message, details(type, name));
    }

    static Answer modified(ApiType type, String name) {
        return conflict(
                type,
                name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    static Answer conflict(ApiType type, String name, String cause) {
        String message = "Operation cannot be fulfilled on " + type.resource() + " \"" + name + "\": " + cause;
        return failure(409, "Conflict", message, details(type, name));
    }

    static Answer terminating(ApiType type, String name, String namespace) {
        String cause = "unable to create new content in namespace " + namespace + " because it is being terminated";
        ObjectNode details = details(type, name);
        details.putArray("causes")
                .addObject()
                .put("reason", "NamespaceTerminating")
                .put("message", "namespace " + namespace + " is being terminated")
                .put("field", "metadata.namespace");
        return failure(403, "Forbidden", type.resource() + " \"" + name + "\" is forbidden: " + cause, details);
    }

    static Answer invalid(ApiType type, String name, List<FieldError> errors) {
        ObjectNode details = Json.object().put("name", name);
        if (!type.group().isEmpty()) {
            details.put("group", type.group());
        }
        ArrayNode causes = details.put("kind", type.kind()).putArray("causes");
        for (FieldError error : errors) {
            causes.addObject()
                    .put("reason", error.reason())
                    .put("message", error.message())
                    .put("field", error.field());
        }
        String list = errors.stream()
                .map(error -> error.field() + ": " + error.message())
                .collect(Collectors.joining(", "));
        String text = type.qualifiedKind() + " \"" + name + "\" is invalid: "
                + (errors.size() == 1 ? list : "[" + list + "]");
        return failure(422, "Invalid", text, details);
    }

    static Answer badRequest(String message) {
        return failure(400, "BadRequest", message, null);
    }

    static Answer unauthorized() {
        return failure(401, "Unauthorized", "Unauthorized", null);
    }

    static Answer methodNotAllowed() {
        return failure(
                405,
                "MethodNotAllowed",
                "the server does not allow this method on the requested resource",
                Json.object());
    }

    static Answer unsupportedPatch() {
        return failure(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: "
                        + "application/json-patch+json, application/merge-patch+json",
                Json.object());
    }

    static ObjectNode failureObject(int code, String reason, String message) {
        return status("Failure").put("message", message).put("reason", reason).put("code", code);
    }

    private static Answer failure(int code, String reason, String message, @Nullable ObjectNode details) {
        ObjectNode status = failureObject(code, reason, message);
        if (details != null) {
            status.set("details", details);
        }
        return Answer.json(code, status);
    }

    private static ObjectNode status(String outcome) {
        ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        return status.put("status", outcome);
    }

    private static ObjectNode details(ApiType type, String name) {
        ObjectNode details = Json.object().put("name", name);
        if (!type.group().isEmpty()) {
            details.put("group", type.group());
        }
        return details.put("kind", type.plural());
    }
}
