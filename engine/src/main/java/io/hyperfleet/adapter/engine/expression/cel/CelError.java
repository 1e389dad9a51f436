package io.hyperfleet.adapter.engine.expression.cel;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A failed evaluation, passed on like a value: {@code ||}, {@code &&} and comprehensions may absorb it.
 *
 * @param message in the words of cel-go
 * @param missingAttribute whether it says that a variable does not exist
 */
record CelError(String message, boolean missingAttribute) {

    static final CelError NO_SUCH_OVERLOAD = new CelError("no such overload");
    static final CelError INTEGER_OVERFLOW = new CelError("integer overflow");
    static final CelError UNSIGNED_OVERFLOW = new CelError("unsigned integer overflow");
    static final CelError TIMESTAMP_OVERFLOW = new CelError("timestamp overflow");

    CelError(String message) {
        this(message, false);
    }

    /** A function that exists, but not for these operands: {@code no such overload: size}. */
    static CelError noSuchOverload(String function) {
        return new CelError("no such overload: " + function);
    }

    /** A function that exists, but not for arguments of these types: {@code no such overload: dig(int, int)}. */
    static CelError noSuchOverload(String function, @Nullable Object[] arguments) {
        return new CelError("no such overload: " + function
                + Arrays.stream(arguments).map(CelType::nameOf).collect(Collectors.joining(", ", "(", ")")));
    }

    static CelError conversion(@Nullable Object value, CelType target) {
        return new CelError("type conversion error from '" + CelType.nameOf(value) + "' to '" + target.name() + "'");
    }

    static CelError noSuchKey(@Nullable Object key) {
        return new CelError("no such key: " + CelText.of(key));
    }
}
