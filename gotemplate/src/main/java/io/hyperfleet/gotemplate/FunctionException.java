package io.hyperfleet.gotemplate;

/** A template function refuses its arguments; the template reports {@code error calling <function>: <message>}. */
public final class FunctionException extends Exception {

    private static final long serialVersionUID = 1L;

    public FunctionException(String message) {
        super(message);
    }
}
