package io.hyperfleet.adapter.engine.document;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values in the notation of Go source, as far as error texts about configuration show them. */
public final class GoSyntax {

    private GoSyntax() {}

    /** The text in double quotes, as Go's {@code %q} shows it. */
    public static String quoted(String text) {
        StringBuilder result = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> result.append("\\\"");
                case '\\' -> result.append("\\\\");
                case '\n' -> result.append("\\n");
                case '\r' -> result.append("\\r");
                case '\t' -> result.append("\\t");
                default -> result.appendCodePoint(c);
            }
        });
        return result.append('"').toString();
    }

    static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "interface {}(nil)";
            case String text -> quoted(text);
            case List<?> list ->
                list.stream().map(GoSyntax::of).collect(Collectors.joining(", ", "[]interface {}{", "}"));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> of(entry.getKey()) + ":" + of(entry.getValue()))
                        .collect(Collectors.joining(", ", mapType(map) + "{", "}"));
            default -> Objects.toString(value);
        };
    }

    private static String mapType(Map<?, ?> map) {
        boolean textKeys = map.keySet().stream().allMatch(String.class::isInstance);
        return textKeys ? "map[string]interface {}" : "map[interface {}]interface {}";
    }
}
