package io.hyperfleet.adapter.engine.run;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The data of an event, as far as it could be read. */
public sealed interface EventData {

    /**
     * Data that could be read.
     *
     * @param values every member as sent, numbers as Double
     * @param reference the members that say which resource the event is about
     */
    record Parsed(Map<String, @Nullable Object> values, Reference reference) implements EventData {}

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
