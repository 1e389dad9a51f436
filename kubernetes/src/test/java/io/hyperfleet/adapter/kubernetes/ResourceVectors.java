package io.hyperfleet.adapter.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperfleet.adapter.engine.run.ApplyDecision;
import io.hyperfleet.adapter.engine.run.Generation;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.engine.vectors.VectorCase;
import io.hyperfleet.adapter.engine.vectors.VectorFamily;
import io.hyperfleet.adapter.engine.vectors.VectorValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Recorded generations, apply decisions, selectors, and what an apply or delete sends. */
public final class ResourceVectors implements VectorFamily {

    private final ObjectMapper mapper = new ObjectMapper();

    @Override
    public Set<String> kinds() {
        return Set.of("generation", "decide", "latest", "labelSelectorString", "apply", "deleteResource");
    }

    @Override
    public Optional<Mismatch> replay(VectorCase vector, VectorValues values) {
        return switch (vector.kind()) {
            case "generation" -> generation(vector, values);
            case "decide" -> decide(vector);
            case "latest" -> latest(vector, values);
            case "labelSelectorString" -> labelSelector(vector);
            default -> new RecordedApply(mapper).replay(vector, values);
        };
    }

    private static Optional<Mismatch> generation(VectorCase vector, VectorValues values) {
        Resource resource = new Resource(values.map(vector.in().path("object")));
        String got = Generation.of(resource) + " "
                + Generation.validate(resource)
                        .map(problem -> "hyperfleet-adapter-2: " + problem)
                        .orElse("");
        String wanted = vector.want().path("generation").asText() + " "
                + vector.want().path("validate").asText();
        return VectorFamily.compare(wanted, got);
    }

    private static Optional<Mismatch> decide(VectorCase vector) {
        JsonNode in = vector.in();
        Optional<Resource> existing = in.path("exists").asBoolean()
                ? Optional.of(withGeneration(in.path("existing").asText()))
                : Optional.empty();
        ApplyDecision decision = ApplyDecision.of(withGeneration(in.path("new").asText()), existing, false);
        String wanted = vector.want().path("operation").asText() + " "
                + vector.want().path("reason").asText();
        return VectorFamily.compare(wanted, decision.operation().text() + " " + decision.reason());
    }

    private static Resource withGeneration(String generation) {
        return new Resource(Map.of("metadata", Map.of("annotations", Map.of(Generation.ANNOTATION, generation))));
    }

    private static Optional<Mismatch> latest(VectorCase vector, VectorValues values) {
        List<Resource> resources = new ArrayList<>();
        vector.in().path("objects").forEach(object -> resources.add(new Resource(values.map(object))));
        String got = Generation.newest(resources)
                .map(resource -> resource.name() + " " + Generation.of(resource))
                .orElse("none");
        JsonNode want = vector.want();
        String wanted = want.path("name").isNull()
                ? "none"
                : want.path("name").asText() + " " + want.path("generation").asText();
        return VectorFamily.compare(wanted, got);
    }

    private Optional<Mismatch> labelSelector(VectorCase vector) {
        Map<String, String> labels = new TreeMap<>();
        vector.in()
                .path("labels")
                .fields()
                .forEachRemaining(label -> labels.put(label.getKey(), label.getValue().asText()));
        String got = LabelSelector.of(labels) + "\n" + LabelSelector.problem(labels).orElse("");
        String wanted = vector.want().path("selector").asText() + "\n"
                + vector.want().path("parseError").asText();
        return VectorFamily.compare(wanted, got);
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
