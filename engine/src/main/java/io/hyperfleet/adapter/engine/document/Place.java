package io.hyperfleet.adapter.engine.document;

/** Where something stands in a file. Line and column count from 1; a column counts characters, not bytes. */
public record Place(String file, int line, int column) {

    public Place {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("places count from 1: " + file + ":" + line + ":" + column);
        }
    }

    /** {@code file:line:column}, as compilers print it and editors understand it. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
