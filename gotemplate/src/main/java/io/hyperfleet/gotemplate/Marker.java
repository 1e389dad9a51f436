package io.hyperfleet.gotemplate;

import org.jspecify.annotations.Nullable;

/** Things that are no values of the data, in places where Go tells them from values. */
enum Marker {
    /** No value comes through a pipe. */
    NO_ARGUMENT,
    /** A nil that was found in a map or list: Go knows it as an {@code interface {}} holding nothing. */
    NIL_INTERFACE;

    static @Nullable Object unboxed(@Nullable Object value) {
        return value == NIL_INTERFACE ? null : value;
    }

    static Object boxed(@Nullable Object value) {
        return value == null ? NIL_INTERFACE : value;
    }
}
