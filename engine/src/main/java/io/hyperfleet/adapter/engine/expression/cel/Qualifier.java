package io.hyperfleet.adapter.engine.expression.cel;

import io.hyperfleet.adapter.engine.value.Equality;
import io.hyperfleet.gotemplate.Uint64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step into a value: {@code .name}, {@code [key]}, {@code .?name}, {@code [?key]}, or the last step of {@code
 * has(…)}.
 *
 * @param key what to look up
 * @param optional whether the step gives an optional
 * @param presenceTest whether only the presence is asked for
 */
record Qualifier(Node key, boolean optional, boolean presenceTest) {

    /** A step by a literal name. */
    static Qualifier field(String name, boolean optional) {
        return new Qualifier(new Node.Constant(name), optional, false);
    }

    /** The name, when it is a literal text. */
    @Nullable
    String literalName() {
        return key instanceof Node.Constant(String name) ? name : null;
    }

    /** The member; {@link Equality#ABSENT} when it is missing and that is allowed; else a {@link CelError}. */
    @Nullable
    Object apply(Frame frame, @Nullable Object target, boolean mayBeAbsent) {
        Object keyValue = key.evaluate(frame);
        if (keyValue instanceof CelError) {
            return keyValue;
        }
        if (!isKey(keyValue)) {
            return new CelError("invalid qualifier type: " + CelType.goNameOf(keyValue));
        }
        return member(target, keyValue, mayBeAbsent || presenceTest);
    }

    /** Whether a value of that type can be used to look something up. */
    static boolean isKey(@Nullable Object value) {
        return value instanceof String
                || value instanceof Long
                || value instanceof Uint64
                || value instanceof Double
                || value instanceof Boolean;
    }

    private static @Nullable Object member(@Nullable Object target, @Nullable Object key, boolean mayBeAbsent) {
        Object found = switch (target) {
            case Map<?, ?> map -> Values.find(map, key);
            case List<?> list -> element(list, key, mayBeAbsent);
            case null, default -> Equality.ABSENT;
        };
        return !Equality.isAbsent(found) || mayBeAbsent ? found : CelError.noSuchKey(key);
    }

    private static @Nullable Object element(List<?> list, @Nullable Object key, boolean mayBeAbsent) {
        Object index = index(key);
        if (index instanceof CelError) {
            return index;
        }
        long position = (Long) index;
        if (position >= 0 && position < list.size()) {
            return Values.adapt(list.get((int) position));
        }
        return mayBeAbsent ? Equality.ABSENT : new CelError("index out of bounds: " + CelText.of(key));
    }

    private static Object index(@Nullable Object key) {
        return switch (key) {
            case Long number -> number;
            case Double number when number == Math.rint(number) && Math.abs(number) < 0x1p63 -> number.longValue();
            case Uint64 number when number.fitsLong() -> number.bits();
            case Double number -> new CelError("unsupported index value " + CelText.of(number) + " in list");
            case Uint64 number -> new CelError("unsupported index value " + number + " in list");
            case null, default -> new CelError("unsupported index type '" + CelType.nameOf(key) + "' in list");
        };
    }
}
