package io.hyperfleet.adapter.engine.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperfleet.adapter.engine.document.Yaml;
import io.hyperfleet.adapter.engine.document.YamlSyntaxException;
import io.hyperfleet.adapter.engine.run.Phase;
import io.hyperfleet.adapter.engine.run.RunResult;
import io.hyperfleet.adapter.engine.run.RunResult.PreconditionResult;
import io.hyperfleet.adapter.engine.run.TaskRun;
import io.hyperfleet.adapter.engine.value.Conversion;
import io.hyperfleet.adapter.engine.value.JsonEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Params, and preconditions with their captures, run as the only part of a task. */
public final class RunFamily implements VectorFamily {

    private static final String API = "/api/hyperfleet/v1";
    private static final Set<String> BUILT_INS = Set.of("adapter", "config", "env", "event");

    /** Params without a source, and a call that no function takes: nothing the original minds before it runs. */
    private static final Pattern REFUSED = Pattern.compile("source: (''|~|null|\\{})|name: p, default|dig\\(\\)");

    /** The adapter configuration of the recording. */
    private static final Map<String, @Nullable Object> CONFIGURATION = Map.of(
            "adapter", Map.of("name", "vec-adapter", "version", "1.2.3"),
            "log", Map.of("level", "info"),
            "debug_config", true,
            "clients",
                    Map.of(
                            "broker", Map.of("subscription_id", "sub-1", "topic", "topic-1"),
                            "kubernetes", Map.of("api_version", "", "qps", 1.5, "burst", 20L),
                            "hyperfleet_api",
                                    Map.of(
                                            "base_url", "http://api.local:8000",
                                            "version", "v1",
                                            "timeout", Duration.ofSeconds(5),
                                            "retry_attempts", 4L,
                                            "retry_backoff", "linear")));

    @Override
    public Set<String> kinds() {
        return Set.of("params", "precondition");
    }

