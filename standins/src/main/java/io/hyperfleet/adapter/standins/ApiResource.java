package io.hyperfleet.adapter.standins;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A resource of the HyperFleet API with the latest report of every adapter. Guarded by the lock of {@link ApiResources}. */
final class ApiResource {

    private final EntityKind kind;
    private final ObjectNode json;
    private final @Nullable ApiResource parent;
    private final Map<String, AdapterReport> reports = new LinkedHashMap<>();
    private final Map<String, ObjectNode> statuses = new LinkedHashMap<>();

    ApiResource(EntityKind kind, ObjectNode json, @Nullable ApiResource parent) {
        this.kind = kind;
        this.json = json;
        this.parent = parent;
    }

    EntityKind kind() {
        return kind;
    }

    /** What a client reads; the live object, to be changed by its owner only. */
    ObjectNode json() {
        return json;
    }

    Optional<ApiResource> parent() {
        return Optional.ofNullable(parent);
    }

    String id() {
        return json.path("id").asText();
    }

    String name() {
        return json.path("name").asText();
    }

    String href() {
        return json.path("href").asText();
    }

    long generation() {
        return json.path("generation").asLong();
    }

    boolean isBeingDeleted() {
        return json.has("deleted_time");
    }

    /** The latest report of every adapter. */
    Map<String, AdapterReport> reports() {
        return reports;
    }

    /** The same as clients read them. */
    List<ObjectNode> statuses() {
        return List.copyOf(statuses.values());
    }

    Optional<ObjectNode> status(String adapter) {
        return Optional.ofNullable(statuses.get(adapter));
    }

    /** Keeps a report; times at which a condition changed its status are carried over from the one before. */
    ObjectNode keep(AdapterReport report) {
        ObjectNode before = statuses.get(report.adapter());
        AdapterReport previous = reports.put(report.adapter(), report);
        ObjectNode status = Json.object().put("adapter", report.adapter());
        var conditions = status.putArray("conditions");
        for (JsonNode condition : report.conditions()) {
            String type = condition.path("type").asText();
            boolean unchanged = previous != null && previous.status(type).equals(report.status(type));
            ObjectNode kept = condition.deepCopy();
            kept.put("last_transition_time", unchanged ? transitionTime(before, type) : report.observedTimeText());
            conditions.add(kept);
        }
        status.put(
                "created_time",
                before == null
                        ? report.observedTimeText()
                        : before.path("created_time").asText());
        if (report.data().isObject()) {
            status.set("data", report.data());
        }
        if (report.metadata().isObject()) {
            status.set("metadata", report.metadata());
        }
        status.put("last_report_time", report.observedTimeText())
                .put("observed_generation", report.observedGeneration());
        statuses.put(report.adapter(), status);
        return status;
    }

    private static String transitionTime(@Nullable ObjectNode status, String type) {
        return status == null
                ? ""
                : status.path("conditions")
                        .valueStream()
                        .filter(condition -> condition.path("type").asText().equals(type))
                        .map(condition -> condition.path("last_transition_time").asText())
                        .findFirst()
                        .orElse("");
    }
}
