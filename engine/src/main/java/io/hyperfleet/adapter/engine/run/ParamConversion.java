package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.gotemplate.GoFormat;
import io.hyperfleet.gotemplate.GoNumbers;
import io.hyperfleet.gotemplate.Parsed;
import io.hyperfleet.gotemplate.Uint64;
import java.util.Locale;

/** Converts the value of a param to the type the task asks for. Nothing is trimmed, nothing is cut off silently. */
final class ParamConversion {

    private static final double TWO_TO_63 = 0x1p63;

    private ParamConversion() {}

    /** What converting came to. */
    sealed interface Converted {

        record Value(Object value) implements Converted {}

        record Impossible(String reason) implements Converted {}
    }

    /**
     * @param type {@code string}, {@code int}, {@code int64}, {@code float}, {@code float64} or {@code bool}
     */
    static Converted convert(Object value, String type) {
        return switch (type) {
            case "string" -> new Converted.Value(text(value));
            case "int", "int64" -> integer(value);
            case "float", "float64" -> floating(value);
            case "bool" -> bool(value);
            default ->
                new Converted.Impossible("unsupported type: " + type
                        + " (supported: string, int, int64, float, float64, bool)");
        };
    }

    /** Doubles are written without an exponent, everything else as templates print it. */
    private static String text(Object value) {
        return value instanceof Double number ? GoNumbers.formatFloat(number, 'f', -1, 64) : GoFormat.value(value);
    }

    private static Converted integer(Object value) {
        return switch (value) {
            case Long number -> new Converted.Value(number);
            case Uint64 number when number.fitsLong() -> new Converted.Value(number.bits());
            case Uint64 number -> new Converted.Impossible("uint64 value " + number + " overflows int64");
            case Boolean bool -> new Converted.Value(bool ? 1L : 0L);
            case Double number ->
                isLong(number)
                        ? new Converted.Value(number.longValue())
                        : new Converted.Impossible("cannot convert " + text(number) + " to int: out of range");
            case String text -> integer(text);
            default -> impossible(value, "int");
        };
    }

    /** A text with a fraction or an exponent is read as a double and truncated. */
    private static Converted integer(String text) {
        Parsed<Long> whole = GoNumbers.parseInt(text, 10, 64);
        if (whole.isValid()) {
            return new Converted.Value(whole.value());
        }
        Parsed<Double> number = GoNumbers.parseFloat(text);
        return number.isValid() && isLong(number.value())
                ? new Converted.Value(number.value().longValue())
                : new Converted.Impossible("cannot convert string '" + text + "' to int");
    }

    private static boolean isLong(double number) {
        return number >= -TWO_TO_63 && number < TWO_TO_63;
    }

    private static Converted floating(Object value) {
        return switch (value) {
            case Double number -> new Converted.Value(number);
            case Long number -> new Converted.Value(number.doubleValue());
            case Uint64 number -> new Converted.Value(number.doubleValue());
            case Boolean bool -> new Converted.Value(bool ? 1.0 : 0.0);
            case String text -> {
                Parsed<Double> number = GoNumbers.parseFloat(text);
                yield number.isValid()
                        ? new Converted.Value(number.value())
                        : new Converted.Impossible("cannot convert string '" + text + "' to float: " + number.error());
            }
            default -> impossible(value, "float");
        };
    }

    private static Converted bool(Object value) {
        return switch (value) {
            case Boolean bool -> new Converted.Value(bool);
            case Long number -> new Converted.Value(number != 0);
            case Uint64 number -> new Converted.Value(number.bits() != 0);
            case Double number -> new Converted.Value(number != 0);
            case String text -> bool(text);
            default -> impossible(value, "bool");
        };
    }

    private static Converted bool(String text) {
        Parsed<Boolean> parsed = GoNumbers.parseBool(text);
        if (parsed.isValid()) {
            return new Converted.Value(parsed.value());
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "y", "on", "1" -> new Converted.Value(true);
            case "no", "n", "off", "0", "" -> new Converted.Value(false);
            default -> new Converted.Impossible("cannot convert string '" + text + "' to bool");
        };
    }

    private static Converted impossible(Object value, String type) {
        return new Converted.Impossible("cannot convert " + GoFormat.typeName(value) + " to " + type);
    }
}
