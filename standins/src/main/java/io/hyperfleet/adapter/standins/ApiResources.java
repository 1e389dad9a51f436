package io.hyperfleet.adapter.standins;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The resources of the HyperFleet API and the rules of their life: generations, status reports, deletion.
 *
 * <p>Each method is one transaction and answers the request that it stands for.
 */
final class ApiResources {

    private static final String SYSTEM = "system@hyperfleet.local";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final int LONGEST_NAME = 53;

    private final Map<String, ApiResource> resources = new LinkedHashMap<>();
    private boolean namesAsIds;

    /** From now on a new resource's id is its name, which people read more easily. */
    synchronized void useNamesAsIds() {
        namesAsIds = true;
    }

    synchronized Optional<ApiResource> find(String id) {
        return Optional.ofNullable(resources.get(id));
    }

    /** What clients read of a resource. */
    synchronized Optional<ObjectNode> read(String id) {
        return find(id).map(resource -> resource.json().deepCopy());
    }

    /** Resources that match, oldest first, as clients read them. */
    synchronized List<ObjectNode> list(Predicate<ApiResource> filter) {
        return resources.values().stream()
                .filter(filter)
                .map(resource -> resource.json().deepCopy())
                .toList();
    }

    synchronized List<ObjectNode> statuses(ApiResource resource) {
        return resource.statuses().stream().map(ObjectNode::deepCopy).toList();
    }

    synchronized Answer create(EntityKind kind, @Nullable ApiResource parent, JsonNode body, String path) {
        Optional<ApiProblem> problem = checkNew(kind, parent, body);
        if (problem.isPresent()) {
            return problem.get().at(path);
        }
        String name = body.path("name").asText();
        String id = namesAsIds && !resources.containsKey(name) ? name : UuidV7.next();
        String collection = parent == null ? HyperFleetApiStandIn.BASE_PATH : parent.href();
        String now = Instant.now().toString();
        ObjectNode json = Json.object()
                .put("created_by", SYSTEM)
                .put("created_time", now)
                .put("generation", 1)
                .put("href", collection + "/" + kind.plural() + "/" + id)
                .put("id", id)
                .put("kind", kind.kind());
        if (body.path("labels").isObject()) {
            json.set("labels", body.get("labels").deepCopy());
        }
        json.put("name", name);
        if (parent != null) {
            json.putObject("owner_references")
                    .put("id", parent.id())
                    .put("kind", parent.kind().kind())
                    .put("href", parent.href());
        }
        json.set("spec", body.get("spec").deepCopy());
        json.putObject("tenancy");
        json.put("updated_by", SYSTEM).put("updated_time", now);
        ApiResource resource = new ApiResource(kind, json, parent);
        Aggregation.update(resource, false);
        resources.put(id, resource);
        return Answer.json(201, json);
    }

    /** Replaces spec or labels; the generation rises when they changed. */
    synchronized Answer patch(ApiResource resource, JsonNode body, String path) {
        if (!body.isObject()) {
            return ApiProblem.malformed("the body is not a JSON object").at(path);
        }
        if (resource.isBeingDeleted()) {
            return ApiProblem.beingDeleted(resource.kind().kind(), resource.id())
                    .at(path);
        }
        boolean changed = false;
        for (String field : List.of("spec", "labels")) {
            JsonNode value = body.path(field);
            if (value.isObject() && !value.equals(resource.json().path(field))) {
                resource.json().set(field, value.deepCopy());
                changed = true;
            }
        }
        if (changed) {
            nextGeneration(resource);
            Aggregation.update(resource, hasChildren(resource));
        }
        return Answer.json(200, resource.json());
    }

    /** Asks for the deletion of a resource and its children; what nobody has to confirm goes at once. */
    synchronized Answer delete(ApiResource resource) {
        if (!resource.isBeingDeleted()) {
            markDeleted(resource);
        }
        return Answer.json(202, resource.json());
    }

    /** Removes a resource that is being deleted, with its children, without waiting for adapters. */
    synchronized Answer forceDelete(ApiResource resource, String path) {
        if (!resource.isBeingDeleted()) {
            String detail = resource.kind().kind() + " '" + resource.id() + "' is not marked for deletion";
            return ApiProblem.stateConflict(detail).at(path);
        }
        childrenOf(resource).forEach(child -> resources.remove(child.id()));
        resources.remove(resource.id());
        return Answer.empty(204);
    }

