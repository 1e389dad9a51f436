package io.hyperfleet.adapter.kubernetes;

import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.TypedValues;
import io.hyperfleet.gotemplate.GoFormat;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What YAML says to the tools of Kubernetes, which make JSON of it first and follow YAML 1.1: an unquoted {@code yes} or
 * {@code on} is a boolean, a date is a text, and every key is a text. A task says something else with the same words.
 */
final class KubernetesYaml {

    private KubernetesYaml() {}

    /** The node as a value of JSON: null, Boolean, number, String, List, or Map with text keys. */
    static @Nullable Object value(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar(scalar);
            case Node.Sequence sequence -> list(sequence);
            case Node.Mapping mapping -> map(mapping);
        };
    }

    private static @Nullable Object scalar(Node.Scalar scalar) {
        if (scalar.value() instanceof OffsetDateTime) {
            return scalar.text();
        }
        return scalar.isPlain() && TypedValues.flag(scalar).isPresent()
                ? TypedValues.flag(scalar).get()
                : scalar.value();
    }

    private static List<@Nullable Object> list(Node.Sequence sequence) {
        List<@Nullable Object> list = new ArrayList<>(sequence.items().size());
        sequence.items().forEach(item -> list.add(value(item)));
        return list;
    }

    private static Map<String, @Nullable Object> map(Node.Mapping mapping) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        mapping.entries().forEach(entry -> map.put(GoFormat.value(value(entry.key())), value(entry.value())));
        return map;
    }
}
