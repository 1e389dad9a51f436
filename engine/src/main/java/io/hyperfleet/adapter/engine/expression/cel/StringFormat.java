package io.hyperfleet.adapter.engine.expression.cel;

import io.hyperfleet.adapter.engine.value.Numbers;
import io.hyperfleet.adapter.engine.value.Rfc3339;
import io.hyperfleet.gotemplate.GoNumbers;
import io.hyperfleet.gotemplate.GoText;
import io.hyperfleet.gotemplate.Uint64;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** CEL's {@code 'text %s'.format([…])} with its clauses {@code %s %d %f %e %b %x %X %o} and precisions. */
final class StringFormat {

    private static final int DEFAULT_PRECISION = 6;
    private static final int MAX_PRECISION = 1000;

    private final Frame frame;
    private final String pattern;
    private int position;

    private StringFormat(Frame frame, String pattern) {
        this.frame = frame;
        this.pattern = pattern;
    }

    /** The text, or a {@link CelError}. */
    static Object format(Frame frame, String pattern, List<?> values) {
        try {
            return new StringFormat(frame, pattern).format(values);
        } catch (FormatError e) {
            return new CelError(String.valueOf(e.getMessage()));
        }
    }

    /** A pattern or value that cannot be formatted; never leaves this class. */
    private static final class FormatError extends Exception {

        private static final long serialVersionUID = 1L;

        FormatError(String message) {
            super(message, null, false, false);
        }
    }

    private String format(List<?> values) throws FormatError {
        StringBuilder out = new StringBuilder();
        int next = 0;
        while (position < pattern.length()) {
            char c = pattern.charAt(position++);
            if (c != '%') {
                out.append(c);
            } else if (position < pattern.length() && pattern.charAt(position) == '%') {
                out.append('%');
                position++;
            } else if (next >= values.size()) {
                throw new FormatError("index " + next + " out of range");
            } else {
                String clause = clause(Values.adapt(values.get(next++)));
                frame.spend(clause.length());
                out.append(clause);
            }
        }
        return out.toString();
    }

    private String clause(@Nullable Object value) throws FormatError {
        if (position >= pattern.length()) {
            throw new FormatError("unexpected end of string");
        }
        int precision = precision();
        int verb = pattern.codePointAt(position);
        position += Character.charCount(verb);
        return switch (verb) {
            case 's' -> text(value);
            case 'd' -> decimal(value);
            case 'f' -> real(value, 'f', precision, "fixed-point");
            case 'e' -> real(value, 'e', precision, "scientific");
            case 'b' -> binary(value);
            case 'x' -> hexadecimal(value);
            case 'X' -> hexadecimal(value).toUpperCase(Locale.ROOT);
            case 'o' -> octal(value);
            default ->
                throw new FormatError("could not parse formatting clause: unrecognized formatting clause \""
                        + Character.toString(verb) + "\"");
        };
    }

    private int precision() throws FormatError {
        if (pattern.charAt(position) != '.') {
            return DEFAULT_PRECISION;
        }
        int start = ++position;
        while (position < pattern.length() && Character.digit(pattern.charAt(position), 10) >= 0) {
            position++;
        }
        if (position >= pattern.length()) {
            throw new FormatError("could not parse formatting clause: could not find end of precision specifier");
        }
        int precision = GoNumbers.parseInt(pattern.substring(start, position), 10, Integer.SIZE)
                .value()
                .intValue();
        if (precision > MAX_PRECISION) {
            throw new FormatError("could not parse formatting clause: precision exceeds " + MAX_PRECISION);
        }
        return precision;
    }

    private static FormatError refused(String what, @Nullable Object value) {
        return new FormatError("error during formatting: " + what + ", was given " + CelType.nameOf(value));
    }

    private String text(@Nullable Object value) throws FormatError {
        return switch (value) {
            case null -> "null";
            case String text -> text;
            case Boolean bool -> bool.toString();
            case Long number -> number.toString();
            case Uint64 number -> number.toString();
            case Double number -> plain(number);
            case byte[] bytes -> GoText.of(bytes);
            case Duration duration -> Conversions.seconds(duration);
            case OffsetDateTime time -> Rfc3339.format(time.withOffsetSameInstant(ZoneOffset.UTC));
            case CelType type -> type.name();
            case List<?> list -> listText(list);
            case Map<?, ?> map -> mapText(map);
            default ->
                throw refused(
                        "string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, "
                                + "durations, and timestamps",
                        value);
        };
    }

    private String listText(List<?> list) throws FormatError {
        frame.spend(list.size());
        StringBuilder out = new StringBuilder("[");
        for (Object element : list) {
            out.append(out.length() > 1 ? ", " : "").append(text(Values.adapt(element)));
        }
        return out.append(']').toString();
    }

    private String mapText(Map<?, ?> map) throws FormatError {
        frame.spend(map.size());
        TreeMap<String, String> entries = new TreeMap<>(GoText::compare);
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            entries.put(text(Values.adapt(entry.getKey())), text(Values.adapt(entry.getValue())));
        }
        return entries.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** Digits without exponent; what is no number by its name. */
    private static String plain(double number) {
        return notFinite(number) != null
                ? String.valueOf(notFinite(number))
                : GoNumbers.formatFloat(number, 'f', -1, Double.SIZE);
    }

    private static @Nullable String notFinite(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        return Double.isInfinite(number) ? number > 0 ? "Infinity" : "-Infinity" : null;
    }

    private static String decimal(@Nullable Object value) throws FormatError {
        return switch (value) {
            case Long number -> number.toString();
            case Uint64 number -> number.toString();
            case Double number -> plain(number);
            case null, default -> throw refused("decimal clause can only be used on ints, uints, and doubles", value);
        };
    }

    private static String real(@Nullable Object value, char verb, int precision, String name) throws FormatError {
        if (value == null || !Numbers.isNumber(value)) {
            throw refused(name + " clause can only be used on ints, uints, and doubles", value);
        }
        double number = Numbers.toDouble(value);
        String special = notFinite(number);
        return special != null ? special : GoNumbers.formatFloat(number, verb, precision, Double.SIZE);
    }

    private static String binary(@Nullable Object value) throws FormatError {
        return switch (value) {
            case Boolean bool -> bool ? "1" : "0";
            case Long number -> Long.toString(number, 2);
            case Uint64 number -> Long.toUnsignedString(number.bits(), 2);
            case null, default -> throw refused("only ints, uints, and bools can be formatted as binary", value);
        };
    }

    private static String octal(@Nullable Object value) throws FormatError {
        return switch (value) {
            case Long number -> Long.toString(number, 8);
            case Uint64 number -> Long.toUnsignedString(number.bits(), 8);
            case null, default -> throw refused("octal clause can only be used on ints and uints", value);
        };
    }

    private static String hexadecimal(@Nullable Object value) throws FormatError {
        return switch (value) {
            case Long number -> Long.toString(number, 16);
            case Uint64 number -> Long.toUnsignedString(number.bits(), 16);
            case String text -> HexFormat.of().formatHex(GoText.bytes(text));
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            case null, default -> throw refused("only ints, uints, bytes, and strings can be formatted as hex", value);
        };
    }
}
