package io.hyperfleet.adapter.engine.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperfleet.adapter.engine.run.ApplyDecision;
import io.hyperfleet.adapter.engine.run.Backoff;
import io.hyperfleet.adapter.engine.run.Generation;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.gotemplate.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Recorded generations, what they decide, and waits before another attempt. */
public final class DecisionFamily implements VectorFamily {

    private static final int DRAWS = 200;

    @Override
    public Set<String> kinds() {
        return Set.of("generation", "decide", "latest", "backoff");
    }

    @Override
    public Optional<Mismatch> replay(VectorCase vector, VectorValues values) {
        return switch (vector.kind()) {
            case "generation" -> generation(vector, values);
            case "decide" -> decide(vector);
            case "latest" -> latest(vector, values);
            default -> backoff(vector);
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

    private static Optional<Mismatch> backoff(VectorCase vector) {
        JsonNode in = vector.in();
        Backoff backoff = new Backoff(
                Backoff.Strategy.of(in.path("strategy").asText()).orElse(Backoff.Strategy.CONSTANT),
                GoDuration.parse(in.path("baseDelay").asText()).value(),
                GoDuration.parse(in.path("maxDelay").asText()).value());
        Duration shortest = Duration.ofNanos(vector.want().path("minNanos").asLong());
        Duration longest = Duration.ofNanos(vector.want().path("maxNanos").asLong());
        Random random = new Random(1);
        for (int i = 0; i < DRAWS; i++) {
            Duration wait = backoff.after(in.path("attempt").asInt(), random);
            if (wait.compareTo(shortest) < 0 || wait.compareTo(longest) > 0) {
                return Optional.of(new Mismatch(shortest + " to " + longest, wait.toString()));
            }
        }
        return Optional.empty();
    }
}
