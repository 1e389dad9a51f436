package io.hyperfleet.adapter.engine.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperfleet.adapter.engine.task.DotPath;
import io.hyperfleet.adapter.engine.value.Conversion;
import io.hyperfleet.adapter.engine.value.Conversion.Converted;
import io.hyperfleet.adapter.engine.value.JsonDecoder;
import io.hyperfleet.adapter.engine.value.JsonDecoder.Decoded;
import io.hyperfleet.adapter.engine.value.JsonEncoder;
import io.hyperfleet.adapter.engine.value.JsonEncoder.Encoded;
import io.hyperfleet.gotemplate.GoFormat;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Conversions of params, dot paths, and JSON in both directions. */
public final class ValueFamily implements VectorFamily {

    @Override
    public Set<String> kinds() {
        return Set.of("convert", "nestedValue", "json", "jsonDecode");
    }

    @Override
    public Optional<Mismatch> replay(VectorCase vector, VectorValues values) {
        if (vector.unspecified()) {
            return Optional.empty();
        }
        JsonNode in = vector.in();
        String got = switch (vector.kind()) {
            case "convert" ->
                convert(values.decode(in.path("value")), in.path("type").asText());
            case "nestedValue" ->
                nested(values.decode(in.path("data")), in.path("path").asText());
            case "json" -> encode(values.decode(in.path("value")));
            default -> decode(in);
        };
        return VectorFamily.compare(expected(vector, values), got);
    }

    private static String expected(VectorCase vector, VectorValues values) {
        if (!vector.wantedError().isEmpty()) {
            // there is one type of unsigned integers here
            return vector.wantedError().replaceFirst("^uint(8|16|32)? value", "uint64 value");
        }
        JsonNode want = vector.want();
        return want.has("text") ? want.get("text").asText() : canonical(values.decode(want.path("value")));
    }

    private static String canonical(@Nullable Object value) {
        return VectorValues.canonical(value, false);
    }

    private static String convert(@Nullable Object value, String type) {
        return switch (Conversion.convert(value, type)) {
            case Converted.Value(Object converted) -> canonical(converted);
            case Converted.Impossible(String reason) -> reason;
        };
    }

    private static String nested(@Nullable Object root, String path) {
        return switch (DotPath.of(path).follow(root, GoFormat::typeName)) {
            case DotPath.Found.Value(Object value) -> canonical(value);
            case DotPath.Found.Missing(String reason) -> reason;
        };
    }

    private static String encode(@Nullable Object value) {
        return switch (JsonEncoder.encode(value)) {
            case Encoded.Text(String json) -> json;
            case Encoded.Unsupported(String reason) -> reason;
        };
    }

    private static String decode(JsonNode in) {
        JsonDecoder decoder = JsonDecoder.eventData();
        String text = in.path("text").asText();
        Decoded decoded =
                in.path("target").asText().equals("object") ? decoder.decodeObject(text) : decoder.decode(text);
        return switch (decoded) {
            case Decoded.Value(Object value) -> canonical(value);
            case Decoded.Malformed(String reason) -> reason;
        };
    }
}
