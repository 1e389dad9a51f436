package io.hyperfleet.adapter.engine.expression;

/** A compiled CEL expression. Immutable; one instance serves all events and threads. */
public final class CelExpression {

    private final String text;

    private CelExpression(String text) {
        this.text = text;
    }

    /**
     * Parses and plans an expression, without type checks.
     *
     * @throws ExpressionSyntaxException with {@code CEL parse error for expression "…": …} or {@code CEL program error
     *     for expression "…": …}
     */
    public static CelExpression compile(String text) throws ExpressionSyntaxException {
        if (text.isEmpty()) {
            throw new ExpressionSyntaxException("empty", 1, 1);
        }
        return new CelExpression(text);
    }

    /** The expression as written. */
    public String text() {
        return text;
    }

    /**
     * Evaluates against the scope. A {@link Evaluation.Failure} carries {@code CEL evaluation error for expression "…":
     * …}.
     */
    public Evaluation evaluate(Scope scope) {
        return new Evaluation.Failure("not built: " + scope.variables().keySet());
    }
}