    /** Takes in a report: 201 when it counts, 204 when it says nothing new, 400 when it is incomplete. */
    synchronized Answer report(ApiResource resource, AdapterReport report, String path) {
        if (!resources.containsKey(resource.id())) {
            return ApiProblem.notFound(resource.kind().kind(), resource.id()).at(path);
        }
        AdapterReport stored = resource.reports().get(report.adapter());
        if (isDiscarded(resource, report, stored)) {
            return Answer.empty(204);
        }
        Optional<ApiProblem> missing = report.missingCondition();
        if (missing.isPresent()) {
            return missing.get().at(path);
        }
        if (stored != null && repeats(report, stored)) {
            return Answer.json(201, resource.status(report.adapter()).orElseThrow());
        }
        ObjectNode status = resource.keep(report);
        if (resource.isBeingDeleted() && Aggregation.isFinalized(resource) && !hasChildren(resource)) {
            resources.remove(resource.id());
        } else {
            Aggregation.update(resource, hasChildren(resource));
        }
        return Answer.json(201, status);
    }

    private static boolean isDiscarded(ApiResource resource, AdapterReport report, @Nullable AdapterReport stored) {
        if (report.observedGeneration() > resource.generation()) {
            return true;
        }
        if (stored == null) {
            return false;
        }
        boolean older = report.observedGeneration() < stored.observedGeneration()
                || (report.observedGeneration() == stored.observedGeneration()
                        && report.observedTime().isBefore(stored.observedTime()));
        return older || report.status("Available").orElse("").equals("Unknown");
    }

    /** A report of the same second about the same generation is answered with the stored one. */
    private static boolean repeats(AdapterReport report, AdapterReport stored) {
        return report.observedGeneration() == stored.observedGeneration()
                && report.observedTime().equals(stored.observedTime());
    }

    private void markDeleted(ApiResource resource) {
        List<ApiResource> children = childrenOf(resource);
        children.stream().filter(child -> !child.isBeingDeleted()).forEach(this::markDeleted);
        resource.json()
                .put("deleted_by", SYSTEM)
                .put("deleted_time", Instant.now().toString());
        nextGeneration(resource);
        Aggregation.update(resource, hasChildren(resource));
        if (resource.kind().requiredAdapters().isEmpty() && !hasChildren(resource)) {
            resources.remove(resource.id());
        }
    }

    private static void nextGeneration(ApiResource resource) {
        resource.json()
                .put("generation", resource.generation() + 1)
                .put("updated_by", SYSTEM)
                .put("updated_time", Instant.now().toString());
    }

    private boolean hasChildren(ApiResource resource) {
        return !childrenOf(resource).isEmpty();
    }

    private List<ApiResource> childrenOf(ApiResource resource) {
        List<ApiResource> children = new ArrayList<>();
        for (ApiResource candidate : resources.values()) {
            if (candidate.parent().filter(parent -> parent == resource).isPresent()) {
                children.add(candidate);
                children.addAll(childrenOf(candidate));
            }
        }
        return children;
    }

    private Optional<ApiProblem> checkNew(EntityKind kind, @Nullable ApiResource parent, JsonNode body) {
        if (!body.isObject()) {
            return Optional.of(ApiProblem.malformed("the body is not a JSON object"));
        }
        if (!body.path("kind").asText(kind.kind()).equals(kind.kind())) {
            return Optional.of(ApiProblem.invalid("kind must be '" + kind.kind() + "'"));
        }
        String name = body.path("name").asText("");
        if (name.isEmpty()
                || name.length() > LONGEST_NAME
                || !NAME.matcher(name).matches()) {
            return Optional.of(ApiProblem.invalid("name must have 1 to " + LONGEST_NAME
                    + " lower-case letters, digits or hyphens, and begin and end with a letter or digit"));
        }
        if (!body.path("spec").isObject()) {
            return Optional.of(ApiProblem.invalid("spec is required"));
        }
        if (parent != null && parent.isBeingDeleted()) {
            return Optional.of(ApiProblem.beingDeleted(parent.kind().kind(), parent.id()));
        }
        boolean taken = resources.values().stream()
                .filter(other -> other.kind().equals(kind) && other.parent().equals(Optional.ofNullable(parent)))
                .anyMatch(other -> other.name().equals(name));
        return taken ? Optional.of(ApiProblem.nameTaken(kind.kind(), name)) : Optional.empty();
    }
}
