package io.hyperfleet.adapter.engine.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperfleet.adapter.engine.value.JsonDecoder;
import io.hyperfleet.adapter.engine.value.JsonDecoder.Decoded;
import io.hyperfleet.gotemplate.GoDuration;
import io.hyperfleet.gotemplate.GoEnum;
import io.hyperfleet.gotemplate.GoText;
import io.hyperfleet.gotemplate.Uint64;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the tagged JSON in which recorded values are written, and writes values in a form that can be compared. */
public final class VectorValues {

    /** What the original makes of CEL's null: a constant of its own, which is not its null. */
    private static final GoEnum SECOND_NULL = new GoEnum("structpb.NullValue", 0, "NULL_VALUE");

    private final JsonNode fixtures;
    private final @Nullable GoEnum secondNull;
    private final boolean singlePrecision;

    private VectorValues(JsonNode fixtures, @Nullable GoEnum secondNull, boolean singlePrecision) {
        this.fixtures = fixtures;
        this.secondNull = secondNull;
        this.singlePrecision = singlePrecision;
    }

    /** Values that may refer to the fixtures of a file; to none when there is no such file. */
    public static VectorValues withFixtures(Path file) {
        ObjectMapper mapper = new ObjectMapper();
        try {
            return new VectorValues(
                    Files.exists(file) ? mapper.readTree(file.toFile()) : mapper.createObjectNode(), null, false);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /**
     * The values as a case needs them. Here CEL's null is null, in CEL itself and wherever a case says what is right for
     * it. The other cases tell how the original treats its constant, so it is given to them as one. Numbers of 32 bits
     * are there to be printed only.
     */
    VectorValues of(VectorCase vector) {
        boolean isNull =
                vector.corrected() || vector.unspecified() || vector.kind().equals("cel");
        boolean printed = vector.kind().equals("sprintf") || vector.kind().equals("template");
        return new VectorValues(fixtures, isNull ? null : SECOND_NULL, printed);
    }

    /** A text as it stands, or the text fixture that {@code @name} stands for. */
    public String text(JsonNode node) {
        String text = node.asText();
        return text.startsWith("@") && fixtures.has(text.substring(1))
                ? fixtures.get(text.substring(1)).asText()
                : text;
    }

    /** A map that a case gives as its variables or data. */
    public Map<String, @Nullable Object> map(JsonNode node) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        if (decode(node) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> result.put(String.valueOf(key), value));
        }
        return result;
    }

