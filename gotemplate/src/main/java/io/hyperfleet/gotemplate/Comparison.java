package io.hyperfleet.gotemplate;

import io.hyperfleet.gotemplate.GoType.Kind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code eq}, {@code lt} and {@code le}: by kind, strict but for signed and unsigned integers. */
final class Comparison {

    private Comparison() {}

    /** True if the first argument equals one of the others. */
    static boolean equalsAny(@Nullable Object[] arguments) throws FunctionException {
        if (arguments.length == 1) {
            throw new FunctionException("missing argument for comparison");
        }
        for (int i = 1; i < arguments.length; i++) {
            if (areEqual(arguments[0], arguments[i])) {
                return true;
            }
        }
        return false;
    }

    static boolean isLess(@Nullable Object left, @Nullable Object right) throws FunctionException {
        Kind leftKind = ordered(left);
        Kind rightKind = ordered(right);
        if (left == null || right == null) {
            throw badType();
        }
        if (leftKind != rightKind) {
            if (leftKind == Kind.INT && rightKind == Kind.UINT) {
                long signed = GoType.toLong(left);
                return signed < 0 || Long.compareUnsigned(signed, GoType.toUnsigned(right)) < 0;
            }
            if (leftKind == Kind.UINT && rightKind == Kind.INT) {
                long signed = GoType.toLong(right);
                return signed >= 0 && Long.compareUnsigned(GoType.toUnsigned(left), signed) < 0;
            }
            throw incompatible(left, right);
        }
        return switch (leftKind) {
            case INT -> GoType.toLong(left) < GoType.toLong(right);
            case UINT -> Long.compareUnsigned(GoType.toUnsigned(left), GoType.toUnsigned(right)) < 0;
            case FLOAT -> ((Number) left).doubleValue() < ((Number) right).doubleValue();
            case STRING -> GoText.compare((String) left, (String) right) < 0;
            case INVALID, BOOL, COMPLEX, LIST, MAP, STRUCT, FUNCTION -> throw badType();
        };
    }

    static boolean isLessOrEqual(@Nullable Object left, @Nullable Object right) throws FunctionException {
        return isLess(left, right) || areEqual(left, right);
    }

    private static boolean areEqual(@Nullable Object left, @Nullable Object right) throws FunctionException {
        Kind leftKind = basic(left);
        Kind rightKind = basic(right);
        if (leftKind == rightKind) {
            return areEqualOfKind(leftKind, left, right);
        }
        if (left == null || right == null) {
            return false;
        }
        if (leftKind == Kind.INT && rightKind == Kind.UINT) {
            return GoType.toLong(left) >= 0 && GoType.toLong(left) == GoType.toUnsigned(right);
        }
        if (leftKind == Kind.UINT && rightKind == Kind.INT) {
            return GoType.toLong(right) >= 0 && GoType.toLong(right) == GoType.toUnsigned(left);
        }
        throw incompatible(left, right);
    }

    private static boolean areEqualOfKind(Kind kind, @Nullable Object left, @Nullable Object right)
            throws FunctionException {
        if (left == null || right == null) {
            return left == null && right == null;
        }
        return switch (kind) {
            case INT -> GoType.toLong(left) == GoType.toLong(right);
            case UINT -> GoType.toUnsigned(left) == GoType.toUnsigned(right);
            case FLOAT -> ((Number) left).doubleValue() == ((Number) right).doubleValue();
            case BOOL, STRING, COMPLEX -> Objects.equals(left, right);
            case INVALID, LIST, MAP, STRUCT, FUNCTION -> areEqualComposites(left, right);
        };
    }

    private static boolean areEqualComposites(Object left, Object right) throws FunctionException {
        Kind leftKind = GoType.of(left).kind();
        if (leftKind != GoType.of(right).kind()) {
            throw new FunctionException("non-comparable types " + shown(left) + ": " + GoType.nameOf(left) + ", "
                    + GoType.nameOf(right) + ": " + GoFormat.value(right));
        }
        if (leftKind != Kind.STRUCT) {
            throw new FunctionException("non-comparable type " + shown(right) + ": " + GoType.nameOf(right));
        }
        return Objects.equals(left, right);
    }

    private static String shown(Object value) {
        return GoFormat.sprintf("%s", value);
    }

    /** The kind for comparing: what has no order or equality of its own counts as one. */
    private static Kind basic(@Nullable Object value) {
        Kind kind = GoType.of(value).kind();
        return switch (kind) {
            case BOOL, INT, UINT, FLOAT, COMPLEX, STRING -> kind;
            case INVALID, LIST, MAP, STRUCT, FUNCTION -> Kind.INVALID;
        };
    }

    private static Kind ordered(@Nullable Object value) throws FunctionException {
        Kind kind = basic(value);
        if (kind == Kind.INVALID) {
            throw badType();
        }
        return kind;
    }

    private static FunctionException badType() {
        return new FunctionException("invalid type for comparison");
    }

    private static FunctionException incompatible(Object left, Object right) {
        return new FunctionException(
                "incompatible types for comparison: " + GoType.nameOf(left) + " and " + GoType.nameOf(right));
    }
}
