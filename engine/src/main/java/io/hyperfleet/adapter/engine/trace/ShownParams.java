package io.hyperfleet.adapter.engine.trace;

import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.EventData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The params of a run as they may be shown: of the environment only the names, of the configuration neither the values
 * of headers nor users and passwords in URLs.
 */
final class ShownParams {

    private static final String REDACTED = "**REDACTED**";
    private static final Pattern USER_IN_URL = Pattern.compile("(?<=://)[^/?#@\\s]*@");

    private ShownParams() {}

    /** In the order of their names. */
    static Map<String, @Nullable Object> of(RunTrace trace) {
        Map<String, @Nullable Object> shown = new TreeMap<>();
        trace.result().params().forEach((name, value) -> shown.put(
                name,
                switch (name) {
                    case "event" -> isNull(trace.event(), value) ? null : value;
                    case "env" -> value instanceof Map<?, ?> map ? valuesRedacted(map) : value;
                    case "config" -> configuration(value);
                    default -> value;
                }));
        return shown;
    }

    /** Data that is null counts as an object without members, but is shown as it was sent. */
    private static boolean isNull(Event event, @Nullable Object value) {
        return event.data() instanceof EventData.Parsed parsed
                && parsed.values() == null
                && Map.of().equals(value);
    }

    private static Map<String, @Nullable Object> valuesRedacted(Map<?, ?> map) {
        Map<String, @Nullable Object> redacted = new LinkedHashMap<>();
        map.keySet().forEach(key -> redacted.put(String.valueOf(key), REDACTED));
        return redacted;
    }

    private static @Nullable Object configuration(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> shown = new LinkedHashMap<>();
                map.forEach((key, entry) -> shown.put(
                        String.valueOf(key),
                        "default_headers".equals(key) && entry instanceof Map<?, ?> headers
                                ? valuesRedacted(headers)
                                : configuration(entry)));
                yield shown;
            }
            case List<?> list -> list.stream().map(ShownParams::configuration).toList();
            case String text -> USER_IN_URL.matcher(text).replaceAll(REDACTED + "@");
            case null -> null;
            default -> value;
        };
    }
}
