package io.hyperfleet.adapter.engine.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One recorded evaluation.
 *
 * @param set the name of the file, without ending
 * @param want what must come out; where the original program is wrong, those parts of it that are known to be right
 * @param corrected whether the original is wrong and {@code want} holds what is right
 * @param unspecified whether the original is wrong and nothing says what is right
 * @param unordered whether the order of list elements is open
 */
public record VectorCase(
        String set,
        String id,
        String kind,
        JsonNode in,
        ObjectNode want,
        boolean corrected,
        boolean unspecified,
        boolean unordered) {

    /** Reads a line of a file of cases. */
    public static VectorCase read(String set, JsonNode line) {
        ObjectNode want = (ObjectNode) (line.has("port") ? line.get("port") : line.get("want"));
        return new VectorCase(
                set,
                line.path("id").asText(),
                line.path("kind").asText(),
                line.path("in"),
                want,
                line.has("port"),
                line.path("deviation").asBoolean() && !line.has("port"),
                line.path("unordered").asBoolean());
    }

    /** The recorded error text; empty when the evaluation succeeded. */
    public String wantedError() {
        return want.path("error").asText("");
    }
}
