package io.hyperfleet.gotemplate;

import org.jspecify.annotations.Nullable;

/**
 * What parsing a text gave, in Go's manner: a value, and an error text when the value is not the one written.
 *
 * @param value the value; with an error the one Go returns beside it (zero, or the nearest limit when out of range)
 * @param error Go's error text, or null
 */
public record Parsed<T>(T value, @Nullable String error) {

    static <T> Parsed<T> of(T value) {
        return new Parsed<>(value, null);
    }

    public boolean isValid() {
        return error == null;
    }
}
