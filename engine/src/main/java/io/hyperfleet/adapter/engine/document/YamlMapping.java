package io.hyperfleet.adapter.engine.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map read from a YAML text. */
record YamlMapping(Place place, List<Entry> entries, Object value) implements Node.Mapping {

    static YamlMapping of(Place place, List<Entry> entries) {
        Map<@Nullable Object, @Nullable Object> values = new LinkedHashMap<>();
        entries.forEach(
                entry -> values.putIfAbsent(entry.key().value(), entry.value().value()));
        return new YamlMapping(place, List.copyOf(entries), Collections.unmodifiableMap(values));
    }

    @Override
    public String tag() {
        return "!!map";
    }
}
