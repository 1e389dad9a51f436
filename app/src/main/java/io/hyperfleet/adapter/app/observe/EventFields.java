package io.hyperfleet.adapter.app.observe;

import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.EventData;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The log fields that tell which event, and which resource of the API, a line is about. The kind in the data names a
 * field, and the data is not to be trusted: anything but letters, digits and underscores is replaced, and only so many
 * characters are taken.
 */
public final class EventFields {

    private static final int MAX_KIND_CHARACTERS = 63;

    private EventFields() {}

    /** {@code event_id}, and the fields of the data. */
    public static Map<String, Object> of(Event event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("event_id", event.id());
        fields.putAll(of(event.data()));
        return fields;
    }

    /**
     * {@code <kind>_id} and, when known, {@code observed_generation}; when there is an owner also {@code resource_type},
     * {@code resource_id} and the owner's {@code <kind>_id}. Nothing when the data cannot be read.
     */
    public static Map<String, Object> of(EventData data) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (data instanceof EventData.Parsed parsed) {
            EventData.Reference reference = parsed.reference();
            fields.put(idField(reference.kind()), reference.id());
            if (reference.generation() > 0) {
                fields.put("observed_generation", reference.generation());
            }
            reference.owner().ifPresent(owner -> {
                fields.put("resource_type", reference.kind());
                fields.put("resource_id", reference.id());
                fields.put(idField(owner.kind()), owner.id());
            });
        }
        return fields;
    }

    private static String idField(String kind) {
        String known = kind.substring(0, Math.min(kind.length(), MAX_KIND_CHARACTERS));
        return known.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_") + "_id";
    }
}
