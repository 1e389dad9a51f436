package io.hyperfleet.adapter.engine.expression.cel;

import io.hyperfleet.adapter.engine.value.Equality;
import io.hyperfleet.adapter.engine.value.Numbers;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** {@code < <= > >=}, {@code in} and {@code size}. */
final class Comparison {

    private Comparison() {}

    static void addTo(FunctionTable table) {
        addOrder(table, "_<_", order -> order < 0);
        addOrder(table, "_<=_", order -> order <= 0);
        addOrder(table, "_>_", order -> order > 0);
        addOrder(table, "_>=_", order -> order >= 0);
        table.add("@in", 2, (frame, arguments) -> in(frame, arguments[0], arguments[1]));
        table.add("size", 1, (frame, arguments) -> size(arguments[0]));
    }

    private static void addOrder(FunctionTable table, String operator, IntPredicate holds) {
        table.add(operator, 2, (frame, arguments) -> {
            int order = Values.compare(arguments[0], arguments[1]);
            return switch (order) {
                case Numbers.UNORDERED -> false;
                case Values.INCOMPARABLE -> incomparable(operator, arguments[0]);
                default -> holds.test(order);
            };
        });
    }

    private static CelError incomparable(String operator, @Nullable Object left) {
        return switch (left) {
            case null -> CelError.noSuchOverload(operator);
            case List<?> _ -> CelError.noSuchOverload(operator);
            case Map<?, ?> _ -> CelError.noSuchOverload(operator);
            case CelType _ -> CelError.noSuchOverload(operator);
            case OptionalValue _ -> CelError.noSuchOverload(operator);
            default -> CelError.NO_SUCH_OVERLOAD;
        };
    }

    private static Object in(Frame frame, @Nullable Object element, @Nullable Object container) {
        return switch (container) {
            case List<?> list -> {
                frame.spend(list.size());
                yield list.stream().anyMatch(candidate -> Equality.equal(element, candidate));
            }
            case Map<?, ?> map -> !Equality.isAbsent(Values.find(map, element));
            case null, default -> CelError.NO_SUCH_OVERLOAD;
        };
    }

    private static Object size(@Nullable Object value) {
        return switch (value) {
            case String text -> (long) text.codePointCount(0, text.length());
            case byte[] bytes -> (long) bytes.length;
            case List<?> list -> (long) list.size();
            case Map<?, ?> map -> (long) map.size();
            case OffsetDateTime _ -> CelError.NO_SUCH_OVERLOAD;
            case Duration _ -> CelError.NO_SUCH_OVERLOAD;
            case null, default -> CelError.noSuchOverload("size");
        };
    }
}
