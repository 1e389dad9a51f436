package io.hyperfleet.adapter.engine.expression.jsonpath;

import io.hyperfleet.adapter.engine.value.Equality;
import io.hyperfleet.gotemplate.GoText;
import io.hyperfleet.gotemplate.Uint64;
import org.jspecify.annotations.Nullable;

/** The comparison in a filter. Only basic values of the same kind compare; an integer and a double do not. */
sealed interface Comparison {

    record Holds(boolean holds) implements Comparison {}

    record Impossible(String reason) implements Comparison {}

    Impossible BAD_TYPE = new Impossible("invalid type for comparison");
    Impossible BAD_PAIR = new Impossible("incompatible types for comparison");

    static Comparison of(@Nullable Object left, String operator, @Nullable Object right) {
        return switch (operator) {
            case "==" -> equal(left, right, true);
            case "!=" -> equal(left, right, false);
            case "<", "<=", ">", ">=" -> ordered(left, operator, right);
            default -> new Impossible("unrecognized filter operator " + operator);
        };
    }

    private static boolean isBasic(Object value) {
        return switch (value) {
            case Boolean _ -> true;
            case Long _ -> true;
            case Uint64 _ -> true;
            case Double _ -> true;
            case String _ -> true;
            default -> false;
        };
    }

    private static @Nullable Impossible mismatch(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null || !isBasic(left) || !isBasic(right)) {
            return BAD_TYPE;
        }
        return left.getClass() == right.getClass() ? null : BAD_PAIR;
    }

    private static Comparison equal(@Nullable Object left, @Nullable Object right, boolean wanted) {
        Impossible mismatch = mismatch(left, right);
        return mismatch != null ? mismatch : new Holds(Equality.equal(left, right) == wanted);
    }

    private static Comparison ordered(@Nullable Object left, String operator, @Nullable Object right) {
        Impossible mismatch = mismatch(left, right);
        if (mismatch != null) {
            return mismatch;
        }
        if (left instanceof Boolean) {
            return BAD_TYPE;
        }
        boolean less = isLess(left, right);
        boolean equal = Equality.equal(left, right);
        return new Holds(
                switch (operator) {
                    case "<" -> less;
                    case "<=" -> less || equal;
                    case ">" -> !less && !equal;
                    default -> !less;
                });
    }

    private static boolean isLess(@Nullable Object left, @Nullable Object right) {
        return switch (left) {
            case Long number when right instanceof Long other -> number < other;
            case Uint64 number when right instanceof Uint64 other -> number.compareTo(other) < 0;
            case Double number when right instanceof Double other -> number < other;
            case String text when right instanceof String other -> GoText.compare(text, other) < 0;
            case null, default -> false;
        };
    }
}
