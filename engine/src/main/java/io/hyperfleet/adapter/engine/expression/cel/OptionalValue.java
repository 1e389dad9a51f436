package io.hyperfleet.adapter.engine.expression.cel;

import io.hyperfleet.adapter.engine.value.Equality;
import org.jspecify.annotations.Nullable;

/** CEL's optional. Unlike {@link java.util.Optional} it can be present and hold null. */
record OptionalValue(boolean present, @Nullable Object value) {

    static final OptionalValue NONE = new OptionalValue(false, null);

    static OptionalValue of(@Nullable Object value) {
        return new OptionalValue(true, value);
    }

    /** Two are equal when both are none, or both hold equal values, numbers of different types included. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OptionalValue optional
                && present == optional.present
                && Equality.equal(value, optional.value);
    }

    /** All optionals that hold something share one code, because equal values may be of different types. */
    @Override
    public int hashCode() {
        return Boolean.hashCode(present);
    }
}
