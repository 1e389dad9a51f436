package io.hyperfleet.adapter.engine.expression.jsonpath;

/** A path that cannot be parsed; the message is the reason in client-go's words. */
public final class PathSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int offset;

    PathSyntaxException(String message, int offset) {
        super(message);
        this.offset = offset;
    }

    /** Where in the path the mistake stands, counted in characters from 0; approximate inside filters and unions. */
    public int offset() {
        return offset;
    }
}
