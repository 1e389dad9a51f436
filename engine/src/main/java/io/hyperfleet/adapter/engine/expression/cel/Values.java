package io.hyperfleet.adapter.engine.expression.cel;

import io.hyperfleet.adapter.engine.value.Equality;
import io.hyperfleet.adapter.engine.value.Numbers;
import io.hyperfleet.gotemplate.GoText;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Order and lookup of CEL values, and the ways in and out of them. */
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
            case OptionalValue _ -> false;
            case CelType _ -> false;
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

    /** The entry of a key, a number also under its other types; {@link Equality#ABSENT} when there is none. */
    static @Nullable Object find(Map<?, ?> map, @Nullable Object key) {
        return adapt(Equality.find(map, key));
    }

    /** -1, 0, 1, {@link Numbers#UNORDERED} where a NaN takes part, or {@link #INCOMPARABLE}. */
    static int compare(@Nullable Object left, @Nullable Object right) {
        if (left != null && right != null && Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return Numbers.compare(left, right);
        }
        return switch (left) {
            case String text when right instanceof String other -> Integer.signum(GoText.compare(text, other));
            case Boolean bool when right instanceof Boolean other -> Boolean.compare(bool, other);
            case byte[] bytes
            when right instanceof byte[] other -> Integer.signum(Arrays.compareUnsigned(bytes, other));
            case OffsetDateTime time
            when right instanceof OffsetDateTime other ->
                Integer.signum(time.toInstant().compareTo(other.toInstant()));
            case Duration duration when right instanceof Duration other -> Integer.signum(duration.compareTo(other));
            case null, default -> INCOMPARABLE;
        };
    }
}