    @Override
    public Optional<Mismatch> replay(VectorCase vector, VectorValues values) {
        if (vector.unspecified()) {
            return Optional.empty();
        }
        try {
            return compare(vector, values).filter(difference -> !isRefusedAtLoad(vector, values));
        } catch (RuntimeException e) {
            if (isRefusedAtLoad(vector, values)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Optional<Mismatch> compare(VectorCase vector, VectorValues values) {
        TaskRun run = TaskRun.unchecked(task(vector, values));
        prepare(run, vector.in(), values);
        RunResult result = run.run();
        return vector.kind().equals("params")
                ? compareParams(vector, values, result)
                : comparePrecondition(vector, values, result);
    }

    /** What the original finds out when an event comes, and what it refuses as well, is found at load here. */
    private static boolean isRefusedAtLoad(VectorCase vector, VectorValues values) {
        String yaml = vector.in().path("yaml").asText();
        if (vector.wantedError().isEmpty() && !REFUSED.matcher(yaml).find()) {
            return false;
        }
        try {
            return !TaskRun.accepts(task(vector, values));
        } catch (RuntimeException refused) {
            return true;
        }
    }

    /**
     * Where the original is not followed: a default stands in for null too, is converted to the type, and satisfies
     * {@code required}; null does not.
     */
    private static boolean isDecided(VectorCase vector, String error) {
        String yaml = vector.in().path("yaml").asText();
        boolean rescued = error.isEmpty()
                && yaml.contains("default:")
                && !vector.wantedError().isEmpty();
        boolean missed = vector.wantedError().isEmpty() && error.endsWith(": value is null");
        return yaml.contains("required: true") && (rescued || missed);
    }

    /** What a default has to give, by name. */
    private static Map<String, @Nullable Object> defaults(VectorCase vector) {
        Map<String, @Nullable Object> result = new TreeMap<>();
        try {
            String list = vector.kind().equals("params") ? "params" : "capture";
            if (Yaml.read("vector", vector.in().path("yaml").asText()).value() instanceof Map<?, ?> map
                    && map.get(list) instanceof List<?> entries) {
                for (Object entry : entries) {
                    if (entry instanceof Map<?, ?> declared && declared.get("default") != null) {
                        result.put(String.valueOf(declared.get("name")), converted(declared));
                    }
                }
            }
        } catch (YamlSyntaxException noDefaults) {
            return Map.of();
        }
        return result;
    }

    private static @Nullable Object converted(Map<?, ?> declared) {
        Object value = declared.get("default");
        return declared.get("type") instanceof String type
                        && Conversion.convert(value, type) instanceof Conversion.Converted.Value(Object converted)
                ? converted
                : value;
    }

    private static String task(VectorCase vector, VectorValues values) {
        String yaml = vector.in().path("yaml").asText();
        if (vector.kind().equals("params")) {
            return yaml;
        }
        StringBuilder params = new StringBuilder("params:\n");
        values.map(vector.in().path("params"))
                .forEach((name, value) -> params.append("- {name: ")
                        .append(name)
                        .append(", source: event.not_there, default: ")
                        .append(JsonEncoder.encode(value) instanceof JsonEncoder.Encoded.Text(String json) ? json : "~")
                        .append("}\n"));
        return params + "preconditions:\n- " + yaml.strip().replace("\n", "\n  ") + "\n";
    }

    private static void prepare(TaskRun run, JsonNode in, VectorValues values) {
        run.configuration("vec-adapter", "1.2.3", CONFIGURATION);
        run.data(values.text(in.path("event")));
        run.environment("TZ", "UTC").environment("VEC_HOME", "/srv/app").environment("VEC_REGION", "eu");
        in.path("env")
                .properties()
                .forEach(entry ->
                        run.environment(entry.getKey(), entry.getValue().asText()));
        in.path("files")
                .properties()
                .forEach(entry -> run.file("${DIR}/" + entry.getKey(), content(entry.getValue(), values)));
        in.path("api").properties().forEach(entry -> {
            String[] request = entry.getKey().split(" ", 2);
            JsonNode answer = entry.getValue();
            run.answer(
                    request[0],
                    request[1].replace(API, ""),
                    answer.path("status").asInt(200),
                    values.text(answer.path("body")));
        });
    }

    private static String content(JsonNode file, VectorValues values) {
        return file.has("repeat")
                ? file.get("repeat").asText().repeat(file.get("count").asInt())
                : values.text(file);
    }

    private static Optional<Mismatch> compareParams(VectorCase vector, VectorValues values, RunResult result) {
        String error = result.failure(Phase.PARAM_EXTRACTION)
                .map(failure -> failure.message())
                .orElse("");
        if (isDecided(vector, error)) {
            return Optional.empty();
        }
        if (!error.isEmpty() || !vector.wantedError().isEmpty()) {
            return compareErrors(vector.wantedError(), error);
        }
        Map<String, @Nullable Object> got = new TreeMap<>(result.params());
        Map<String, @Nullable Object> expected =
                new TreeMap<>(values.map(wrapped(vector.want().path("params"))));
        got.keySet().removeIf(name -> BUILT_INS.contains(name) && !expected.containsKey(name));
        return compare(vector, withDefaults(expected, got, vector), got);
    }

    /** The recorded values; where another one came out and there is a default, that. */
    private static Map<String, @Nullable Object> withDefaults(
            Map<String, @Nullable Object> recorded, Map<String, @Nullable Object> got, VectorCase vector) {
        Map<String, @Nullable Object> wanted = new TreeMap<>(recorded);
        defaults(vector).forEach((name, value) -> {
            if (!VectorValues.canonical(recorded.get(name), vector.unordered())
                    .equals(VectorValues.canonical(got.get(name), vector.unordered()))) {
                wanted.put(name, value);
            }
        });
        return wanted;
    }

    private static Optional<Mismatch> comparePrecondition(VectorCase vector, VectorValues values, RunResult result) {
        String error = result.failure(Phase.PRECONDITIONS)
                .map(failure -> failure.message().replace("precondition evaluation failed: error=", ""))
                .orElseGet(() -> quietEnd(result));
        if (!error.isEmpty() || !vector.wantedError().isEmpty()) {
            return compareErrors(vector.wantedError(), error);
        }
        PreconditionResult step = result.preconditionResults().getFirst();
        Map<String, @Nullable Object> got = new LinkedHashMap<>();
        got.put("matched", step.matched());
        Map<String, @Nullable Object> captured = new TreeMap<>(step.captures());
        got.put("captured", captured);
        Map<String, @Nullable Object> expected = new LinkedHashMap<>();
        expected.put("matched", vector.want().path("matched").asBoolean());
        expected.put("captured", withDefaults(values.map(wrapped(vector.want().path("captured"))), captured, vector));
        return compare(vector, expected, got);
    }

    /** A run that ends because something is gone has an error in its step only. */
    private static String quietEnd(RunResult result) {
        PreconditionResult step = result.preconditionResults().getFirst();
        return step.error() == null ? "" : "[preconditions] " + step.name() + ": API call failed: " + step.error();
    }

    private static JsonNode wrapped(JsonNode fields) {
        return com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .set("map", fields);
    }

    private static Optional<Mismatch> compare(
            VectorCase vector, Map<String, @Nullable Object> expected, Map<String, @Nullable Object> got) {
        return VectorFamily.compare(
                VectorValues.canonical(expected, vector.unordered()), VectorValues.canonical(got, vector.unordered()));
    }

    /** The status is not written twice here, and URLs have no prefix. */
    private static Optional<Mismatch> compareErrors(String expected, String got) {
        return VectorFamily.compare(comparable(expected), comparable(got));
    }

    private static String comparable(String error) {
        List<String> parts = new ArrayList<>();
        for (String part : error.replace(API, "").split(" ", -1)) {
            boolean repeated = !parts.isEmpty()
                    && part.matches("\\d{3}")
                    && parts.getLast().equals(part);
            if (!repeated) {
                parts.add(part);
            }
        }
        return String.join(" ", parts)
                .replaceAll("(\\d{3})(,?) Phrase", "$1$2")
                .replaceAll("(\\d{3}) (Not Found|Internal Server Error|Bad Request|Service Unavailable)", "$1")
                .replaceAll(": (.+): \\1$", ": $1");
    }
}
