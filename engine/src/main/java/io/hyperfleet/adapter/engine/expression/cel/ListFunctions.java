package io.hyperfleet.adapter.engine.expression.cel;

import io.hyperfleet.adapter.engine.value.Equality;
import io.hyperfleet.gotemplate.Uint64;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Functions of the lists extension, and {@code reverse}, which texts have too. */
final class ListFunctions {

    private ListFunctions() {}

    static void addTo(FunctionTable table) {
        table.add("slice", (frame, arguments) -> slice(arguments));
        table.add("flatten", ListFunctions::flatten);
        table.add("lists.range", 1, ListFunctions::range);
        table.add("distinct", 1, ListFunctions::distinct);
        table.add("reverse", ListFunctions::reverse);
        table.add("sort", ListFunctions::sort);
        table.add("lists.@sortByAssociatedKeys", ListFunctions::sortByKeys);
        table.add("first", 1, (frame, arguments) -> end(arguments[0], true));
        table.add("last", 1, (frame, arguments) -> end(arguments[0], false));
    }

    private static Object slice(@Nullable Object[] arguments) {
        if (arguments.length != 3
                || !(arguments[0] instanceof List<?> list)
                || !(arguments[1] instanceof Long start)
                || !(arguments[2] instanceof Long end)) {
            return Function.NO_OVERLOAD;
        }
        String call = "cannot slice(" + start + ", " + end + "), ";
        if (start < 0 || end < 0) {
            return new CelError(call + "negative indexes not supported");
        }
        if (start > end) {
            return new CelError(call + "start index must be less than or equal to end index");
        }
        if (end > list.size()) {
            return new CelError(call + "list is length " + list.size());
        }
        return list.subList(start.intValue(), end.intValue());
    }

    private static Object flatten(Frame frame, @Nullable Object[] arguments) {
        boolean hasDepth = arguments.length == 2 && arguments[1] instanceof Long;
        if ((arguments.length != 1 && !hasDepth) || !(arguments[0] instanceof List<?> list)) {
            return Function.NO_OVERLOAD;
        }
        long depth = hasDepth && arguments[1] instanceof Long levels ? levels : 1;
        if (depth < 0) {
            return new CelError("level must be non-negative");
        }
        List<@Nullable Object> result = new ArrayList<>();
        flatten(frame, list, depth, result);
        return result;
    }

    private static void flatten(Frame frame, List<?> list, long depth, List<@Nullable Object> result) {
        frame.spendElements(list.size());
        for (Object element : list) {
            if (depth > 0 && element instanceof List<?> inner) {
                flatten(frame, inner, depth - 1, result);
            } else {
                result.add(Values.adapt(element));
            }
        }
    }

    private static Object range(Frame frame, @Nullable Object[] arguments) {
        if (!(arguments[0] instanceof Long count)) {
            return Function.NO_OVERLOAD;
        }
        frame.spendElements(Math.max(0, count));
        List<@Nullable Object> result = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            result.add(i);
        }
        return result;
    }

    private static Object distinct(Frame frame, @Nullable Object[] arguments) {
        if (!(arguments[0] instanceof List<?> list)) {
            return Function.NO_OVERLOAD;
        }
        List<@Nullable Object> result = new ArrayList<>();
        for (Object element : list) {
            frame.spend(result.size());
            if (result.stream().noneMatch(known -> Equality.equal(known, element))) {
                result.add(Values.adapt(element));
            }
        }
        return result;
    }

    private static Object reverse(Frame frame, @Nullable Object[] arguments) {
        return switch (arguments.length == 1 ? arguments[0] : null) {
            case String text -> {
                frame.spend(text.length());
                yield new StringBuilder(text).reverse().toString();
            }
            case List<?> list -> list.reversed();
            case null, default -> Function.NO_OVERLOAD;
        };
    }

    private static Object sort(Frame frame, @Nullable Object[] arguments) {
        if (arguments.length != 1 || !(arguments[0] instanceof List<?> list)) {
            return Function.NO_OVERLOAD;
        }
        return sort(frame, list, list);
    }

    /** What {@code sortBy} becomes: a list of pairs of key and element. */
    private static Object sortByKeys(Frame frame, @Nullable Object[] arguments) {
        if (arguments.length != 1 || !(arguments[0] instanceof List<?> pairs)) {
            return Function.NO_OVERLOAD;
        }
        List<@Nullable Object> keys = new ArrayList<>();
        List<@Nullable Object> elements = new ArrayList<>();
        for (Object pair : pairs) {
            if (pair instanceof List<?> list) {
                keys.add(list.getFirst());
                elements.add(list.getLast());
            }
        }
        return sort(frame, elements, keys);
    }

    private static Object sort(Frame frame, List<?> elements, List<?> keys) {
        frame.spendElements(elements.size());
        if (keys.isEmpty()) {
            return List.of();
        }
        if (!isComparable(keys.getFirst())) {
            return new CelError("list elements must be comparable");
        }
        String type = CelType.nameOf(Values.adapt(keys.getFirst()));
        for (Object key : keys) {
            if (!type.equals(CelType.nameOf(Values.adapt(key)))) {
                return new CelError("list elements must have the same type");
            }
        }
        Comparator<Integer> byKey = (left, right) -> {
            frame.spend(1 + sizeOf(keys.get(left)));
            return Integer.signum(order(Values.adapt(keys.get(left)), Values.adapt(keys.get(right))));
        };
        List<@Nullable Object> result = new ArrayList<>();
        IntStream.range(0, keys.size())
                .boxed()
                .sorted(byKey)
                .forEach(index -> result.add(Values.adapt(elements.get(index))));
        return result;
    }

    /** A total order, so that sorting works with NaN too: NaN comes last. */
    private static int order(@Nullable Object left, @Nullable Object right) {
        return left instanceof Double first && right instanceof Double second
                ? Double.compare(first, second)
                : Values.compare(left, right);
    }

    /** What comparing it costs at worst. */
    private static long sizeOf(@Nullable Object key) {
        return switch (key) {
            case String text -> text.length();
            case byte[] bytes -> bytes.length;
            case null, default -> 0;
        };
    }

    private static boolean isComparable(@Nullable Object value) {
        return switch (Values.adapt(value)) {
            case Boolean _ -> true;
            case Long _ -> true;
            case Uint64 _ -> true;
            case Double _ -> true;
            case String _ -> true;
            case byte[] bytes -> true;
            case OffsetDateTime _ -> true;
            case Duration _ -> true;
            case null, default -> false;
        };
    }

    private static Object end(@Nullable Object value, boolean first) {
        if (!(value instanceof List<?> list)) {
            return Function.NO_OVERLOAD;
        }
        if (list.isEmpty()) {
            return OptionalValue.NONE;
        }
        return OptionalValue.of(Values.adapt(first ? list.getFirst() : list.getLast()));
    }
}
