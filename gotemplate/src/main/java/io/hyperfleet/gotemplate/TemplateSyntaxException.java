package io.hyperfleet.gotemplate;

/** The template cannot be parsed. The message is the one Go gives: {@code template: name:1: unexpected "}" in operand}. */
public final class TemplateSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    TemplateSyntaxException(String message, int line, int column) {
        super(message);
        this.line = line;
        this.column = column;
    }

    /** Line of the text at which the parser stopped, from 1. */
    public int line() {
        return line;
    }

    /** Column in that line, from 1, counted in UTF-16 units. */
    public int column() {
        return column;
    }
}
