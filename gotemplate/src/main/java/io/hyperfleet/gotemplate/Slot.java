package io.hyperfleet.gotemplate;

import org.jspecify.annotations.Nullable;

/**
 * The value of the dot or of a variable.
 *
 * @param isElement came out of a map or list as it is, so that Go's messages call its type {@code interface {}}
 */
record Slot(@Nullable Object value, boolean isElement) {

    static Slot of(@Nullable Object value) {
        return new Slot(value, false);
    }

    static Slot element(@Nullable Object value) {
        return new Slot(value, true);
    }

    /** The value as an operand. */
    @Nullable
    Object operand() {
        return isElement ? Marker.boxed(value) : value;
    }
}
