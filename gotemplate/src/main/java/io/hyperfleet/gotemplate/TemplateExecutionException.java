package io.hyperfleet.gotemplate;

import org.jspecify.annotations.Nullable;

/**
 * The template cannot be executed with this data. The message is the one Go gives: {@code template: name:1:3: executing
 * "name" at <.x>: map has no entry for key "x"} (there the column is counted in bytes from 0).
 */
public final class TemplateExecutionException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    TemplateExecutionException(String message, int line, int column, @Nullable Throwable cause) {
        super(message, cause);
        this.line = line;
        this.column = column;
    }

    /** Line of the failing node, from 1. */
    public int line() {
        return line;
    }

    /** Column of the failing node, from 1, counted in UTF-16 units. */
    public int column() {
        return column;
    }
}