    /** The value a tagged JSON stands for. */
    public @Nullable Object decode(JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL, MISSING -> null;
            case BOOLEAN -> node.booleanValue();
            case STRING -> node.textValue();
            case ARRAY -> list(node);
            case OBJECT -> tagged(node);
            case NUMBER, BINARY, POJO -> throw new IllegalArgumentException("not in the encoding: " + node);
        };
    }

    private List<@Nullable Object> list(JsonNode node) {
        List<@Nullable Object> result = new ArrayList<>();
        node.forEach(element -> result.add(decode(element)));
        return result;
    }

    private @Nullable Object tagged(JsonNode node) {
        Iterator<String> tags = node.fieldNames();
        String first = tags.next();
        // The name of the type that holds it in the original program says nothing of the value.
        String tag = first.equals("go") ? tags.next() : first;
        JsonNode content = node.get(tag);
        return switch (tag) {
            case "map", "struct" -> stringMap(content);
            case "stringmap" -> stringMap(content);
            case "entries", "anymap", "celmap" -> entries(content);
            case "cellist", "stringlist", "items" -> list(content);
            case "celnull" -> secondNull;
            case "int", "int64", "int32", "int16", "int8" -> Long.parseLong(content.asText());
            case "uint", "uint64", "uint32" -> Uint64.parse(content.asText());
            case "double" -> doubleOf(content.asText());
            case "float" -> floatOf((float) doubleOf(content.asText()));
            case "bytes" -> Base64.getDecoder().decode(content.asText());
            case "rawstring" -> GoText.of(Base64.getDecoder().decode(content.asText()));
            case "time", "timestamp" -> OffsetDateTime.parse(content.asText());
            case "duration" -> GoDuration.parse(content.asText()).value();
            case "optional" -> content.isEmpty() ? null : decode(content.get(0));
            case "type", "celtype" -> content.asText();
            case "json" -> decoded(JsonDecoder.eventData().decode(content.asText()));
            case "k8sjson" -> decoded(JsonDecoder.kubernetesObject().decode(content.asText()));
            case "fixture" -> decode(fixtures.get(content.asText()));
            case "error", "other" -> new Unreadable(node.toString());
            default -> throw new IllegalArgumentException("unknown tag " + tag);
        };
    }

    /** An element that has no counterpart here; equal to nothing. */
    private record Unreadable(String text) {}

    private static @Nullable Object decoded(Decoded decoded) {
        return switch (decoded) {
            case Decoded.Value(Object value) -> value;
            case Decoded.Malformed(String reason) -> throw new IllegalArgumentException(reason);
        };
    }

    private Number floatOf(float number) {
        return singlePrecision ? (Number) number : (Number) (double) number;
    }

    private static double doubleOf(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private Map<String, @Nullable Object> stringMap(JsonNode content) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        content.properties().forEach(field -> result.put(field.getKey(), decode(field.getValue())));
        return result;
    }

    private Map<@Nullable Object, @Nullable Object> entries(JsonNode content) {
        Map<@Nullable Object, @Nullable Object> result = new LinkedHashMap<>();
        content.forEach(entry -> result.put(decode(entry.get(0)), decode(entry.get(1))));
        return result;
    }

    /**
     * Whether two JSON texts say the same where the original can say anything: it prints {@code {"Adapter":{}}} for each
     * element of a list that an expression built.
     */
    static boolean sayTheSame(String recorded, String got) {
        ObjectMapper mapper = new ObjectMapper();
        try {
            return sayTheSame(mapper.readTree(recorded), mapper.readTree(got));
        } catch (IOException notJson) {
            return recorded.equals(got);
        }
    }

    private static boolean sayTheSame(JsonNode recorded, JsonNode got) {
        if (recorded.toString().equals("{\"Adapter\":{}}")) {
            return true;
        }
        if (recorded.isObject() && got.isObject() && recorded.size() == got.size()) {
            return recorded.properties().stream()
                    .allMatch(
                            field -> got.has(field.getKey()) && sayTheSame(field.getValue(), got.get(field.getKey())));
        }
        if (!recorded.isArray() || !got.isArray() || recorded.size() != got.size()) {
            return recorded.equals(got);
        }
        for (int i = 0; i < recorded.size(); i++) {
            if (!sayTheSame(recorded.get(i), got.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** A text that is the same for two values exactly when they are the same value of the same kind. */
    public static String canonical(@Nullable Object value, boolean unordered) {
        return switch (value) {
            case null -> "null";
            case String text -> '"' + text + '"';
            case Double number -> "double " + (number == 0 && 1 / number > 0 ? "0" : number.toString());
            case GoEnum constant when constant.equals(SECOND_NULL) -> "null";
            case byte[] bytes -> "bytes " + Base64.getEncoder().encodeToString(bytes);
            case Uint64 number -> "uint " + number;
            case OffsetDateTime time -> "time " + time;
            case ZonedDateTime time -> "time " + time.toOffsetDateTime();
            case List<?> list -> canonicalList(list, unordered);
            case Map<?, ?> map -> canonicalMap(map, unordered);
            default -> value.toString();
        };
    }

    private static String canonicalList(List<?> list, boolean unordered) {
        String[] elements =
                list.stream().map(element -> canonical(element, unordered)).toArray(String[]::new);
        if (unordered) {
            Arrays.sort(elements);
        }
        return '[' + String.join(", ", elements) + ']';
    }

    private static String canonicalMap(Map<?, ?> map, boolean unordered) {
        TreeMap<String, String> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(canonical(key, unordered), canonical(value, unordered)));
        return sorted.toString();
    }
}
