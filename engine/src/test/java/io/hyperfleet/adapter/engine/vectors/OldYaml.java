package io.hyperfleet.adapter.engine.vectors;

import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Place;
import io.hyperfleet.adapter.engine.document.Yaml;
import io.hyperfleet.adapter.engine.document.YamlSyntaxException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What recorded manifests that are YAML, not JSON, are to the original: it reads a manifest a second time, by YAML 1.1,
 * where {@code y} and {@code on} are booleans, dates are texts and keys become texts. The program itself hands on what
 * it has rendered and never reads it again.
 */
final class OldYaml {

    private static final Set<String> TRUE = Set.of("y", "Y", "yes", "Yes", "YES", "on", "On", "ON");
    private static final Set<String> FALSE = Set.of("n", "N", "no", "No", "NO", "off", "Off", "OFF");

    private final List<String> lines;

    private OldYaml(String text) {
        lines = text.lines().toList();
    }

    static @Nullable Object read(String text) throws YamlSyntaxException {
        return new OldYaml(text).value(Yaml.read("manifest", text));
    }

    private @Nullable Object value(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar(scalar);
            case Node.Sequence sequence ->
                sequence.items().stream().map(this::value).toList();
            case Node.Mapping mapping -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                mapping.entries().forEach(entry -> map.put(String.valueOf(value(entry.key())), value(entry.value())));
                yield map;
            }
        };
    }

    private @Nullable Object scalar(Node.Scalar scalar) {
        if (scalar.value() instanceof OffsetDateTime) {
            return scalar.text();
        }
        boolean word = scalar.value() instanceof String && isPlain(scalar);
        if (word && (TRUE.contains(scalar.text()) || FALSE.contains(scalar.text()))) {
            return TRUE.contains(scalar.text());
        }
        return scalar.value();
    }

    /** Whether a word stands in the file as it is, without quotes. */
    private boolean isPlain(Node.Scalar scalar) {
        Place place = scalar.place();
        return lines.get(place.line() - 1).startsWith(scalar.text(), place.column() - 1);
    }
}
