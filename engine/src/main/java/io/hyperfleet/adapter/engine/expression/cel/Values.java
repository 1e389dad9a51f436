package io.hyperfleet.adapter.engine.expression.cel;

import io.hyperfleet.adapter.engine.value.Numbers;
import io.hyperfleet.gotemplate.GoText;
import io.hyperfleet.gotemplate.Uint64;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Equality, order and lookup of CEL values, and the ways in and out of them. */
final class Values {

    /** What {@link #compare} returns for values that have no order. */
    static final int INCOMPARABLE = 3;

    private Values() {}

    /** A value of the model as CEL sees it. Lists and maps stay as they are; their elements are adapted when read. */
    static @Nullable Object adapt(@Nullable Object value) {
        return value instanceof ZonedDateTime time ? time.toOffsetDateTime() : value;
    }

    /**
     * A result as a value of the model: types become their names, optionals their value or null, also inside lists and
     * maps.
     */
    static @Nullable Object toPlain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case OptionalValue optional -> toPlain(optional.value());
            case CelType type -> type.name();
            case List<?> list -> isPlain(list) ? list : plainList(list);
            case Map<?, ?> map -> isPlain(map) ? map : plainMap(map);
            default -> value;
        };
    }

    private static boolean isPlain(@Nullable Object value) {
        return switch (value) {
            case null -> true;
            case OptionalValue optional -> false;
            case CelType type -> false;
            case List<?> list -> list.stream().allMatch(Values::isPlain);
            case Map<?, ?> map -> map.values().stream().allMatch(Values::isPlain) && hasPlainKeys(map);
            default -> true;
        };
    }

    private static boolean hasPlainKeys(Map<?, ?> map) {
        return map.keySet().stream().allMatch(Values::isPlain);
    }

    private static List<@Nullable Object> plainList(List<?> list) {
        List<@Nullable Object> result = new ArrayList<>(list.size());
        list.forEach(element -> result.add(toPlain(element)));
        return result;
    }

    private static Map<@Nullable Object, @Nullable Object> plainMap(Map<?, ?> map) {
        Map<@Nullable Object, @Nullable Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put(toPlain(key), toPlain(value)));
        return result;
    }

    /** CEL's {@code ==}: numbers by value, lists and maps by content, different kinds never. */
    static boolean equal(@Nullable Object left, @Nullable Object right) {
        return switch (adapt(left)) {
            case null -> right == null;
            case String text -> text.equals(right);
            case Long number -> Numbers.isNumber(right) && Numbers.compare(number, right) == 0;
            case Double number -> Numbers.isNumber(right) && Numbers.compare(number, right) == 0;
            case Uint64 number -> Numbers.isNumber(right) && Numbers.compare(number, right) == 0;
            case byte[] bytes -> right instanceof byte[] other && Arrays.equals(bytes, other);
            case List<?> list -> right instanceof List<?> other && equalLists(list, other);
            case Map<?, ?> map -> right instanceof Map<?, ?> other && equalMaps(map, other);
            case OffsetDateTime time -> adapt(right) instanceof OffsetDateTime other && time.isEqual(other);
            case OptionalValue optional -> right instanceof OptionalValue other && equalOptionals(optional, other);
            case Object other -> other.equals(right);
        };
    }

    private static boolean equalOptionals(OptionalValue left, OptionalValue right) {
        return left.present() == right.present() && equal(left.value(), right.value());
    }

    private static boolean equalLists(List<?> left, List<?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!equal(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalMaps(Map<?, ?> left, Map<?, ?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (Map.Entry<?, ?> entry : left.entrySet()) {
            Object other = find(right, entry.getKey());
            if (other == Frame.ABSENT || !equal(entry.getValue(), other)) {
                return false;
            }
        }
        return true;
    }

    /** The entry of a key, a number also under its other types; {@link Frame#ABSENT} when there is none. */
    static @Nullable Object find(Map<?, ?> map, @Nullable Object key) {
        if (key == null || map instanceof SortedMap && !(key instanceof String)) {
            return findUnusual(map, key);
        }
        Object value = map.get(key);
        if (value != null || map.containsKey(key)) {
            return adapt(value);
        }
        return switch (key) {
            case Long number when number >= 0 -> findExact(map, new Uint64(number));
            case Uint64 number when number.fitsLong() -> findExact(map, number.bits());
            case Double number when number == Math.rint(number) -> findIntegral(map, number);
            case null, default -> Frame.ABSENT;
        };
    }

    /** Not every map can be asked for null, or for keys of another type than its own. */
    private static @Nullable Object findUnusual(Map<?, ?> map, @Nullable Object key) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (Objects.equals(entry.getKey(), key)) {
                return adapt(entry.getValue());
            }
        }
        return Frame.ABSENT;
    }

    private static @Nullable Object findIntegral(Map<?, ?> map, double key) {
        if (Math.abs(key) >= 0x1p63) {
            return Frame.ABSENT;
        }
        Object value = findExact(map, (long) key);
        return value == Frame.ABSENT && key >= 0 ? findExact(map, new Uint64((long) key)) : value;
    }

    private static @Nullable Object findExact(Map<?, ?> map, Object key) {
        return map.containsKey(key) ? adapt(map.get(key)) : Frame.ABSENT;
    }

    /** -1, 0, 1, {@link Numbers#UNORDERED} where a NaN takes part, or {@link #INCOMPARABLE}. */
    static int compare(@Nullable Object left, @Nullable Object right) {
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return Numbers.compare(left, right);
        }
        return switch (left) {
            case String text when right instanceof String other -> Integer.signum(GoText.compare(text, other));
            case Boolean bool when right instanceof Boolean other -> Boolean.compare(bool, other);
            case byte[] bytes when right instanceof byte[] other ->
                Integer.signum(Arrays.compareUnsigned(bytes, other));
            case OffsetDateTime time when right instanceof OffsetDateTime other ->
                Integer.signum(time.toInstant().compareTo(other.toInstant()));
            case Duration duration when right instanceof Duration other -> Integer.signum(duration.compareTo(other));
            case null, default -> INCOMPARABLE;
        };
    }
}
