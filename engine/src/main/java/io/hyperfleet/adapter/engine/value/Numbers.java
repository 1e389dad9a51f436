package io.hyperfleet.adapter.engine.value;

import io.hyperfleet.gotemplate.Uint64;
import org.jspecify.annotations.Nullable;

/** Comparison of numbers by value, whatever their types: Long, Double, Uint64. */
public final class Numbers {

    /** What {@link #compare} returns when one side is not a number in the sense of IEEE 754. */
    public static final int UNORDERED = 2;

    private static final double TWO_TO_63 = 0x1p63;
    private static final double TWO_TO_64 = 0x1p64;

    private Numbers() {}

    public static boolean isNumber(@Nullable Object value) {
        return value instanceof Long || value instanceof Double || value instanceof Uint64;
    }

    /**
     * -1, 0, 1, or {@link #UNORDERED}. An integer is compared with a double at the precision of doubles, as the original
     * program does.
     *
     * @throws IllegalArgumentException when one of them {@linkplain #isNumber is no number}
     */
    public static int compare(Object left, Object right) {
        return switch (left) {
            case Long number -> compareLong(number, right);
            case Uint64 number -> compareUint(number, right);
            case Double number -> compareDouble(number, right);
            default -> throw new IllegalArgumentException("not a number: " + left.getClass());
        };
    }

    /** Whether the other is a number of the same value. */
    public static boolean equal(Object number, @Nullable Object other) {
        return other != null && isNumber(other) && compare(number, other) == 0;
    }

    /** The nearest double of a number. */
    public static double toDouble(Object number) {
        return switch (number) {
            case Long value -> value.doubleValue();
            case Uint64 value -> value.doubleValue();
            case Double value -> value;
            default -> throw new IllegalArgumentException("not a number: " + number.getClass());
        };
    }

    private static int compareLong(long left, Object right) {
        return switch (right) {
            case Long number -> Long.compare(left, number);
            case Uint64 number -> left < 0 || !number.fitsLong() ? -1 : Long.compare(left, number.bits());
            default -> reverse(compareDouble((Double) right, left));
        };
    }

    private static int compareUint(Uint64 left, Object right) {
        return switch (right) {
            case Long number -> reverse(compareLong(number, left));
            case Uint64 number -> Integer.signum(left.compareTo(number));
            default -> reverse(compareDouble((Double) right, left));
        };
    }

    private static int compareDouble(double left, Object right) {
        if (Double.isNaN(left)) {
            return UNORDERED;
        }
        return switch (right) {
            case Long number -> left < -TWO_TO_63 ? -1 : left > TWO_TO_63 ? 1 : compareDoubles(left, number);
            case Uint64 number -> left < 0 ? -1 : left > TWO_TO_64 ? 1 : compareDoubles(left, number.doubleValue());
            default -> compareDoubles(left, (Double) right);
        };
    }

    private static int compareDoubles(double left, double right) {
        if (Double.isNaN(right)) {
            return UNORDERED;
        }
        return left < right ? -1 : left > right ? 1 : 0;
    }

    private static int reverse(int order) {
        return order == UNORDERED ? UNORDERED : -order;
    }
}
