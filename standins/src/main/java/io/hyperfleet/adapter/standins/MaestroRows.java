package io.hyperfleet.adapter.standins;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.hyperfleet.adapter.standins.MaestroEvent.Attribute;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Maestro's tables and what it does with published events. Refusals carry the texts of a real server; attributes of
 * another kind than clients send are refused too, where the real server is lax. Used by many threads at once.
 */
final class MaestroRows {

    private static final String INVALID = "the manifest bundle in the resource is invalid, ";

    private final Map<String, MaestroRow> rows = new TreeMap<>();
    private final Map<String, String> consumers = new HashMap<>();

    /** A refusal of a published event. */
    static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        private RefusedException(String text) {
            super(text);
        }
    }

    /** Registers a consumer; false when there is one of that name. */
    synchronized boolean addConsumer(String name, String id) {
        return consumers.putIfAbsent(name, id) == null;
    }

    synchronized Map<String, String> consumers() {
        return new TreeMap<>(consumers);
    }

    synchronized boolean isInUse(String consumer) {
        return rows.values().stream().anyMatch(row -> row.consumer().equals(consumer));
    }

    synchronized void removeConsumer(String name) {
        consumers.remove(name);
    }

    synchronized Optional<MaestroRow> get(String id) {
        return Optional.ofNullable(rows.get(id));
    }

    synchronized List<MaestroRow> all() {
        return new ArrayList<>(rows.values());
    }

    /** Changes a row; empty when there is none. */
    synchronized Optional<MaestroRow> change(String id, UnaryOperator<MaestroRow> change) {
        return Optional.ofNullable(rows.computeIfPresent(id, (key, row) -> change.apply(row)));
    }

    synchronized Optional<MaestroRow> remove(String id) {
        return Optional.ofNullable(rows.remove(id));
    }

    /** Carries an event out. */
    synchronized void accept(MaestroEvent event, Instant now) throws RefusedException {
        if (event.type().split("\\.", -1).length < 5) {
            throw new RefusedException("failed to parse cloud event type " + event.type()
                    + ", unsupported cloudevents type format: " + event.type());
        }
        String consumer = required(event, "clustername");
        String id = required(event, "resourceid");
        int version = version(event);
        requireKinds(event);
        switch (event.action()) {
            case "create_request" -> create(event, id, consumer, now);
            case "update_request" -> update(event, id, version, now);
            case "delete_request" ->
                rows.computeIfPresent(id, (key, row) -> row.deletedAt() == null ? row.deleted(now) : row);
            default -> throw new RefusedException("unsupported action " + event.action());
        }
    }

    private void create(MaestroEvent event, String id, String consumer, Instant now) throws RefusedException {
        String failed = "failed to create resource: ";
        if (event.source().isEmpty()) {
            throw new RefusedException(failed + "maestro-8: " + INVALID
                    + "failed to decode manifest bundle: source: cannot parse uri ref: ");
        }
        JsonNode payload = payload(event);
        if (rows.containsKey(id)) {
            throw new RefusedException(failed + "maestro-6: This Resource already exists");
        }
        checkManifests(payload, failed);
        if (!consumers.containsKey(consumer)) {
            throw new RefusedException(failed + "maestro-9: Unable to create Resource: ERROR: insert or update on table"
                    + " \"resources\" violates foreign key constraint \"fk_resources_consumers\" (SQLSTATE 23503)");
        }
        rows.put(id, new MaestroRow(id, event.source(), consumer, 1, now, now, null, metadata(event), payload, null));
    }

    private void update(MaestroEvent event, String id, int version, Instant now) throws RefusedException {
        String failed = "failed to update resource: ";
        JsonNode payload = payload(event);
        MaestroRow row = rows.get(id);
        if (row == null) {
            throw new RefusedException("failed to get resource: maestro-7: Resource with id='" + id + "' not found");
        }
        if (row.deletedAt() != null) {
            throw new RefusedException(failed + "maestro-6: the resource is under deletion, id: " + id);
        }
        if (version != 0 && version != row.version()) {
            throw new RefusedException(
                    failed + "maestro-6: the resource version is not the latest, the latest version: " + row.version());
        }
        checkManifests(payload, failed);
        rows.put(id, row.updated(metadata(event), payload, now));
    }

    private static String required(MaestroEvent event, String name) throws RefusedException {
        Attribute value = event.attributes().get("ce-" + name);
        if (value instanceof Attribute.Text(String text)) {
            return text;
        }
        throw undecodable("failed to get " + name + " extension: invalid CloudEvents value: " + shown(value));
    }

    private static int version(MaestroEvent event) throws RefusedException {
        Attribute value = event.attributes().get("ce-resourceversion");
        if (value instanceof Attribute.Whole(int version)) {
            return version;
        }
        throw undecodable("failed to get resourceversion extension: invalid CloudEvents value: " + shown(value));
    }

    private static void requireKinds(MaestroEvent event) throws RefusedException {
        for (String key : List.of("ce-time", "ce-deletiontimestamp")) {
            Attribute value = event.attributes().get(key);
            if (value != null && !(value instanceof Attribute.Time)) {
                throw undecodable(key + " is no timestamp");
            }
        }
        for (String key : List.of("ce-metadata", "ce-logtracing", "ce-originalsource", "contenttype")) {
            Attribute value = event.attributes().get(key);
            if (value != null && !(value instanceof Attribute.Text)) {
                throw undecodable(key + " is no text");
            }
        }
    }

    private static JsonNode metadata(MaestroEvent event) throws RefusedException {
        try {
            return Json.parse(event.text("ce-metadata").orElse("{}").getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw undecodable("failed to convert cloudevent to resource payload: failed to unmarshal metadata extension"
                    + " to object: " + e.getOriginalMessage());
        }
    }

    private static JsonNode payload(MaestroEvent event) throws RefusedException {
        try {
            return event.json();
        } catch (JsonProcessingException e) {
            throw undecodable("failed to convert cloudevent to resource payload: " + e.getOriginalMessage());
        }
    }

    private static void checkManifests(JsonNode payload, String failed) throws RefusedException {
        Set<String> seen = new TreeSet<>();
        for (JsonNode manifest : payload.path("manifests")) {
            List<String> problems = new ArrayList<>();
            JsonNode metadata = manifest.path("metadata");
            String kind = manifest.path("kind").asText();
            String name = metadata.path("name").asText();
            if (manifest.path("apiVersion").asText().isEmpty()) {
                problems.add("apiVersion: Required value: field not set");
            }
            if (kind.isEmpty()) {
                problems.add("kind: Required value: field not set");
            }
            if (name.isEmpty()) {
                problems.add("metadata.name: Required value: field not set");
            }
            for (String forbidden : List.of("generateName", "resourceVersion", "deletionGracePeriodSeconds")) {
                if (metadata.has(forbidden)) {
                    problems.add("metadata." + forbidden + ": Forbidden: field cannot be set");
                }
            }
            if (!problems.isEmpty()) {
                String text = problems.size() == 1 ? problems.getFirst() : problems.toString();
                throw new RefusedException(failed + "maestro-8: " + INVALID + text);
            }
            String place = metadata.path("namespace").asText() + "/" + name;
            String type = manifest.path("apiVersion").asText().replaceFirst(".*/", "") + "." + kind;
            if (!seen.add(type + " " + place)) {
                throw new RefusedException(failed + "maestro-8: " + INVALID + "duplicate manifest for resource " + place
                        + " with resource type " + type);
            }
        }
    }

    private static RefusedException undecodable(String reason) {
        return new RefusedException("failed to decode cloudevent: " + reason);
    }

    private static String shown(@Nullable Attribute value) {
        return value == null ? "<nil>" : value.toString();
    }
}
