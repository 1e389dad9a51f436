package io.hyperfleet.adapter.engine.expression;

/**
 * A text that cannot be compiled. The message is what the original program prints for it; line and column (both from 1)
 * say where in the text the mistake stands.
 */
public final class ExpressionSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    public ExpressionSyntaxException(String message, int line, int column) {
        super(message);
        this.line = line;
        this.column = column;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}
