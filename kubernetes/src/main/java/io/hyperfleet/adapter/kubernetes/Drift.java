package io.hyperfleet.adapter.kubernetes;

import io.hyperfleet.adapter.engine.value.Resource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether an object is still as its manifest says. What the manifest does not mention, such as what the server fills in, is
 * nobody's drift; lists must be the same in length and order.
 */
final class Drift {

    private Drift() {}

    static boolean between(Resource manifest, Resource object) {
        return !covers(object.content(), manifest.content());
    }

    private static boolean covers(@Nullable Object actual, @Nullable Object wanted) {
        return switch (wanted) {
            case null -> actual == null;
            case Map<?, ?> fields ->
                actual instanceof Map<?, ?> map
                        ? fields.entrySet().stream()
                                .allMatch(field -> covers(map.get(field.getKey()), field.getValue()))
                        : fields.isEmpty() && actual == null;
            case List<?> items ->
                actual instanceof List<?> list ? coversAll(list, items) : items.isEmpty() && actual == null;
            case Number number -> actual instanceof Number other && number.doubleValue() == other.doubleValue();
            default -> Objects.equals(actual, wanted);
        };
    }

    private static boolean coversAll(List<?> actual, List<?> wanted) {
        if (actual.size() != wanted.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!covers(actual.get(i), wanted.get(i))) {
                return false;
            }
        }
        return true;
    }
}
