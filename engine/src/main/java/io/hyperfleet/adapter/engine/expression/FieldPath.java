package io.hyperfleet.adapter.engine.expression;

/** A compiled field path in the JSONPath dialect of Kubernetes' client-go. Immutable and shared. */
public final class FieldPath {

    private final String text;

    private FieldPath(String text) {
        this.text = text;
    }

    /**
     * @throws ExpressionSyntaxException with {@code invalid field path '…': …}
     */
    public static FieldPath compile(String text) throws ExpressionSyntaxException {
        if (text.isEmpty()) {
            throw new ExpressionSyntaxException("empty field path", 1, 1);
        }
        return new FieldPath(text);
    }

    /** The path as written. */
    public String text() {
        return text;
    }

    /**
     * Follows the path. A value that prints blank comes back as null; nothing found is an {@link Evaluation.Failure}
     * with {@code failed to execute JSONPath: … is not found}.
     */
    public Evaluation evaluate(Scope scope) {
        return new Evaluation.Failure("not built: " + scope.variables().keySet());
    }
}
