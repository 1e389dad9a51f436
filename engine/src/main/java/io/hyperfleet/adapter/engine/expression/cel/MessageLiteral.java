package io.hyperfleet.adapter.engine.expression.cel;

import dev.cel.common.ast.CelExpr.CelStruct;
import io.hyperfleet.adapter.engine.expression.cel.Planner.PlanException;
import io.hyperfleet.gotemplate.Uint64;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A literal of one of protobuf's well-known messages, such as {@code google.protobuf.Timestamp{seconds: 1}}. They stand
 * for plain values; no other messages exist.
 */
record MessageLiteral(String message, Map<String, Node> fields) implements Node {

    private static final String PACKAGE = "google.protobuf.";

    private static final Map<String, Set<String>> FIELDS = Map.ofEntries(
            Map.entry("Timestamp", Set.of("seconds", "nanos")),
            Map.entry("Duration", Set.of("seconds", "nanos")),
            Map.entry("BoolValue", Set.of("value")),
            Map.entry("BytesValue", Set.of("value")),
            Map.entry("DoubleValue", Set.of("value")),
            Map.entry("FloatValue", Set.of("value")),
            Map.entry("Int32Value", Set.of("value")),
            Map.entry("Int64Value", Set.of("value")),
            Map.entry("StringValue", Set.of("value")),
            Map.entry("UInt32Value", Set.of("value")),
            Map.entry("UInt64Value", Set.of("value")),
            Map.entry("ListValue", Set.of("values")),
            Map.entry("Struct", Set.of("fields")),
            Map.entry(
                    "Value",
                    Set.of("null_value", "bool_value", "number_value", "string_value", "list_value", "struct_value")));

    static MessageLiteral plan(CelStruct struct, Planner planner) throws PlanException {
        String name =
                struct.messageName().startsWith(".") ? struct.messageName().substring(1) : struct.messageName();
        String message = name.startsWith(PACKAGE) ? name.substring(PACKAGE.length()) : "";
        Set<String> known = FIELDS.get(message);
        if (known == null) {
            throw new PlanException("unknown type: " + name);
        }
        Map<String, Node> fields = new LinkedHashMap<>();
        for (CelStruct.Entry entry : struct.entries()) {
            if (!known.contains(entry.fieldKey())) {
                throw new PlanException("no such field '" + entry.fieldKey() + "'");
            }
            fields.put(entry.fieldKey(), planner.plan(entry.value()));
        }
        return new MessageLiteral(message, fields);
    }

    @Override
    public @Nullable Object evaluate(Frame frame) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, Node> field : fields.entrySet()) {
            Object value = field.getValue().evaluate(frame);
            if (value instanceof CelError) {
                return value;
            }
            values.put(field.getKey(), value);
        }
        Object value = values.get("value");
        return switch (message) {
            case "Timestamp" ->
                Times.plus(Instant.EPOCH.atOffset(ZoneOffset.UTC), Duration.ofSeconds(seconds(values), nanos(values)));
            case "Duration" -> Duration.ofSeconds(seconds(values), nanos(values));
            case "BoolValue" -> value == null ? (Object) false : value;
            case "BytesValue" -> value == null ? new byte[0] : value;
            case "DoubleValue" -> value == null ? (Object) 0.0 : value;
            case "FloatValue" -> value instanceof Double number ? (Object) (double) number.floatValue() : (Object) 0.0;
            case "Int32Value", "Int64Value" -> value == null ? (Object) 0L : value;
            case "UInt32Value", "UInt64Value" -> value == null ? new Uint64(0) : value;
            case "StringValue" -> value == null ? "" : value;
            case "ListValue" -> values.getOrDefault("values", new ArrayList<>());
            case "Struct" -> values.getOrDefault("fields", new LinkedHashMap<>());
            default -> values.values().stream().findFirst().orElse(null);
        };
    }

    private static long seconds(Map<String, @Nullable Object> values) {
        return values.get("seconds") instanceof Long seconds ? seconds : 0;
    }

    private static long nanos(Map<String, @Nullable Object> values) {
        return values.get("nanos") instanceof Long nanos ? nanos : 0;
    }
}
