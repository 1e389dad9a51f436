package io.hyperfleet.adapter.standins;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** An error of the HyperFleet API (RFC 9457), before it is known at which path it is answered. */
record ApiProblem(int status, String code, String title, String type, String detail) {

    private static final String TYPES = "https://api.hyperfleet.io/errors/";

    static ApiProblem invalid(String detail) {
        return new ApiProblem(400, "HYPERFLEET-VAL-000", "Validation Failed", "validation-error", detail);
    }

    static ApiProblem malformed(String detail) {
        return new ApiProblem(
                400,
                "HYPERFLEET-VAL-006",
                "Malformed Request",
                "malformed-request",
                "Invalid request format: " + detail);
    }

    static ApiProblem invalidSearch(String detail) {
        return new ApiProblem(400, "HYPERFLEET-VAL-007", "Invalid Search Query", "bad-request", detail);
    }

    static ApiProblem noSuchEndpoint(String path) {
        String detail = "The requested endpoint '" + path + "' does not exist";
        return new ApiProblem(404, "HYPERFLEET-NTF-000", "Endpoint Not Found", "not-found", detail);
    }

    static ApiProblem notFound(String kind, String id) {
        String detail = kind + " with id='" + id + "' not found";
        return new ApiProblem(404, "HYPERFLEET-NTF-001", "Resource Not Found", "not-found", detail);
    }

    static ApiProblem nameTaken(String kind, String name) {
        String detail = kind + " with name='" + name + "' already exists";
        return new ApiProblem(409, "HYPERFLEET-CNF-001", "Resource Conflict", "conflict", detail);
    }

    static ApiProblem stateConflict(String detail) {
        return new ApiProblem(409, "HYPERFLEET-CNF-003", "State Conflict", "conflict", detail);
    }

    static ApiProblem beingDeleted(String kind, String id) {
        return stateConflict(kind + " '" + id + "' is marked for deletion");
    }

    /** The answer to a request at this path. */
    Answer at(String path) {
        ObjectNode body = Json.object()
                .put("code", code)
                .put("detail", detail)
                .put("instance", path)
                .put("status", status)
                .put("timestamp", Instant.now().toString())
                .put("title", title)
                .put("trace_id", UuidV7.next())
                .put("type", TYPES + type);
        return Answer.json(status, "application/problem+json", body);
    }
}
