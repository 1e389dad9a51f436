package io.hyperfleet.gotemplate;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which Go type a Java value stands for. */
enum GoType {
    NIL("<nil>", Kind.INVALID),
    BOOL("bool", Kind.BOOL),
    INT("int", Kind.INT),
    UINT64("uint64", Kind.UINT),
    UINT8("uint8", Kind.UINT),
    FLOAT32("float32", Kind.FLOAT),
    FLOAT64("float64", Kind.FLOAT),
    COMPLEX128("complex128", Kind.COMPLEX),
    STRING("string", Kind.STRING),
    BYTES("[]uint8", Kind.LIST),
    LIST("[]interface {}", Kind.LIST),
    STRING_MAP("map[string]interface {}", Kind.MAP),
    ANY_MAP("map[interface {}]interface {}", Kind.MAP),
    TIME("time.Time", Kind.STRUCT),
    DURATION("time.Duration", Kind.INT),
    MONTH("time.Month", Kind.INT),
    WEEKDAY("time.Weekday", Kind.INT),
    /** A type of constants; each has its own name. */
    ENUM("int", Kind.INT),
    FUNCTION("func", Kind.FUNCTION),
    /** A Java object without a Go counterpart: its own text, no fields. */
    FOREIGN("struct", Kind.STRUCT);

    /** What a type is made of; operators care for this only. */
    enum Kind {
        INVALID,
        BOOL,
        INT,
        UINT,
        FLOAT,
        COMPLEX,
        STRING,
        LIST,
        MAP,
        STRUCT,
        FUNCTION
    }

    private final String goName;
    private final Kind kind;

    GoType(String goName, Kind kind) {
        this.goName = goName;
        this.kind = kind;
    }

    String goName() {
        return goName;
    }

    Kind kind() {
        return kind;
    }

    static GoType of(@Nullable Object value) {
        return switch (value) {
            case null -> NIL;
            case String _ -> STRING;
            case Long _, Integer _, Short _, Byte _ -> INT;
            case Double _ -> FLOAT64;
            case Boolean _ -> BOOL;
            case List<?> _ -> LIST;
            case Map<?, ?> map -> hasOnlyTexts(map) ? STRING_MAP : ANY_MAP;
            case ZonedDateTime _, OffsetDateTime _ -> TIME;
            case Duration _ -> DURATION;
            case Uint64 _ -> UINT64;
            case Uint8 _ -> UINT8;
            case Float _ -> FLOAT32;
            case byte[] _ -> BYTES;
            case Complex _ -> COMPLEX128;
            case Month _ -> MONTH;
            case DayOfWeek _ -> WEEKDAY;
            case GoEnum _ -> ENUM;
            case GoFunction _ -> FUNCTION;
            default -> FOREIGN;
        };
    }

    /** The type's name in messages and for {@code %T}. */
    static String nameOf(@Nullable Object value) {
        GoType type = of(value);
        return switch (value) {
            case GoEnum constant -> constant.type();
            case Object object when type == FOREIGN -> object.getClass().getSimpleName();
            case null, default -> type.goName;
        };
    }

    /** Go's truth: false for nil, false, zero and the empty. */
    static boolean isTrue(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean flag -> flag;
            case String text -> !text.isEmpty();
            case List<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            case byte[] bytes -> bytes.length > 0;
            case Double number -> number != 0;
            case Float number -> number != 0;
            case Duration duration -> !duration.isZero();
            case Complex complex -> complex.real() != 0 || complex.imaginary() != 0;
            default -> !isZeroInteger(value);
        };
    }

    /** The value of anything of kind INT. */
    static long toLong(Object value) {
        return switch (value) {
            case Duration duration -> GoDuration.nanos(duration);
            case Month month -> month.getValue();
            case DayOfWeek day -> day.getValue() % 7;
            case GoEnum constant -> constant.number();
            default -> ((Number) value).longValue();
        };
    }

    /** The bits of anything of kind UINT. */
    static long toUnsigned(Object value) {
        return value instanceof Uint8 small ? small.value() : ((Uint64) value).bits();
    }

    /** An integer of a Go type made of integers, such as the counter of a range over a duration. */
    Object ofLong(long value) {
        return switch (this) {
            case DURATION -> Duration.ofNanos(value);
            case UINT64 -> new Uint64(value);
            case UINT8 -> new Uint8((int) value);
            case MONTH -> value == 0 ? new GoEnum(goName, 0, "%!Month(0)") : Month.of((int) value);
            case WEEKDAY -> DayOfWeek.of(value == 0 ? 7 : (int) value);
            default -> value;
        };
    }

    private static boolean isZeroInteger(Object value) {
        return switch (of(value).kind) {
            case INT -> toLong(value) == 0;
            case UINT -> toUnsigned(value) == 0;
            case INVALID, BOOL, FLOAT, COMPLEX, STRING, LIST, MAP, STRUCT, FUNCTION -> false;
        };
    }

    private static boolean hasOnlyTexts(Map<?, ?> map) {
        for (Object key : map.keySet()) {
            if (!(key instanceof String)) {
                return false;
            }
        }
        return true;
    }
}
