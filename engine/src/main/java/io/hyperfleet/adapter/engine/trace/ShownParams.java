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
 * of headers nor users and passwords in URLs, and no value of a variable under the name of a param that says it is secret.
 */
final class ShownParams {

    private static final String REDACTED = "**REDACTED**";
    private static final Pattern USER_IN_URL = Pattern.compile("(?<=://)[^/?#@\\s]*@");

    private static final Pattern NAME_OF_SECRET =
            Pattern.compile("(?i).*(?:passw(?:or)?d|secret|token|api_?key|private_?key|credentials?)");

    private ShownParams() {}

    /** A URL as it may be shown. */
    static String url(String url) {
        return USER_IN_URL.matcher(url).replaceAll(REDACTED + "@");
    }

    /** In the order of their names. */
    static Map<String, @Nullable Object> of(RunTrace trace) {
        Map<String, @Nullable Object> shown = new TreeMap<>();
        Map<String, @Nullable Object> params = trace.result().params();
        Object environment = params.get("env");
        params.forEach((name, value) -> shown.put(
                name,
                switch (name) {
                    case "event" -> isNull(trace.event(), value) ? null : value;
                    case "config" -> configuration(value);
                    default -> param(name, value, environment);
                }));
        return shown;
    }

    /** The environment may be there under the names of params, too. */
    private static @Nullable Object param(String name, @Nullable Object value, @Nullable Object environment) {
        return switch (value) {
            case Map<?, ?> map when map.equals(environment) -> valuesRedacted(map);
            case String text when isSecret(name) && isValueOf(environment, text) -> REDACTED;
            case null, default -> value;
        };
    }

    private static boolean isValueOf(@Nullable Object environment, String text) {
        return environment instanceof Map<?, ?> variables && variables.containsValue(text);
    }

    private static boolean isSecret(String name) {
        return NAME_OF_SECRET.matcher(name).matches();
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
            case String text -> url(text);
            case null -> null;
            default -> value;
        };
    }
}
