package io.hyperfleet.adapter.engine.run;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The data of an event, as far as it could be read. */
public sealed interface EventData {

    /**
     * Reads the data of an event: nothing or {@code null}, which count as no members, or a JSON object. Besides the
     * members as sent, those of the reference are read by the rules of Go's JSON decoder: their names in any case, their
     * types strict.
     */
    static EventData parse(String json) {
        return EventDataReader.read(json);
    }

    /** The same of UTF-8; what is no UTF-8 becomes U+FFFD. */
    static EventData parse(byte[] json) {
        return parse(new String(json, StandardCharsets.UTF_8));
    }

    /**
     * Data that could be read.
     *
     * @param values every member as sent, numbers as Double; null for the JSON null
     * @param reference the members that say which resource the event is about
     */
    record Parsed(@Nullable Map<String, @Nullable Object> values, Reference reference) implements EventData {

        /** The values; none for the JSON null. */
        Map<String, @Nullable Object> members() {
            return values == null ? Map.of() : values;
        }
    }

    /**
     * Data that is no JSON object, or whose known members have the wrong type.
     *
     * @param reason {@code failed to unmarshal to EventData: error=…}
     */
    record Unreadable(String reason) implements EventData {}

    /**
     * @param generation 0 when absent
     */
    record Reference(String id, String kind, String href, long generation, Optional<Owner> owner) {}

    record Owner(String id, String kind, String href) {}
}
