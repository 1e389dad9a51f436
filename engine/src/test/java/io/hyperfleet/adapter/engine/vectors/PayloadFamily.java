package io.hyperfleet.adapter.engine.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Yaml;
import io.hyperfleet.adapter.engine.document.YamlSyntaxException;
import io.hyperfleet.adapter.engine.expression.Evaluation;
import io.hyperfleet.adapter.engine.expression.Scope;
import io.hyperfleet.adapter.engine.task.CompiledPayload;
import io.hyperfleet.adapter.engine.task.CompiledTask;
import io.hyperfleet.adapter.engine.task.PayloadTemplate.Built;
import io.hyperfleet.adapter.engine.task.TaskTexts;
import io.hyperfleet.adapter.engine.value.JsonDecoder;
import io.hyperfleet.adapter.engine.value.Truth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Payloads: what they are built to, which maps stand for computed values, and which payloads a body refers to. */
public final class PayloadFamily implements VectorFamily {

    /** Where a field belongs to what the dot stands for, not to the payloads, although the original takes it so. */
    private static final Pattern RANGE_OR_WITH = Pattern.compile("\\{\\{-?\\s*(range|with)\\b");

    @Override
    public Set<String> kinds() {
        return Set.of("payload", "valueDef", "bodyReference");
    }

    @Override
    public Optional<Mismatch> replay(VectorCase vector, VectorValues values) {
        return switch (vector.kind()) {
            case "payload" -> payload(vector, values);
            case "valueDef" -> valueDefinition(vector);
            default -> bodyReference(vector);
        };
    }

    private static Optional<Mismatch> payload(VectorCase vector, VectorValues values) {
        JsonNode in = vector.in();
        Map<String, String> files = Map.of("x.yaml", in.path("buildRefContent").asText());
        CompiledTask task;
        try {
            task = TaskTexts.compile(
                    declarations(in, values) + "post:\n  payloads:\n"
                            + in.get("yaml").asText().indent(4),
                    files);
        } catch (TaskTexts.Refused refused) {
            return vector.wantedError().isEmpty() && !refused.alsoByTheOriginal()
                    ? Optional.of(new Mismatch(vector.want().toString(), refused.getMessage()))
                    : Optional.empty();
        }
        return compare(vector, build(task.payloads(), values, in));
    }

    /** A task that declares the params and resources of the case, so that expressions may name them. */
    private static String declarations(JsonNode in, VectorValues values) {
        StringBuilder task = new StringBuilder("params:\n");
        values.map(in.path("params"))
                .keySet()
                .forEach(name -> task.append("  - {name: ").append(name).append(", source: event.id}\n"));
        task.append("resources:\n");
        values.map(in.path("resources"))
                .keySet()
                .forEach(name -> task.append("  - {name: ")
                        .append(name)
                        .append(", manifest: {kind: Thing}, discovery: {by_name: x}}\n"));
        return task.toString();
    }

    private static @Nullable Object event(JsonNode in, VectorValues values) {
        return JsonDecoder.eventData().decode(values.text(in.get("event")))
                        instanceof JsonDecoder.Decoded.Value(Object value)
                ? value
                : Map.of();
    }

    /** What building came to, each payload in turn. */
    private record Outcome(
            Map<String, String> payloads,
            List<String> skipped,
            @Nullable String error) {}

    private static Outcome build(List<CompiledPayload> payloads, VectorValues values, JsonNode in) {
        Map<String, @Nullable Object> templates = new LinkedHashMap<>(values.map(in.path("params")));
        templates.put("event", event(in, values));
        Map<String, @Nullable Object> expressions = new LinkedHashMap<>(templates);
        Map<String, @Nullable Object> resources = values.map(in.path("resources"));
        resources.values().removeIf(Objects::isNull);
        expressions.put("resources", resources);
        Map<String, @Nullable Object> metadata = freshMetadata();
        metadata.putAll(values.map(in.path("adapter")));
        expressions.put("adapter", metadata);
        Map<String, String> built = new TreeMap<>();
        List<String> skipped = new ArrayList<>();
        for (CompiledPayload payload : payloads) {
            if (payload.when() != null
                    && payload.when().evaluate(Scope.of(expressions)) instanceof Evaluation.Value(Object value)
                    && !Truth.of(value)) {
                skipped.add(payload.name());
                continue;
            }
            switch (payload.template().build(Scope.of(templates), Scope.of(expressions))) {
                case Built.Payload(String json, var notices) -> {
                    built.put(payload.name(), json);
                    templates.put(payload.name(), json);
                }
                case Built.Failed(String reason, var notices) -> {
                    return new Outcome(built, skipped, "failed to build payload '" + payload.name() + "': " + reason);
                }
                case Built.NotJson(String reason, var notices) -> {
                    return new Outcome(
                            built, skipped, "failed to marshal payload '" + payload.name() + "' to JSON: " + reason);
                }
            }
        }
        return new Outcome(built, skipped, null);
    }

    private static Map<String, @Nullable Object> freshMetadata() {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("executionStatus", "success");
        metadata.put("resourcesSkipped", false);
        metadata.put("skipReason", "");
        metadata.put("errorReason", "");
        metadata.put("errorMessage", "");
        metadata.put("executionError", null);
        metadata.put("resourceErrors", Map.of());
        return metadata;
    }

    private static Optional<Mismatch> compare(VectorCase vector, Outcome outcome) {
        Map<String, String> wanted = new TreeMap<>();
        vector.want().path("payloads").properties().forEach(payload -> {
            String recorded = payload.getValue().asText();
            String got = outcome.payloads().getOrDefault(payload.getKey(), "");
            wanted.put(payload.getKey(), VectorValues.sayTheSame(recorded, got) ? got : recorded);
        });
        List<String> wantedSkipped = new ArrayList<>();
        vector.want().path("skipped").forEach(name -> wantedSkipped.add(name.asText()));
        String wantedError = vector.wantedError().isEmpty() ? null : vector.wantedError();
        return VectorFamily.compare(new Outcome(wanted, wantedSkipped, wantedError).toString(), outcome.toString());
    }

    private static Optional<Mismatch> valueDefinition(VectorCase vector) {
        Node node;
        try {
            node = Yaml.read("vector", vector.in().get("yaml").asText());
        } catch (YamlSyntaxException wrong) {
            throw new IllegalArgumentException(wrong);
        }
        return VectorFamily.compare(
                vector.want().get("isValueDef").asText(), String.valueOf(TaskTexts.isValueDefinition(node)));
    }

    private static Optional<Mismatch> bodyReference(VectorCase vector) {
        String body = vector.in().get("body").asText();
        String payload = vector.in().get("payload").asText();
        String task = """
                post:
                  payloads: [{name: "%s", build: {a: b}}]
                  post_actions: [{name: send, api_call: {method: POST, url: x, body: %s}}]
                """.formatted(payload, vector.in().get("body"));
        boolean references;
        try {
            references = TaskTexts.compile(task, Map.of())
                    .postActions()
                    .getFirst()
                    .payloadsInBody()
                    .contains(payload);
        } catch (TaskTexts.Refused refused) {
            return refused.getMessage().contains("template")
                    ? Optional.empty()
                    : Optional.of(new Mismatch(vector.want().toString(), body + ": " + refused.getMessage()));
        }
        boolean readsElements = RANGE_OR_WITH.matcher(body).find();
        return vector.unspecified() || (readsElements && !references)
                ? Optional.empty()
                : VectorFamily.compare(vector.want().get("references").asText(), String.valueOf(references));
    }
}
