package io.hyperfleet.adapter.engine.expression.cel;

import io.hyperfleet.adapter.engine.value.Rfc3339;
import io.hyperfleet.gotemplate.GoDuration;
import io.hyperfleet.gotemplate.GoFormat;
import io.hyperfleet.gotemplate.GoNumbers;
import io.hyperfleet.gotemplate.GoText;
import io.hyperfleet.gotemplate.Parsed;
import io.hyperfleet.gotemplate.Uint64;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The functions named like types, and {@code type} itself. */
final class Conversions {

    private static final Pattern TIME_FORM = Pattern.compile("\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])[Tt]"
            + "([01]\\d|2[0-3]):[0-5]\\d:([0-5]\\d|60)(\\.\\d+)?([Zz]|[+-]([01]\\d|2[0-3]):[0-5]\\d)");

    private Conversions() {}

    static void addTo(FunctionTable table) {
        table.add("bool", (frame, arguments) -> one(arguments) ? toBool(arguments[0]) : Function.NO_OVERLOAD);
        table.add("bytes", (frame, arguments) -> {
            frame.spend(one(arguments) && arguments[0] instanceof String text ? text.length() : 0);
            return one(arguments) ? toBytes(arguments[0]) : Function.NO_OVERLOAD;
        });
        table.add("double", (frame, arguments) -> one(arguments) ? toDouble(arguments[0]) : Function.NO_OVERLOAD);
        table.add("duration", (frame, arguments) -> one(arguments) ? toDuration(arguments[0]) : Function.NO_OVERLOAD);
        table.add("int", (frame, arguments) -> one(arguments) ? toInt(arguments[0]) : Function.NO_OVERLOAD);
        table.add("string", (frame, arguments) -> one(arguments) ? toText(arguments[0]) : Function.NO_OVERLOAD);
        table.add("timestamp", (frame, arguments) -> one(arguments) ? toTime(arguments[0]) : Function.NO_OVERLOAD);
        table.add("uint", (frame, arguments) -> one(arguments) ? toUint(arguments[0]) : Function.NO_OVERLOAD);
        table.add("dyn", 1, (frame, arguments) -> arguments[0]);
        table.add("type", 1, (frame, arguments) -> CelType.of(arguments[0]));
    }

    private static boolean one(@Nullable Object[] arguments) {
        return arguments.length == 1;
    }

    private static Object toBool(@Nullable Object value) {
        return switch (value) {
            case Boolean bool -> bool;
            case String text -> parsed(GoNumbers.parseBool(text), text, CelType.BOOL);
            case null, default -> Function.NO_OVERLOAD;
        };
    }

    private static Object parsed(Parsed<?> parsed, String text, CelType target) {
        Object value = parsed.value();
        return parsed.isValid() && value != null ? value : CelError.conversion(text, target);
    }

    private static Object toBytes(@Nullable Object value) {
        return switch (value) {
            case byte[] bytes -> bytes;
            case String text -> GoText.bytes(text);
            case null, default -> Function.NO_OVERLOAD;
        };
    }

    private static Object toDouble(@Nullable Object value) {
        return switch (value) {
            case Double number -> number;
            case Long number -> number.doubleValue();
            case Uint64 number -> number.doubleValue();
            case String text -> parsed(GoNumbers.parseFloat(text), text, CelType.DOUBLE);
            case null, default -> Function.NO_OVERLOAD;
        };
    }

    private static Object toDuration(@Nullable Object value) {
        return switch (value) {
            case Duration duration -> duration;
            case String text -> parsed(GoDuration.parse(text), text, CelType.DURATION);
            case null, default -> Function.NO_OVERLOAD;
        };
    }

    private static Object toInt(@Nullable Object value) {
        return switch (value) {
            case Long number -> number;
            case Double number -> Math.abs(number) < 0x1p63 ? (Object) number.longValue() : CelError.INTEGER_OVERFLOW;
            case Uint64 number -> number.fitsLong() ? (Object) number.bits() : CelError.INTEGER_OVERFLOW;
            case String text -> parsed(GoNumbers.parseInt(text, 10, Long.SIZE), text, CelType.INT);
            case OffsetDateTime time -> time.toEpochSecond();
            case Duration duration -> duration.toNanos();
            case null, default -> Function.NO_OVERLOAD;
        };
    }

    private static Object toUint(@Nullable Object value) {
        return switch (value) {
            case Uint64 number -> number;
            case Long number -> number < 0 ? CelError.UNSIGNED_OVERFLOW : new Uint64(number);
            case Double number ->
                number >= 0 && number < 0x1p64
                        ? new Uint64(new BigDecimal(number).toBigInteger().longValue())
                        : CelError.UNSIGNED_OVERFLOW;
            case String text -> parsed(GoNumbers.parseUint(text, 10), text, CelType.UINT);
            case null, default -> Function.NO_OVERLOAD;
        };
    }

    private static Object toTime(@Nullable Object value) {
        return switch (value) {
            case OffsetDateTime time -> time;
            case Long seconds -> ofEpochSecond(seconds);
            case String text -> parseTime(text);
            case null, default -> Function.NO_OVERLOAD;
        };
    }

    private static Object ofEpochSecond(long seconds) {
        if (Math.abs(seconds) > Instant.MAX.getEpochSecond()) {
            return CelError.TIMESTAMP_OVERFLOW;
        }
        Instant instant = Instant.ofEpochSecond(seconds);
        if (instant.isBefore(Times.FIRST) || instant.isAfter(Times.LAST)) {
            return CelError.TIMESTAMP_OVERFLOW;
        }
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** A text that has not even the form is told apart from one that names no moment, such as February 30. */
    private static Object parseTime(String text) {
        if (!TIME_FORM.matcher(text).matches()) {
            return new CelError("invalid RFC 3339 timestamp " + GoFormat.quote(text));
        }
        OffsetDateTime time = Rfc3339.parse(text).orElse(null);
        if (time == null) {
            return CelError.conversion(text, CelType.TIMESTAMP);
        }
        return Times.inRange(time) ? time : CelError.TIMESTAMP_OVERFLOW;
    }

    private static Object toText(@Nullable Object value) {
        return switch (value) {
            case String text -> text;
            case Boolean bool -> bool.toString();
            case Long number -> number.toString();
            case Uint64 number -> number.toString();
            case Double number -> GoFormat.value(number);
            case byte[] bytes -> decode(bytes);
            case OffsetDateTime time -> Rfc3339.format(time);
            case Duration duration -> seconds(duration);
            case null, default -> Function.NO_OVERLOAD;
        };
    }

    private static Object decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException invalid) {
            return new CelError("invalid UTF-8 in bytes, cannot convert to string");
        }
    }

    /** A duration in seconds, as CEL writes it: {@code 90s}, {@code 0.5s}. */
    static String seconds(Duration duration) {
        return GoNumbers.formatFloat(duration.toNanos() / 1e9, 'f', -1, Double.SIZE) + "s";
    }
}
