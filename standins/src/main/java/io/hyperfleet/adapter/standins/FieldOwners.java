package io.hyperfleet.adapter.standins;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who wrote which field of an object, as far as server-side apply needs it: {@code metadata.managedFields}, kept once an
 * object was applied that way. Lists count as one field; conflicts are always decided for the one who applies.
 */
final class FieldOwners {

    private static final String OWNERS = "managedFields";
    private static final String SEPARATOR = "\u0000";

    private FieldOwners() {}

    /**
     * An object after an apply.
     *
     * @param lastWriter who wrote it as a whole before, when nobody has applied it yet
     */
    static ObjectNode apply(ObjectNode current, JsonNode manifest, String manager, String lastWriter) {
        ObjectNode next = (ObjectNode) JsonPatches.merge(current, manifest);
        List<ObjectNode> others = new ArrayList<>();
        JsonNode before = Json.object();
        JsonNode entries = current.at("/metadata/" + OWNERS);
        if (entries.isEmpty()) {
            others.add(entry(lastWriter, "Update", fields(written(current))));
        }
        for (JsonNode entry : entries) {
            boolean isOwn = entry.path("manager").asText().equals(manager)
                    && entry.path("operation").asText().equals("Apply");
            if (isOwn) {
                before = entry.path("fieldsV1");
            } else {
                others.add(entry.deepCopy());
            }
        }
        JsonNode now = fields(manifest);
        Set<String> gone = new TreeSet<>(paths(before));
        gone.removeAll(paths(now));
        others.forEach(other -> gone.removeAll(paths(other.path("fieldsV1"))));
        gone.forEach(path -> remove(next, path));
        ArrayNode owners = next.withObject("/metadata").putArray(OWNERS);
        others.forEach(owners::add);
        owners.add(entry(manager, "Apply", now));
        return next;
    }

    /** The record of an object that came into being by an apply. */
    static void created(ObjectNode object, JsonNode manifest, String manager) {
        object.withObject("/metadata").putArray(OWNERS).add(entry(manager, "Apply", fields(manifest)));
    }

    private static ObjectNode entry(String manager, String operation, JsonNode fields) {
        ObjectNode entry = Json.object()
                .put("manager", manager)
                .put("operation", operation)
                .put("fieldsType", "FieldsV1");
        entry.set("fieldsV1", fields);
        return entry;
    }

    /** What a client wrote of an object, without what the server added. */
    private static JsonNode written(ObjectNode object) {
        ObjectNode written = object.deepCopy().remove(List.of("status"));
        ObjectNode metadata = written.withObject("/metadata");
        metadata.retain("labels", "annotations", "finalizers", "ownerReferences", "name", "namespace");
        return written;
    }

    private static ObjectNode fields(JsonNode value) {
        ObjectNode fields = Json.object();
        value.properties().forEach(field -> {
            JsonNode inner = field.getValue();
            fields.set("f:" + field.getKey(), inner.isObject() ? fields(inner) : Json.object());
        });
        fields.remove(List.of("f:apiVersion", "f:kind"));
        if (fields.get("f:metadata") instanceof ObjectNode metadata) {
            metadata.remove(List.of("f:name", "f:namespace"));
        }
        return fields;
    }

    private static Set<String> paths(JsonNode fields) {
        Set<String> paths = new TreeSet<>();
        fields.properties().forEach(field -> {
            if (field.getValue().isEmpty()) {
                paths.add(field.getKey());
            } else {
                paths(field.getValue()).forEach(inner -> paths.add(field.getKey() + SEPARATOR + inner));
            }
        });
        return paths;
    }

    private static void remove(ObjectNode object, String path) {
        String[] steps = path.split(SEPARATOR, -1);
        JsonNode parent = object;
        for (int i = 0; i < steps.length - 1; i++) {
            parent = parent.path(steps[i].substring(2));
        }
        if (parent instanceof ObjectNode fields) {
            fields.remove(steps[steps.length - 1].substring(2));
        }
    }
}
