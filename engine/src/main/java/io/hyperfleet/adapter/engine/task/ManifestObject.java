package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.task.ManifestTemplate.Rendered;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.gotemplate.GoFormat;
import io.hyperfleet.gotemplate.GoTime;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns rendered data into an object as a Kubernetes API would read it from JSON: text keys, integers as Long, times and
 * bytes as text.
 */
final class ManifestObject {

    private static final double LONG_LIMIT = 0x1p63;

    private ManifestObject() {}

    static Rendered of(@Nullable Object data) {
        if (!(data instanceof Map<?, ?> map) || map.isEmpty()) {
            return new Rendered.Failed("empty manifest: rendered YAML did not contain an object");
        }
        Map<String, @Nullable Object> content = LinkedHashMap.newLinkedHashMap(map.size());
        try {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (entry.getKey() != null) {
                    content.put(GoFormat.value(entry.getKey()), plain(entry.getValue()));
                }
            }
        } catch (NotJson notJson) {
            return new Rendered.Failed("failed to marshal rendered manifest: " + notJson.getMessage());
        }
        return new Rendered.Manifest(new Resource(content));
    }

    private static @Nullable Object plain(@Nullable Object value) throws NotJson {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> plainMap(map);
            case List<?> list -> plainList(list);
            case Double number -> plainNumber(number);
            case OffsetDateTime time -> GoTime.format(time, GoTime.RFC3339_NANO);
            case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
            default -> value;
        };
    }

    private static Map<String, @Nullable Object> plainMap(Map<?, ?> map) throws NotJson {
        Map<String, @Nullable Object> plain = LinkedHashMap.newLinkedHashMap(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw new NotJson("json: unsupported type: map[interface {}]interface {}");
            }
            plain.put(key, plain(entry.getValue()));
        }
        return plain;
    }

    private static List<@Nullable Object> plainList(List<?> list) throws NotJson {
        List<@Nullable Object> plain = new ArrayList<>(list.size());
        for (Object item : list) {
            plain.add(plain(item));
        }
        return plain;
    }

    private static Object plainNumber(double number) throws NotJson {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new NotJson("json: unsupported value: " + GoFormat.value(number));
        }
        boolean integer = number == Math.rint(number) && Math.abs(number) < LONG_LIMIT;
        return integer ? (Object) (long) number : (Object) number;
    }

    /** Data that JSON cannot say, in the words of Go's encoder. */
    private static final class NotJson extends Exception {

        private static final long serialVersionUID = 1L;

        NotJson(String message) {
            super(message, null, false, false);
        }
    }
}
