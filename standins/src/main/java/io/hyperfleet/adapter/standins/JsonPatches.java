package io.hyperfleet.adapter.standins;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The two standard ways to change a JSON document: RFC 7396 (merge patch) and RFC 6902 (JSON patch). */
final class JsonPatches {

    private JsonPatches() {}

    /** The document after a merge patch; the document itself is not touched. */
    static JsonNode merge(JsonNode document, JsonNode patch) {
        if (!patch.isObject()) {
            return patch.deepCopy();
        }
        ObjectNode merged = document.isObject() ? (ObjectNode) document.deepCopy() : Json.object();
        patch.properties().forEach(change -> {
            if (change.getValue().isNull()) {
                merged.remove(change.getKey());
            } else {
                merged.set(change.getKey(), merge(merged.path(change.getKey()), change.getValue()));
            }
        });
        return merged;
    }

    /** The document after a JSON patch, nothing when an operation does not fit; the document itself is not touched. */
    static Optional<JsonNode> apply(JsonNode document, JsonNode operations) {
        if (!operations.isArray()) {
            return Optional.empty();
        }
        JsonNode changed = document.deepCopy();
        for (JsonNode operation : operations) {
            if (!carryOut(operation, changed)) {
                return Optional.empty();
            }
        }
        return Optional.of(changed);
    }

    private static boolean carryOut(JsonNode operation, JsonNode document) {
        String path = operation.path("path").asText();
        if (!path.startsWith("/")) {
            return false;
        }
        JsonPointer at = JsonPointer.compile(path);
        JsonNode value = operation.path("value");
        return switch (operation.path("op").asText()) {
            case "add" -> add(document, at, value);
            case "remove" -> remove(document, at);
            case "replace" -> remove(document, at) && add(document, at, value);
            case "test" -> document.at(at).equals(value);
            case "copy" ->
                add(document, at, document.at(operation.path("from").asText()).deepCopy());
            case "move" -> {
                JsonPointer from = JsonPointer.compile(operation.path("from").asText());
                JsonNode moved = document.at(from);
                yield remove(document, from) && add(document, at, moved);
            }
            default -> false;
        };
    }

    private static boolean add(JsonNode document, JsonPointer at, JsonNode value) {
        JsonNode parent = document.at(at.head());
        if (value.isMissingNode()) {
            return false;
        }
        if (parent instanceof ObjectNode object) {
            object.set(at.last().getMatchingProperty(), value.deepCopy());
            return true;
        }
        if (parent instanceof ArrayNode array) {
            String position = at.last().getMatchingProperty();
            int index = position.equals("-") ? array.size() : at.last().getMatchingIndex();
            if (index < 0 || index > array.size()) {
                return false;
            }
            array.insert(index, value.deepCopy());
            return true;
        }
        return false;
    }

    private static boolean remove(JsonNode document, JsonPointer at) {
        if (document.at(at).isMissingNode()) {
            return false;
        }
        JsonNode parent = document.at(at.head());
        return switch (parent) {
            case ObjectNode object -> object.remove(at.last().getMatchingProperty()) != null;
            case ArrayNode array -> array.remove(at.last().getMatchingIndex()) != null;
            default -> false;
        };
    }
}
