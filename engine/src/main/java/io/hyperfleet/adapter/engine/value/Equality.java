package io.hyperfleet.adapter.engine.value;

import io.hyperfleet.gotemplate.Uint64;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Equality of values: numbers by value whatever their types, times as moments, lists and maps by content. */
public final class Equality {

    /** What {@link #find} returns for a key that is not there, as opposed to one that holds null. */
    public static final Object ABSENT = Absence.ABSENT;

    private static final double LONG_LIMIT = 0x1p63;

    private Equality() {}

    private enum Absence {
        ABSENT
    }

    /** Whether a value is {@link #ABSENT}. */
    public static boolean isAbsent(@Nullable Object value) {
        return value instanceof Absence;
    }

    public static boolean equal(@Nullable Object left, @Nullable Object right) {
        return switch (left) {
            case null -> right == null;
            case Long number -> Numbers.equal(number, right);
            case Double number -> Numbers.equal(number, right);
            case Uint64 number -> Numbers.equal(number, right);
            case byte[] bytes -> right instanceof byte[] other && Arrays.equals(bytes, other);
            case List<?> list -> right instanceof List<?> other && equalLists(list, other);
            case Map<?, ?> map -> right instanceof Map<?, ?> other && equalMaps(map, other);
            case OffsetDateTime time -> equalTimes(time, right);
            case ZonedDateTime time -> equalTimes(time.toOffsetDateTime(), right);
            default -> left.equals(right);
        };
    }

    private static boolean equalTimes(OffsetDateTime left, @Nullable Object right) {
        return switch (right) {
            case OffsetDateTime time -> left.isEqual(time);
            case ZonedDateTime time -> left.isEqual(time.toOffsetDateTime());
            case null, default -> false;
        };
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
            if (isAbsent(other) || !equal(entry.getValue(), other)) {
                return false;
            }
        }
        return true;
    }

    /** The entry of a key, an integer also under its other types; {@link #ABSENT} when there is none. */
    public static @Nullable Object find(Map<?, ?> map, @Nullable Object key) {
        if (key == null || (map instanceof SortedMap && !(key instanceof String))) {
            return findBySearch(map, key);
        }
        Object value = map.get(key);
        if (value != null || map.containsKey(key)) {
            return value;
        }
        return switch (key) {
            case Long number when number >= 0 -> findExact(map, new Uint64(number));
            case Uint64 number when number.fitsLong() -> findExact(map, number.bits());
            case Double number
            when number == Math.rint(number) && Math.abs(number) < LONG_LIMIT -> findIntegral(map, number.longValue());
            default -> ABSENT;
        };
    }

    private static @Nullable Object findIntegral(Map<?, ?> map, long key) {
        Object value = findExact(map, key);
        return isAbsent(value) && key >= 0 ? findExact(map, new Uint64(key)) : value;
    }

    private static @Nullable Object findExact(Map<?, ?> map, Object key) {
        return map.containsKey(key) ? map.get(key) : ABSENT;
    }

    /** Not every map can be asked for null, or for keys of another type than its own. */
    private static @Nullable Object findBySearch(Map<?, ?> map, @Nullable Object key) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (Objects.equals(entry.getKey(), key)) {
                return entry.getValue();
            }
        }
        return ABSENT;
    }
}
