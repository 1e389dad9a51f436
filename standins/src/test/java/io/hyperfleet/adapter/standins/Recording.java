package io.hyperfleet.adapter.standins;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Recorded exchanges with a real server, to be repeated against a stand-in. What the servers invent (ids, versions) is
 * translated in requests and left out of comparisons, times are compared by presence only.
 */
final class Recording {

    private static final Set<String> INVENTED = Set.of("uid", "resourceVersion", "trace_id");
    private final Map<String, String> actualOf = new HashMap<>();

    static List<JsonNode> exchanges(String resource, String caseName) throws IOException {
        try (InputStream file = Objects.requireNonNull(Recording.class.getResourceAsStream("/wire/" + resource))) {
            for (JsonNode recorded : Json.parse(file.readAllBytes()).path("cases")) {
                if (recorded.path("case").asText().equals(caseName)) {
                    return recorded.path("exchanges").valueStream().toList();
                }
            }
        }
        throw new IllegalArgumentException("no such case: " + caseName);
    }

    /** From now on the recorded text stands for the actual one in requests. */
    void translate(String recorded, String actual) {
        actualOf.put(recorded, actual);
    }

    /** A recorded text with the values of this run. */
    String translated(String text) {
        String result = text;
        for (Map.Entry<String, String> entry : actualOf.entrySet()) {
            result = result.replace(entry.getKey(), entry.getValue());
        }
        return result;
    }

    /** Learns how what the recorded server invented is called in this run. */
    void learn(JsonNode recorded, JsonNode actual) {
        recorded.properties().forEach(field -> {
            JsonNode here = actual.path(field.getKey());
            if (field.getKey().equals("uid") && here.isTextual()) {
                actualOf.put(field.getValue().asText(), here.asText());
            } else if (field.getKey().equals("resourceVersion") && here.isTextual()) {
                actualOf.put("\"" + field.getValue().asText() + "\"", "\"" + here.asText() + "\"");
            } else {
                learn(field.getValue(), here);
            }
        });
        if (recorded.isArray()) {
            for (int i = 0; i < Math.min(recorded.size(), actual.size()); i++) {
                learn(recorded.get(i), actual.get(i));
            }
        }
    }

    /** The part of an answer that can be compared. */
    static JsonNode comparable(JsonNode body) {
        if (body instanceof ObjectNode object) {
            ObjectNode result = Json.object();
            object.properties().forEach(field -> {
                String name = field.getKey();
                boolean time = name.endsWith("Timestamp") || name.endsWith("_time") || name.equals("timestamp");
                if (INVENTED.contains(name)) {
                    result.put(name, "<invented>");
                } else if (time && field.getValue().isTextual()) {
                    result.put(name, "<time>");
                } else {
                    result.set(name, comparable(field.getValue()));
                }
            });
            return result;
        }
        if (body instanceof ArrayNode array) {
            ArrayNode result = array.arrayNode();
            array.forEach(item -> result.add(comparable(item)));
            return result;
        }
        return body;
    }
}
