package io.hyperfleet.adapter.maestro;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An update: labels, annotations and spec of the wanted work laid over the stored one as a JSON merge patch (RFC 7386).
 * Labels or annotations that are no longer wanted stay unless none are wanted at all; so do parts of the spec that the
 * wanted work does not have.
 */
final class WorkMerge {

    private WorkMerge() {}

    static ManifestWork merge(ManifestWork stored, ManifestWork wanted) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>(stored.metadata());
        for (String section : new String[] {"labels", "annotations"}) {
            Object texts = wanted.metadata().get(section);
            if (texts == null) {
                metadata.remove(section);
            } else {
                metadata.put(section, patched(metadata.get(section), texts));
            }
        }
        Object spec = patched(stored.spec(), wanted.spec());
        Map<String, @Nullable Object> merged = new LinkedHashMap<>();
        if (spec instanceof Map<?, ?> map) {
            map.forEach((key, value) -> merged.put(String.valueOf(key), value));
        }
        return new ManifestWork(metadata, merged);
    }

    private static Object patched(@Nullable Object target, Object patch) {
        if (!(patch instanceof Map<?, ?> changes)) {
            return patch;
        }
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        if (target instanceof Map<?, ?> map) {
            map.forEach((key, value) -> result.put(String.valueOf(key), value));
        }
        changes.forEach((key, value) -> {
            String name = String.valueOf(key);
            result.put(name, patched(result.get(name), Objects.requireNonNull(value)));
        });
        return result;
    }
}
