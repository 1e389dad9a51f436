package io.hyperfleet.adapter.engine.expression;

/** A compiled Go template with the adapter's function map. Immutable and shared. */
public final class Template {

    private final String text;

    private Template(String text) {
        this.text = text;
    }

    /**
     * @throws ExpressionSyntaxException with {@code failed to parse template: template: template:…}
     */
    public static Template compile(String text) throws ExpressionSyntaxException {
        if (text.isEmpty()) {
            throw new ExpressionSyntaxException("empty", 1, 1);
        }
        return new Template(text);
    }

    /** The template as written. */
    public String text() {
        return text;
    }

    /** True when the text has no action and renders to itself. */
    public boolean isConstant() {
        return !text.contains("{{");
    }

    /**
     * Renders. The value is always a String; an {@link Evaluation.Failure} carries {@code failed to execute template:
     * template: template:…}.
     */
    public Evaluation render(Scope scope) {
        return new Evaluation.Failure("not built: " + scope.variables().keySet());
    }
}
