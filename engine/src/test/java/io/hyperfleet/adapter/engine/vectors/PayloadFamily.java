package io.hyperfleet.adapter.engine.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Yaml;
import io.hyperfleet.adapter.engine.document.YamlSyntaxException;
import io.hyperfleet.adapter.engine.run.PayloadRun;
import io.hyperfleet.adapter.engine.run.PayloadRun.Outcome;
import io.hyperfleet.adapter.engine.task.CompiledTask;
import io.hyperfleet.adapter.engine.task.TaskTexts;
import io.hyperfleet.adapter.engine.value.JsonDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        return compare(vector, build(task, values, in));
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

    private static Outcome build(CompiledTask task, VectorValues values, JsonNode in) {
        return PayloadRun.of(
                task,
                event(in, values),
                values.map(in.path("params")),
                values.map(in.path("resources")),
                values.map(in.path("adapter")));
    }

    private static Map<String, @Nullable Object> event(JsonNode in, VectorValues values) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        if (JsonDecoder.eventData().decode(values.text(in.get("event")))
                instanceof JsonDecoder.Decoded.Value(Map<?, ?> data)) {
            data.forEach((key, value) -> event.put(String.valueOf(key), value));
        }
        return event;
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
