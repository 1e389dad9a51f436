package io.hyperfleet.adapter.engine.expression;

import io.hyperfleet.adapter.engine.expression.jsonpath.JsonPath;
import io.hyperfleet.adapter.engine.expression.jsonpath.JsonPath.Found;
import io.hyperfleet.adapter.engine.expression.jsonpath.PathSyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A compiled field path in the JSONPath dialect of Kubernetes' client-go. Immutable and shared. */
public final class FieldPath {

    private final String text;
    private final JsonPath path;

    private FieldPath(String text, JsonPath path) {
        this.text = text;
        this.path = path;
    }

    /**
     * @param text a path in braces, or a simple path such as {@code status.conditions[0].type}
     * @throws ExpressionSyntaxException with {@code invalid field path '…': …}
     */
    public static FieldPath compile(String text) throws ExpressionSyntaxException {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            throw new ExpressionSyntaxException("empty field path", 1, 1);
        }
        String prefix = trimmed.startsWith("{") ? "" : trimmed.startsWith(".") ? "{" : "{.";
        try {
            return new FieldPath(text, JsonPath.parse(prefix.isEmpty() ? trimmed : prefix + trimmed + "}"));
        } catch (PathSyntaxException e) {
            int column = Math.clamp(e.offset() - prefix.length() + 1L, 1, trimmed.length());
            throw new ExpressionSyntaxException(
                    "invalid field path '" + text + "': " + e.getMessage(), 1, column + text.indexOf(trimmed));
        }
    }

    /** The path as written. */
    public String text() {
        return text;
    }

    /**
     * Follows the path in the variables. A value that prints blank comes back as null, several values as a list; nothing
     * found is an {@link Evaluation.Failure} with {@code failed to execute JSONPath: … is not found}.
     */
    public Evaluation evaluate(Scope scope) {
        return evaluate(scope.variables());
    }

    /** Follows the path from any value. */
    public Evaluation evaluate(@Nullable Object root) {
        return switch (path.find(root)) {
            case Found.Nothing(String reason) -> new Evaluation.Failure(reason);
            case Found.Values(List<@Nullable Object> values) -> new Evaluation.Value(result(values));
        };
    }

    private static @Nullable Object result(List<@Nullable Object> values) {
        boolean blank = values.stream().allMatch(value -> value instanceof String text && text.isBlank());
        if (blank) {
            return null;
        }
        return values.size() == 1 ? values.getFirst() : values;
    }
}
