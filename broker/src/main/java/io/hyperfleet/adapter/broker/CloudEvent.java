package io.hyperfleet.adapter.broker;

import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent as it came from a broker. Only what is needed to read it was checked: id, type and source may be empty.
 *
 * @param time null when the event carries none
 * @param data the text of the data as sent, where bytes are no UTF-8 with U+FFFD in their place; empty when there is none
 * @param extensions further attributes as text, for example {@code traceparent}
 */
public record CloudEvent(
        String specVersion,
        String id,
        String type,
        String source,
        String subject,
        @Nullable OffsetDateTime time,
        String dataContentType,
        String data,
        Map<String, String> extensions) {

    public CloudEvent {
        extensions = Map.copyOf(extensions);
    }
}
