package io.hyperfleet.adapter.engine.task;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A dotted path through maps; empty segments count for nothing and there is no way to escape a dot. */
public record DotPath(List<String> segments) {

    public DotPath {
        segments = List.copyOf(segments);
    }

    public static DotPath of(String text) {
        return new DotPath(
                Arrays.stream(text.split("\\.")).filter(s -> !s.isEmpty()).toList());
    }

    /** What following a path comes to. */
    public sealed interface Found {

        record Value(@Nullable Object value) implements Found {}

        /** {@code field 'x' not found at path 'a.x'} or {@code cannot access field 'x': parent is not a map (got …)}. */
        record Missing(String reason) implements Found {}
    }

    /**
     * Follows the path from a root.
     *
     * @param typeName names the type of a value in the words of the original program
     */
    public Found follow(@Nullable Object root, Function<@Nullable Object, String> typeName) {
        Object current = root;
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (!(current instanceof Map<?, ?> map)) {
                return new Found.Missing("cannot access field '" + segment + "': parent is not a map (got "
                        + typeName.apply(current) + ")");
            }
            if (!map.containsKey(segment)) {
                return new Found.Missing("field '" + segment + "' not found at path '"
                        + String.join(".", segments.subList(0, i + 1)) + "'");
            }
            current = map.get(segment);
        }
        return new Found.Value(current);
    }
}
