package io.hyperfleet.adapter.engine.value;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What counts as true where a condition is asked for. */
public final class Truth {

    private Truth() {}

    /**
     * A Boolean counts as itself; null, the empty text, empty bytes, lists and maps as false; everything else, every
     * number included, as true.
     */
    public static boolean of(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean bool -> bool;
            case String text -> !text.isEmpty();
            case byte[] bytes -> bytes.length > 0;
            case List<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            default -> true;
        };
    }
}
