package io.hyperfleet.gotemplate;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A method of a Go value: times, durations, months, weekdays and constants have some, nothing else in a template's data.
 *
 * @param refusal why templates cannot call it although it exists, or null
 */
record Method(
        List<ParameterType> parameters, Body body, @Nullable String refusal) implements Invocable {

    /** What the method does. */
    @FunctionalInterface
    interface Body {
        Object call(Object receiver, @Nullable Object[] arguments) throws FunctionException;
    }

    static Method of(Body body, ParameterType... parameters) {
        return new Method(List.of(parameters), body, null);
    }

    static Method refused(String why) {
        Body none = (_, _) -> {
            throw new FunctionException(why);
        };
        return new Method(List.of(), none, why);
    }

    /** The method of that name, null if the value's type has none. */
    static @Nullable Method find(Object receiver, String name) {
        return switch (receiver) {
            case ZonedDateTime _, OffsetDateTime _ -> TimeMethods.TIME.get(name);
            case Duration _ -> TimeMethods.DURATION.get(name);
            case Month _, DayOfWeek _, GoEnum _ -> TimeMethods.NAME.get(name);
            default -> null;
        };
    }

    Object call(@Nullable Object receiver, @Nullable Object[] arguments) throws FunctionException {
        return body.call(Objects.requireNonNull(receiver), arguments);
    }

    @Override
    public boolean variadic() {
        return false;
    }
}
