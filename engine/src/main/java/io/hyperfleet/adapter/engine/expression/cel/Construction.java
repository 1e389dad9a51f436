package io.hyperfleet.adapter.engine.expression.cel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Literals of lists, maps and messages. */
final class Construction {

    private Construction() {}

    /**
     * {@code [a, ?b]}.
     *
     * @param optional for each element, whether it is an optional that may leave it out
     */
    record ListLiteral(List<Node> elements, List<Boolean> optional) implements Node {

        @Override
        public @Nullable Object evaluate(Frame frame) {
            List<@Nullable Object> result = new ArrayList<>(elements.size());
            for (int i = 0; i < elements.size(); i++) {
                Object value = elements.get(i).evaluate(frame);
                if (value instanceof CelError) {
                    return value;
                }
                if (!optional.get(i)) {
                    result.add(value);
                } else if (!(value instanceof OptionalValue wrapped)) {
                    return new CelError(
                            "cannot initialize optional list element from non-optional value " + CelText.of(value));
                } else if (wrapped.present()) {
                    result.add(wrapped.value());
                }
            }
            return result;
        }
    }

    record Entry(Node key, Node value, boolean optional) {}

    /** <code>{k: v, ?k: v}</code>; of repeated keys the last one counts. */
    record MapLiteral(List<Entry> entries) implements Node {

        @Override
        public @Nullable Object evaluate(Frame frame) {
            Map<@Nullable Object, @Nullable Object> result = new LinkedHashMap<>();
            for (Entry entry : entries) {
                Object key = entry.key.evaluate(frame);
                if (key instanceof CelError) {
                    return key;
                }
                Object value = entry.value.evaluate(frame);
                if (value instanceof CelError) {
                    return value;
                }
                if (!entry.optional) {
                    result.put(key, value);
                } else if (!(value instanceof OptionalValue wrapped)) {
                    return new CelError("cannot initialize optional entry '" + CelText.of(key)
                            + "' from non-optional value " + CelText.of(value));
                } else if (wrapped.present()) {
                    result.put(key, wrapped.value());
                } else {
                    result.remove(key);
                }
            }
            return result;
        }
    }
}
