package io.hyperfleet.adapter.engine.expression.cel;

import org.jspecify.annotations.Nullable;

/** CEL's optional. Unlike {@link java.util.Optional} it can be present and hold null. */
record OptionalValue(boolean present, @Nullable Object value) {

    static final OptionalValue NONE = new OptionalValue(false, null);

    static OptionalValue of(@Nullable Object value) {
        return new OptionalValue(true, value);
    }
}
