package io.hyperfleet.adapter.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperfleet.adapter.engine.value.JsonEncoder;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.engine.vectors.VectorCase;
import io.hyperfleet.adapter.engine.vectors.VectorFamily;
import io.hyperfleet.adapter.engine.vectors.VectorValues;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Recorded label selectors, manifests as a transport takes them, and what an apply or delete sends. */
public final class ApplyFamily implements VectorFamily {

    private final ObjectMapper mapper = new ObjectMapper();

    @Override
    public Set<String> kinds() {
        return Set.of("labelSelectorString", "parseManifest", "apply", "deleteResource");
    }

    @Override
    public Optional<Mismatch> replay(VectorCase vector, VectorValues values) {
        return switch (vector.kind()) {
            case "labelSelectorString" -> labelSelector(vector);
            case "parseManifest" -> parsed(vector, values);
            default -> new RecordedApply(mapper).replay(vector);
        };
    }

    private static Optional<Mismatch> labelSelector(VectorCase vector) {
        Map<String, String> labels = new TreeMap<>();
        vector.in()
                .path("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        String got =
                LabelSelector.of(labels) + "\n" + LabelSelector.problem(labels).orElse("");
        String wanted = vector.want().path("selector").asText() + "\n"
                + vector.want().path("parseError").asText();
        return VectorFamily.compare(wanted, got);
    }

    private static Optional<Mismatch> parsed(VectorCase vector, VectorValues values) {
        String got = switch (ParsedManifest.of(vector.in().path("text").asText())) {
            case ParsedManifest.Parsed(Resource resource) ->
                shown(resource.name(), resource.namespace(), resource.content());
            case ParsedManifest.Refused(String error) -> stable(error);
        };
        JsonNode want = vector.want();
        String wanted = vector.wantedError().isEmpty()
                ? shown(want.path("name").asText(), want.path("namespace").asText(), values.map(want.path("object")))
                : stable(vector.wantedError());
        return VectorFamily.compare(wanted, got);
    }

    private static String shown(String name, String namespace, Map<String, @Nullable Object> content) {
        return name + " in " + namespace + ": " + JsonEncoder.encode(content);
    }

    /** What a YAML parser says is nobody's contract. */
    static String stable(String error) {
        return error.replaceFirst("yaml: .*", "<yaml>");
    }

    /** JSON text as a tree, for comparison. */
    static @Nullable JsonNode tree(ObjectMapper mapper, String json) {
        try {
            return mapper.readTree(json);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
