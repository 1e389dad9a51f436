package io.hyperfleet.gotemplate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Results recorded from Go, and the encoding of their values: every JSON object is a type tag. */
final class Vectors {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode FIXTURES = read("fixtures.json");

    private Vectors() {}

    static List<JsonNode> lines(String file) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
            List<JsonNode> vectors = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                vectors.add(JSON.readTree(line));
            }
            return vectors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The recorded result with what this project decided to do differently. */
    static JsonNode wanted(JsonNode vector) {
        return vector.has("port") ? vector.get("port") : vector.get("want");
    }

    /** A value of the encoding as the library's users hold it; Go's other integer types are int here. */
    static @Nullable Object value(JsonNode node) {
        if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            node.forEach(element -> list.add(value(element)));
            return list;
        }
        if (node.isObject()) {
            Map.Entry<String, JsonNode> tagged = node.properties().iterator().next();
            return tagged(tagged.getKey(), tagged.getValue());
        }
        return node.isNull() ? null : node.isBoolean() ? (Object) node.booleanValue() : node.textValue();
    }

    private static @Nullable Object tagged(String tag, JsonNode node) {
        return switch (tag) {
            case "int", "int64" -> Long.valueOf(node.textValue());
            case "uint64" -> Uint64.parse(node.textValue());
            case "double" -> GoNumbers.parseFloat(node.textValue()).value();
            case "bytes" -> Base64.getDecoder().decode(node.textValue());
            case "rawstring" -> GoText.of(Base64.getDecoder().decode(node.textValue()));
            case "time" -> GoTime.parse(GoTime.RFC3339, node.textValue()).value();
            case "duration" -> GoDuration.parse(node.textValue()).value();
            case "fixture" -> value(FIXTURES.get(node.textValue()));
            case "celnull" -> null;
            case "map" -> map(node);
            case "anymap" -> entries(node);
            case "json" -> json(parsed(node.textValue()));
            default -> throw new IllegalArgumentException(tag);
        };
    }

    private static Map<String, @Nullable Object> map(JsonNode node) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        node.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
        return map;
    }

    private static Map<@Nullable Object, @Nullable Object> entries(JsonNode node) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        node.forEach(entry -> map.put(value(entry.get(0)), value(entry.get(1))));
        return map;
    }

    /** Data of an event: all numbers are doubles. */
    private static @Nullable Object json(JsonNode node) {
        if (node.isObject()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            node.properties().forEach(entry -> map.put(entry.getKey(), json(entry.getValue())));
            return map;
        }
        if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            node.forEach(element -> list.add(json(element)));
            return list;
        }
        return node.isNumber() ? (Object) node.doubleValue() : value(node);
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(String file) {
        try (InputStream in = open(file)) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String file) {
        return Objects.requireNonNull(Vectors.class.getResourceAsStream("/vectors/" + file), file);
    }

    static ZonedDateTime time(String rfc3339) {
        return GoTime.parse(GoTime.RFC3339, rfc3339).value();
    }
}
