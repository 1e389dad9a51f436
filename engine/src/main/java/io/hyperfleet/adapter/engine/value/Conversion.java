package io.hyperfleet.adapter.engine.value;

import io.hyperfleet.gotemplate.GoFormat;
import io.hyperfleet.gotemplate.GoNumbers;
import io.hyperfleet.gotemplate.Parsed;
import io.hyperfleet.gotemplate.Uint64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Converts params to their declared type. The tables are those of the original program, but a double that an integer
 * cannot hold is an error instead of an arbitrary value. A text that names such a number gives the smallest integer.
 */
public final class Conversion {

    private static final double LONG_LIMIT = 0x1p63;

    private Conversion() {}

    /** What a conversion came to. */
    public sealed interface Converted {

        record Value(@Nullable Object value) implements Converted {}

        /** The reason without the name of the param, for example {@code cannot convert string 'abc' to int}. */
        record Impossible(String reason) implements Converted {}
    }

    /**
     * @param type one of {@code string int int64 float float64 bool}; any other is impossible
     */
    public static Converted convert(@Nullable Object value, String type) {
        return switch (type) {
            case "string" -> new Converted.Value(toText(value));
            case "int", "int64" -> toInteger(value);
            case "float", "float64" -> toDouble(value);
            case "bool" -> toBool(value);
            default ->
                new Converted.Impossible(
                        "unsupported type: " + type + " (supported: string, int, int64, float, float64, bool)");
        };
    }

    private static String toText(@Nullable Object value) {
        return switch (value) {
            case String text -> text;
            case Double number -> GoNumbers.formatFloat(number, 'f', -1, Double.SIZE);
            case null, default -> GoFormat.value(value);
        };
    }

    private static Converted toInteger(@Nullable Object value) {
        return switch (value) {
            case Long number -> new Converted.Value(number);
            case Boolean bool -> new Converted.Value(bool ? 1L : 0L);
            case Double number when fitsLong(number) -> new Converted.Value(number.longValue());
            case Double number ->
                new Converted.Impossible("cannot convert " + GoFormat.value(number) + " to int: value out of range");
            case Uint64 number when number.fitsLong() -> new Converted.Value(number.bits());
            case Uint64 number -> new Converted.Impossible("uint64 value " + number + " overflows int64");
            case String text -> parseInteger(text);
            case null, default -> new Converted.Impossible("cannot convert " + GoFormat.typeName(value) + " to int");
        };
    }

    private static Converted parseInteger(String text) {
        Parsed<Long> integer = GoNumbers.parseInt(text, 10, Long.SIZE);
        if (integer.isValid()) {
            return new Converted.Value(integer.value());
        }
        Parsed<Double> number = GoNumbers.parseFloat(text);
        return number.isValid()
                ? new Converted.Value(fitsLong(number.value()) ? number.value().longValue() : Long.MIN_VALUE)
                : new Converted.Impossible("cannot convert string '" + text + "' to int");
    }

    private static boolean fitsLong(double number) {
        return number >= -LONG_LIMIT && number < LONG_LIMIT;
    }

    private static Converted toDouble(@Nullable Object value) {
        return switch (value) {
            case Double number -> new Converted.Value(number);
            case Boolean bool -> new Converted.Value(bool ? 1.0 : 0.0);
            case Long number -> new Converted.Value(number.doubleValue());
            case Uint64 number -> new Converted.Value(number.doubleValue());
            case String text -> parseDouble(text);
            case null, default -> new Converted.Impossible("cannot convert " + GoFormat.typeName(value) + " to float");
        };
    }

    private static Converted parseDouble(String text) {
        Parsed<Double> number = GoNumbers.parseFloat(text);
        return number.isValid()
                ? new Converted.Value(number.value())
                : new Converted.Impossible("cannot convert string '" + text + "' to float: " + number.error());
    }

    private static Converted toBool(@Nullable Object value) {
        return switch (value) {
            case Boolean bool -> new Converted.Value(bool);
            case Long number -> new Converted.Value(number != 0);
            case Double number -> new Converted.Value(number != 0);
            case Uint64 number -> new Converted.Value(number.bits() != 0);
            case String text -> parseBool(text);
            case null, default -> new Converted.Impossible("cannot convert " + GoFormat.typeName(value) + " to bool");
        };
    }

    private static Converted parseBool(String text) {
        Parsed<Boolean> bool = GoNumbers.parseBool(text);
        if (bool.isValid()) {
            return new Converted.Value(bool.value());
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "y", "on" -> new Converted.Value(true);
            case "", "no", "n", "off" -> new Converted.Value(false);
            default -> new Converted.Impossible("cannot convert string '" + text + "' to bool");
        };
    }
}
