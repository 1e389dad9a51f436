package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.value.JsonDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer of the API as the JSON object it must be. */
final class AnswerObject {

    private AnswerObject() {}

    /** What reading came to. */
    sealed interface Read {

        /** {@code null} reads as no fields. */
        record Fields(Map<String, @Nullable Object> fields) implements Read {}

        record NoObject(String reason) implements Read {}
    }

    static Read read(String body) {
        return switch (JsonDecoder.eventData().decodeObject(body)) {
            case JsonDecoder.Decoded.Malformed(String reason) -> new Read.NoObject(reason);
            case JsonDecoder.Decoded.Value(Object value) -> new Read.Fields(fields(value));
        };
    }

    /** The entries of a decoded object; none for {@code null}. */
    static Map<String, @Nullable Object> fields(@Nullable Object value) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> fields.put(String.valueOf(key), entry));
        }
        return fields;
    }
}
