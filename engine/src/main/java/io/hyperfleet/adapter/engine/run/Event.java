package io.hyperfleet.adapter.engine.run;

import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent on its way through the program.
 *
 * @param time null when the event carries none
 * @param data the data, read once on arrival
 * @param traceContext W3C trace context that came with the event ({@code traceparent}, {@code tracestate}); may be empty
 */
public record Event(
        String id,
        String type,
        String source,
        @Nullable OffsetDateTime time,
        EventData data,
        Map<String, String> traceContext) {

    public Event {
        traceContext = Map.copyOf(traceContext);
    }
}
