package io.hyperfleet.adapter.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperfleet.adapter.engine.vectors.VectorCase;
import io.hyperfleet.adapter.engine.vectors.VectorFamily;
import io.hyperfleet.adapter.engine.vectors.VectorValues;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Recorded label selectors, and what an apply or delete sends. */
public final class ApplyFamily implements VectorFamily {

    private final ObjectMapper mapper = new ObjectMapper();

    @Override
    public Set<String> kinds() {
        return Set.of("labelSelectorString", "apply", "deleteResource");
    }

    @Override
    public Optional<Mismatch> replay(VectorCase vector, VectorValues values) {
        return vector.kind().equals("labelSelectorString")
                ? labelSelector(vector)
                : new RecordedApply(mapper).replay(vector);
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

    /** JSON text as a tree, for comparison. */
    static @Nullable JsonNode tree(ObjectMapper mapper, String json) {
        try {
            return mapper.readTree(json);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
