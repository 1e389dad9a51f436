package io.hyperfleet.adapter.engine.expression.cel;

import io.hyperfleet.gotemplate.Uint64;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Optionals: how they are made and asked. */
final class OptionalFunctions {

    private OptionalFunctions() {}

    static void addTo(FunctionTable table) {
        table.add("optional.none", 0, (frame, arguments) -> OptionalValue.NONE);
        table.add("optional.of", 1, (frame, arguments) -> OptionalValue.of(arguments[0]));
        table.add(
                "optional.ofNonZeroValue",
                1,
                (frame, arguments) -> isZero(arguments[0]) ? OptionalValue.NONE : OptionalValue.of(arguments[0]));
        table.add("value", 1, (frame, arguments) -> value(arguments[0]));
        table.add(
                "hasValue",
                1,
                (frame, arguments) ->
                        arguments[0] instanceof OptionalValue optional ? optional.present() : Function.NO_OVERLOAD);
        table.add("optional.unwrap", 1, OptionalFunctions::unwrap);
        table.add("unwrapOpt", 1, OptionalFunctions::unwrap);
    }

    private static @Nullable Object value(@Nullable Object value) {
        if (!(value instanceof OptionalValue optional)) {
            return Function.NO_OVERLOAD;
        }
        return optional.present() ? optional.value() : new CelError("optional.none() dereference");
    }

    private static boolean isZero(@Nullable Object value) {
        return switch (value) {
            case null -> true;
            case Boolean bool -> !bool;
            case Long number -> number == 0;
            case Double number -> number == 0;
            case Uint64 number -> number.bits() == 0;
            case String text -> text.isEmpty();
            case byte[] bytes -> bytes.length == 0;
            case List<?> list -> list.isEmpty();
            case Map<?, ?> map -> map.isEmpty();
            case Duration duration -> duration.isZero();
            default -> false;
        };
    }

    /** The values of those elements that are present. */
    private static Object unwrap(Frame frame, @Nullable Object[] arguments) {
        if (!(arguments[0] instanceof List<?> list)
                || (!list.isEmpty() && !(list.getFirst() instanceof OptionalValue))) {
            return Function.NO_OVERLOAD;
        }
        frame.spend(list.size());
        List<@Nullable Object> result = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof OptionalValue optional)) {
                return new CelError("value " + CelText.of(element) + " is not optional");
            }
            if (optional.present()) {
                result.add(optional.value());
            }
        }
        return result;
    }

    /** {@code a.or(b)}: a when it is present, else b, which is not evaluated before. */
    record Or(Node optional, Node otherwise) implements Node {

        @Override
        public @Nullable Object evaluate(Frame frame) {
            return switch (optional.evaluate(frame)) {
                case CelError error -> error;
                case OptionalValue value -> value.present() ? value : otherwise.evaluate(frame);
                case null, default -> CelError.NO_SUCH_OVERLOAD;
            };
        }
    }

    /** {@code a.orValue(b)}: the value of a when it is present, else b, which is not evaluated before. */
    record OrValue(Node optional, Node otherwise) implements Node {

        @Override
        public @Nullable Object evaluate(Frame frame) {
            return switch (optional.evaluate(frame)) {
                case CelError error -> error;
                case OptionalValue value -> value.present() ? value.value() : otherwise.evaluate(frame);
                case null, default -> CelError.NO_SUCH_OVERLOAD;
            };
        }
    }
}
