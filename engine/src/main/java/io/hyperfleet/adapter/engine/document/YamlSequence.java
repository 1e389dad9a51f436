package io.hyperfleet.adapter.engine.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list read from a YAML text. */
record YamlSequence(Place place, List<Node> items, Object value) implements Node.Sequence {

    static YamlSequence of(Place place, List<Node> items) {
        List<@Nullable Object> values = new ArrayList<>(items.size());
        items.forEach(item -> values.add(item.value()));
        return new YamlSequence(place, List.copyOf(items), Collections.unmodifiableList(values));
    }

    @Override
    public String tag() {
        return "!!seq";
    }
}
