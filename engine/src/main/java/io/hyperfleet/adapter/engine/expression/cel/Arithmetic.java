package io.hyperfleet.adapter.engine.expression.cel;

import io.hyperfleet.gotemplate.Uint64;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code + - * / %} and negation. Kinds are never mixed; whatever overflows is an error. */
final class Arithmetic {

    private static final BigInteger UINT_LIMIT = BigInteger.ONE.shiftLeft(64);

    private Arithmetic() {}

    static void addTo(FunctionTable table) {
        table.add("_+_", 2, (frame, arguments) -> plus(frame, arguments[0], arguments[1]));
        table.add("_-_", 2, (frame, arguments) -> guarded(() -> minus(arguments[0], arguments[1])));
        table.add("_*_", 2, (frame, arguments) -> times(arguments[0], arguments[1]));
        table.add("_/_", 2, (frame, arguments) -> divide(arguments[0], arguments[1]));
        table.add("_%_", 2, (frame, arguments) -> modulo(arguments[0], arguments[1]));
        table.add("-_", 1, (frame, arguments) -> negate(arguments[0]));
        table.add(
                "!_",
                1,
                (frame, arguments) -> arguments[0] instanceof Boolean bool ? !bool : CelError.NO_SUCH_OVERLOAD);
    }

    private interface Operation {

        Object run();
    }

    private static Object guarded(Operation operation) {
        try {
            return operation.run();
        } catch (DateTimeException | ArithmeticException outOfRange) {
            return CelError.INTEGER_OVERFLOW;
        }
    }

    /** Appends to a list or text, charging for what is copied. */
    private static Object plus(Frame frame, @Nullable Object left, @Nullable Object right) {
        return switch (left) {
            case String text
            when right instanceof String other -> {
                frame.spend((long) text.length() + other.length());
                yield text + other;
            }
            case List<?> list
            when right instanceof List<?> other -> {
                frame.spend((long) list.size() + other.size());
                yield concatenate(list, other);
            }
            case byte[] bytes
            when right instanceof byte[] other -> {
                frame.spend((long) bytes.length + other.length);
                byte[] result = Arrays.copyOf(bytes, bytes.length + other.length);
                System.arraycopy(other, 0, result, bytes.length, other.length);
                yield result;
            }
            case null, default -> guarded(() -> sum(left, right));
        };
    }

    private static List<@Nullable Object> concatenate(List<?> left, List<?> right) {
        List<@Nullable Object> result = new ArrayList<>(left.size() + right.size());
        result.addAll(left);
        result.addAll(right);
        return result;
    }

    private static Object sum(@Nullable Object left, @Nullable Object right) {
        return switch (left) {
            case Long number when right instanceof Long other -> Math.addExact(number, other);
            case Double number when right instanceof Double other -> number + other;
            case Uint64 number
            when right instanceof Uint64 other -> unsigned(number.toBigInteger().add(other.toBigInteger()));
            case Duration duration when right instanceof Duration other -> Times.checked(duration.plus(other));
            case Duration duration when right instanceof OffsetDateTime time -> Times.plus(time, duration);
            case OffsetDateTime time when right instanceof Duration duration -> Times.plus(time, duration);
            case String _ -> CelError.NO_SUCH_OVERLOAD;
            case List<?> _ -> CelError.NO_SUCH_OVERLOAD;
            case byte[] bytes -> CelError.NO_SUCH_OVERLOAD;
            case null, default -> mismatch("_+_", left, true);
        };
    }

    private static Object minus(@Nullable Object left, @Nullable Object right) {
        return switch (left) {
            case Long number when right instanceof Long other -> Math.subtractExact(number, other);
            case Double number when right instanceof Double other -> number - other;
            case Uint64 number
            when right instanceof Uint64 other -> unsigned(number.toBigInteger().subtract(other.toBigInteger()));
            case Duration duration when right instanceof Duration other -> Times.checked(duration.minus(other));
            case OffsetDateTime time when right instanceof Duration duration -> Times.plus(time, duration.negated());
            case OffsetDateTime time
            when right instanceof OffsetDateTime other -> Times.checked(Duration.between(other, time));
            case null, default -> mismatch("_-_", left, true);
        };
    }

    private static Object times(@Nullable Object left, @Nullable Object right) {
        return switch (left) {
            case Long number when right instanceof Long other -> guarded(() -> Math.multiplyExact(number, other));
            case Double number when right instanceof Double other -> number * other;
            case Uint64 number
            when right instanceof Uint64 other -> unsigned(number.toBigInteger().multiply(other.toBigInteger()));
            case null, default -> mismatch("_*_", left, false);
        };
    }

    private static Object divide(@Nullable Object left, @Nullable Object right) {
        return switch (left) {
            case Long number
            when right instanceof Long other -> {
                if (other == 0) {
                    yield new CelError("division by zero");
                }
                yield number == Long.MIN_VALUE && other == -1 ? CelError.INTEGER_OVERFLOW : (Object) (number / other);
            }
            case Double number when right instanceof Double other -> number / other;
            case Uint64 number
            when right instanceof Uint64 other ->
                other.bits() == 0
                        ? new CelError("division by zero")
                        : new Uint64(Long.divideUnsigned(number.bits(), other.bits()));
            case null, default -> mismatch("_/_", left, false);
        };
    }

    private static Object modulo(@Nullable Object left, @Nullable Object right) {
        return switch (left) {
            case Long number
            when right instanceof Long other -> {
                if (other == 0) {
                    yield new CelError("modulus by zero");
                }
                yield number == Long.MIN_VALUE && other == -1 ? CelError.INTEGER_OVERFLOW : (Object) (number % other);
            }
            case Uint64 number
            when right instanceof Uint64 other ->
                other.bits() == 0
                        ? new CelError("modulus by zero")
                        : new Uint64(Long.remainderUnsigned(number.bits(), other.bits()));
            case Double _ -> CelError.noSuchOverload("_%_");
            case null, default -> mismatch("_%_", left, false);
        };
    }

    private static Object negate(@Nullable Object value) {
        return switch (value) {
            case Long number -> guarded(() -> Math.negateExact(number));
            case Double number -> -number;
            case Duration duration -> guarded(() -> Times.checked(duration.negated()));
            case Boolean _ -> CelError.NO_SUCH_OVERLOAD;
            case null, default -> Function.unsupported("-_", value);
        };
    }

    private static Object unsigned(BigInteger result) {
        return result.signum() < 0 || result.compareTo(UINT_LIMIT) >= 0
                ? CelError.UNSIGNED_OVERFLOW
                : new Uint64(result.longValue());
    }

    /** A left side that knows the operator complains of the right side; one that does not is named with the operator. */
    private static CelError mismatch(String operator, @Nullable Object left, boolean timesKnowIt) {
        return switch (left) {
            case Long _ -> CelError.NO_SUCH_OVERLOAD;
            case Double _ -> CelError.NO_SUCH_OVERLOAD;
            case Uint64 _ -> CelError.NO_SUCH_OVERLOAD;
            case OffsetDateTime time when timesKnowIt -> CelError.NO_SUCH_OVERLOAD;
            case Duration duration when timesKnowIt -> CelError.NO_SUCH_OVERLOAD;
            case null, default -> Function.unsupported(operator, left);
        };
    }
}
