package io.hyperfleet.adapter.engine.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Holds YAML reading and writing against what Go's yaml.v3 was measured to do. */
class YamlVectorsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void untypedTextsAreReadAsGoReadsThem() {
        assertThat(mismatches("any", this::read)).isEmpty();
    }

    @Test
    void objectsAreReadAsGoReadsThem() {
        assertThat(mismatches("map", this::readObject)).isEmpty();
    }

    private Optional<String> read(JsonNode vector) {
        String text = vector.at("/in/yaml").asText();
        try {
            return difference(vector, Yaml.read("vector.yaml", text).value());
        } catch (YamlSyntaxException e) {
            return errorDifference(vector, String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> readObject(JsonNode vector) {
        Problems problems = new Problems();
        try {
            Node node = Yaml.read("vector.yaml", vector.at("/in/yaml").asText());
            Object value = TypedValues.object(node, problems).orElse(null);
            if (problems.hasErrors()) {
                return errorDifference(vector, TypedValues.errorText(problems.all()));
            }
            return difference(vector, value);
        } catch (YamlSyntaxException e) {
            return errorDifference(vector, String.valueOf(e.getMessage()));
        }
    }

    private static List<String> mismatches(String target, java.util.function.Function<JsonNode, Optional<String>> check) {
        List<String> mismatches = new ArrayList<>();
        for (JsonNode vector : vectors(v -> v.at("/in/target").asText().equals(target))) {
            check.apply(vector)
                    .ifPresent(difference -> mismatches.add(vector.get("id").asText() + " "
                            + vector.at("/in") + ": " + difference));
        }
        return mismatches;
    }

    private static Optional<String> difference(JsonNode vector, @Nullable Object actual) {
        if (vector.at("/want").has("error")) {
            return Optional.of("read as " + actual + ", wanted " + vector.at("/want/error"));
        }
        Object expected = value(vector.at("/want/value"));
        return Objects.equals(expected, actual)
                ? Optional.empty()
                : Optional.of("got " + actual + ", wanted " + expected);
    }

    private static Optional<String> errorDifference(JsonNode vector, String actual) {
        String expected = vector.at("/want/error").asText("no error");
        return expected.equals(actual) ? Optional.empty() : Optional.of("error " + actual + ", wanted " + expected);
    }

    private static @Nullable Object value(JsonNode encoded) {
        if (encoded.isNull() || encoded.isMissingNode()) {
            return null;
        }
        if (encoded.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            encoded.forEach(item -> list.add(value(item)));
            return list;
        }
        if (!encoded.isObject()) {
            return encoded.isBoolean() ? (Object) encoded.asBoolean() : encoded.asText();
        }
        Map.Entry<String, JsonNode> tagged = encoded.properties().iterator().next();
        JsonNode content = tagged.getValue();
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        return switch (tagged.getKey()) {
            case "map" -> {
                content.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
                yield map;
            }
            case "entries" -> {
                content.forEach(entry -> map.put(value(entry.get(0)), value(entry.get(1))));
                yield map;
            }
            case "int", "int64" -> Long.valueOf(content.asText());
            case "uint64" -> new BigInteger(content.asText());
            case "double" -> Double.valueOf(content.asText().replace("Inf", "Infinity"));
            case "time" -> OffsetDateTime.parse(content.asText());
            default -> throw new IllegalArgumentException(encoded.toString());
        };
    }

    private static List<JsonNode> vectors(Predicate<JsonNode> filter) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(YamlVectorsTest.class.getResourceAsStream("/vectors/yaml.jsonl")),
                StandardCharsets.UTF_8))) {
            List<JsonNode> vectors = new ArrayList<>();
            for (String line : reader.lines().toList()) {
                vectors.add(JSON.readTree(line));
            }
            return vectors.stream().filter(filter).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
