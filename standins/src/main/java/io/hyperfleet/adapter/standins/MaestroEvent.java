package io.hyperfleet.adapter.standins;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event on Maestro's gRPC interface.
 *
 * @param attributes by the keys of the wire, {@code ce-…} and {@code contenttype}
 * @param data the payload; null when there is none
 */
public record MaestroEvent(
        String id,
        String source,
        String specVersion,
        String type,
        Map<String, Attribute> attributes,
        @Nullable String data) {

    public MaestroEvent {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** The value of an attribute; its kind is part of the protocol. */
    public sealed interface Attribute {

        record Text(String value) implements Attribute {}

        record Whole(int value) implements Attribute {}

        record Time(Instant value) implements Attribute {}

        /** A kind that neither the server nor its clients use, by its field number. */
        record Other(int field) implements Attribute {}
    }

    /** The text of an attribute; empty when it is not there or no text. */
    public Optional<String> text(String key) {
        return attributes.get(key) instanceof Attribute.Text(String value) ? Optional.of(value) : Optional.empty();
    }

    /** The last part of the type: {@code create_request} and so on. */
    public String action() {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /**
     * The payload as JSON; a missing node when there is none.
     *
     * @throws JsonProcessingException when it is not one JSON document
     */
    public JsonNode json() throws JsonProcessingException {
        return data == null ? MissingNode.getInstance() : Json.parse(data.getBytes(StandardCharsets.UTF_8));
    }
}
