package io.hyperfleet.adapter.engine.expression.jsonpath;

import io.hyperfleet.gotemplate.GoFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One walk along a path. Values that are null are passed over by every step that looks into values. */
final class PathWalk {

    private static final int MAX_VALUES = 1_000_000;

    private int looked;

    /**
     * What steps came to.
     *
     * @param values the values found; with an error those that the failing step leaves behind
     * @param error why the walk ends here; null when it does not
     */
    record Reached(List<@Nullable Object> values, @Nullable String error) {

        static Reached of(List<@Nullable Object> values) {
            return new Reached(values, null);
        }

        static Reached nothing(String error) {
            return new Reached(new ArrayList<>(), error);
        }
    }

    Reached follow(List<@Nullable Object> start, List<Step> steps) {
        List<@Nullable Object> current = start;
        for (Step step : steps) {
            Reached next = take(current, step);
            if (next.error != null) {
                return next;
            }
            current = next.values;
            looked += current.size();
            if (looked > MAX_VALUES) {
                return Reached.nothing("path visits more than " + MAX_VALUES + " values");
            }
        }
        return Reached.of(current);
    }

    private Reached take(List<@Nullable Object> input, Step step) {
        return switch (step) {
            case Step.Field(String name) -> field(input, name);
            case Step.Wildcard _ -> Reached.of(members(input));
            case Step.Recursive _ -> Reached.of(descendants(input));
            case Step.Slice slice -> slice(input, slice);
            case Step.Union(List<List<Step>> branches) -> union(input, branches);
            case Step.Filter filter -> filter(input, filter);
            case Step.Literal(Object value) -> Reached.of(repeated(value, input.size()));
            case Step.Text(String text) -> Reached.of(repeated(text, 1));
            case Step.Word(String name) when name.equals("end") -> Reached.nothing("not in range, nothing to end");
            case Step.Word(String name) -> new Reached(input, "unrecognized identifier " + name);
        };
    }

    private static List<@Nullable Object> repeated(Object value, int count) {
        List<@Nullable Object> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            result.add(value);
        }
        return result;
    }

    private static Reached field(List<@Nullable Object> input, String name) {
        List<@Nullable Object> result = new ArrayList<>();
        for (Object value : input) {
            if (value instanceof Map<?, ?> map && map.containsKey(name)) {
                result.add(map.get(name));
            }
        }
        return result.isEmpty() && !input.isEmpty() ? new Reached(result, name + " is not found") : Reached.of(result);
    }

    private static List<@Nullable Object> members(List<@Nullable Object> input) {
        List<@Nullable Object> result = new ArrayList<>();
        for (Object value : input) {
            if (value instanceof Map<?, ?> map) {
                result.addAll(map.values());
            } else if (value instanceof List<?> list) {
                result.addAll(list);
            }
        }
        return result;
    }

    /** Every map, list and text that holds anything, each before what is in it. */
    private List<@Nullable Object> descendants(List<@Nullable Object> input) {
        List<@Nullable Object> result = new ArrayList<>();
        for (Object value : input) {
            collect(value, result);
        }
        return result;
    }

    private void collect(@Nullable Object value, List<@Nullable Object> result) {
        if (++looked > MAX_VALUES) {
            return;
        }
        switch (value) {
            case String text when !text.isEmpty() -> result.add(text);
            case Map<?, ?> map
            when !map.isEmpty() -> {
                result.add(map);
                map.values().forEach(member -> collect(member, result));
            }
            case List<?> list
            when !list.isEmpty() -> {
                result.add(list);
                list.forEach(member -> collect(member, result));
            }
            case null, default -> {
                // holds nothing
            }
        }
    }

    private static Reached slice(List<@Nullable Object> input, Step.Slice slice) {
        List<@Nullable Object> result = new ArrayList<>();
        for (Object value : input) {
            if (value == null) {
                continue;
            }
            if (!(value instanceof List<?> list)) {
                return new Reached(input, GoFormat.typeName(value) + " is not array or slice");
            }
            long from = fromEnd(slice.from() == null ? 0 : slice.from(), list.size());
            long to = slice.to() == null ? list.size() : slice.to();
            if (to < 0 || (to == 0 && slice.single())) {
                to += list.size();
            }
            if (from == to) {
                return Reached.of(result);
            }
            String error = outOfBounds(from, to, list.size());
            long step = slice.step() == null ? 1 : slice.step();
            if (error == null && step <= 0) {
                error = "step must be > 0";
            }
            if (error != null) {
                return new Reached(input, error);
            }
            for (long i = from; i < to; i += step) {
                result.add(list.get((int) i));
            }
        }
        return Reached.of(result);
    }

    private static long fromEnd(long index, int length) {
        return index < 0 ? index + length : index;
    }

    private static @Nullable String outOfBounds(long from, long to, int length) {
        if (from < 0 || from >= length) {
            return "array index out of bounds: index " + from + ", length " + length;
        }
        if (to < 0 || to > length) {
            return "array index out of bounds: index " + (to - 1) + ", length " + length;
        }
        return from > to ? "starting index " + from + " is greater than ending index " + to : null;
    }

    private Reached union(List<@Nullable Object> input, List<List<Step>> branches) {
        List<@Nullable Object> result = new ArrayList<>();
        for (List<Step> branch : branches) {
            Reached found = follow(input, branch);
            if (found.error != null) {
                return found;
            }
            result.addAll(found.values);
        }
        return Reached.of(result);
    }

    private Reached filter(List<@Nullable Object> input, Step.Filter filter) {
        List<@Nullable Object> result = new ArrayList<>();
        for (Object value : input) {
            if (!(value instanceof List<?> list)) {
                return new Reached(input, GoFormat.value(value) + " is not array or slice and cannot be filtered");
            }
            for (Object element : list) {
                String error = filterElement(element, filter, result);
                if (error != null) {
                    return new Reached(input, error);
                }
            }
        }
        return Reached.of(result);
    }

    /** Adds the element when it passes; returns the error when that cannot be told. */
    private @Nullable String filterElement(
            @Nullable Object element, Step.Filter filter, List<@Nullable Object> result) {
        List<@Nullable Object> start = new ArrayList<>();
        start.add(element);
        Reached left = follow(start, filter.left());
        if (filter.operator().equals(Step.Filter.EXISTS)) {
            if (!left.values.isEmpty()) {
                result.add(element);
            }
            return null;
        }
        if (left.error != null) {
            return left.error;
        }
        Reached right = follow(start, filter.right());
        if (left.values.isEmpty() || (right.error == null && right.values.isEmpty())) {
            return null;
        }
        if (left.values.size() > 1 || right.values.size() > 1) {
            return "can only compare one element at a time";
        }
        if (right.error != null) {
            return right.error;
        }
        return switch (Comparison.of(left.values.getFirst(), filter.operator(), right.values.getFirst())) {
            case Comparison.Holds(boolean holds) -> {
                if (holds) {
                    result.add(element);
                }
                yield null;
            }
            case Comparison.Impossible(String reason) -> reason;
        };
    }
}
