package io.hyperfleet.adapter.standins;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A work as Maestro stores it.
 *
 * @param version counts the accepted updates, from 1
 * @param metadata as it was published
 * @param payload as it was published
 * @param status what the agent reported last; null before its first report
 */
public record MaestroRow(
        String id,
        String source,
        String consumer,
        int version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt,
        JsonNode metadata,
        JsonNode payload,
        @Nullable JsonNode status) {

    MaestroRow updated(JsonNode newMetadata, JsonNode newPayload, Instant now) {
        return new MaestroRow(
                id, source, consumer, version + 1, createdAt, now, deletedAt, newMetadata, newPayload, status);
    }

    MaestroRow deleted(Instant now) {
        return new MaestroRow(id, source, consumer, version, createdAt, now, now, metadata, payload, status);
    }

    MaestroRow reported(JsonNode newStatus) {
        return new MaestroRow(
                id, source, consumer, version, createdAt, updatedAt, deletedAt, metadata, payload, newStatus);
    }

    /** As the REST interface shows it. The executor is stored but not shown. */
    ObjectNode bundle() {
        ObjectNode bundle = Json.object();
        bundle.put("consumer_name", consumer);
        bundle.put("created_at", createdAt.toString());
        bundle.set(
                "delete_option", payload.path("deleteOption").isObject() ? payload.get("deleteOption") : Json.object());
        if (deletedAt != null) {
            bundle.put("deleted_at", deletedAt.toString());
        }
        bundle.put("href", "/api/maestro/v1/resource-bundles/" + id);
        bundle.put("id", id);
        bundle.put("kind", "ResourceBundle");
        bundle.set(
                "manifest_configs",
                payload.path("manifestConfigs").isArray() ? payload.get("manifestConfigs") : bundle.arrayNode());
        bundle.set("manifests", payload.path("manifests").isArray() ? payload.get("manifests") : bundle.arrayNode());
        bundle.set("metadata", shownMetadata());
        bundle.put("name", id);
        if (status != null) {
            bundle.set("status", status);
        }
        bundle.put("updated_at", updatedAt.toString());
        bundle.put("version", version);
        return bundle;
    }

    private ObjectNode shownMetadata() {
        ObjectNode shown = metadata.isObject() ? ((ObjectNode) metadata).deepCopy() : Json.object();
        shown.put("creationTimestamp", createdAt.truncatedTo(ChronoUnit.SECONDS).toString());
        if (deletedAt != null) {
            shown.put(
                    "deletionTimestamp",
                    deletedAt.truncatedTo(ChronoUnit.SECONDS).toString());
        }
        return shown;
    }
}
