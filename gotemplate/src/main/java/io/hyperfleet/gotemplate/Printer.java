package io.hyperfleet.gotemplate;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prints values as Go's {@code fmt} does, one verb at a time. Integral doubles are the one difference: {@code %v} prints
 * them as plain decimal digits, never with an exponent.
 */
final class Printer {

    /** The text has become longer than allowed. */
    static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLongException() {
            super("text too long", null, false, false);
        }
    }

    /** From here on Go prints integral doubles with an exponent. */
    private static final double FIRST_WITH_EXPONENT = 1e6;

    final Flags flags = new Flags();
    private final StringBuilder out;
    private final int longest;
    private boolean reportsBadVerb;

    /** Appends to {@code out}, which must not grow beyond {@code longest} characters. */
    Printer(StringBuilder out, int longest) {
        this.out = out;
        this.longest = longest;
    }

    /** {@code %v}. */
    static void appendValue(StringBuilder out, @Nullable Object value, int longest) {
        switch (value) {
            case String text -> out.append(text);
            case Long number -> out.append(number.longValue());
            case Boolean flag -> out.append(flag.booleanValue());
            case Double number when isShortInJava(number) -> appendShort(out, number);
            case null, default -> new Printer(out, longest).print(value, 'v');
        }
        if (out.length() > longest) {
            throw new TooLongException();
        }
    }

    /** True for the doubles that Java writes as Go does, apart from a final {@code .0}: neither needs an exponent. */
    private static boolean isShortInJava(double number) {
        double magnitude = Math.abs(number);
        return magnitude >= 1e-3 && magnitude < FIRST_WITH_EXPONENT;
    }

    private static void appendShort(StringBuilder out, double number) {
        if (number == (long) number) {
            out.append((long) number);
        } else {
            out.append(number);
        }
    }

    StringBuilder out() {
        return out;
    }

    /** Prints one argument with a verb and the flags set before. */
    void print(@Nullable Object value, int verb) {
        if (value == null) {
            if (verb == 'T' || verb == 'v') {
                flags.pad(out, "<nil>");
            } else {
                badVerb(null, verb);
            }
        } else if (verb == 'T') {
            string(value, GoType.nameOf(value), 's');
        } else if (verb == 'p') {
            pointer(value, verb);
        } else {
            printKnown(value, verb);
        }
        if (out.length() > longest) {
            throw new TooLongException();
        }
    }

    private void printKnown(Object value, int verb) {
        if (verb == 'w' && !(value instanceof byte[])) {
            // for wrapping errors; there are none here
            badVerb(value, verb);
            return;
        }
        switch (GoType.of(value)) {
            case NIL -> out.append("<nil>");
            case BOOL -> bool((Boolean) value, verb);
            case INT -> integer(value, GoType.toLong(value), false, verb);
            case UINT64, UINT8 -> integer(value, GoType.toUnsigned(value), true, verb);
            case FLOAT32 -> floating(value, ((Float) value).doubleValue(), 32, verb);
            case FLOAT64 -> floating(value, (Double) value, 64, verb);
            case COMPLEX128 -> complex((Complex) value, verb);
            case STRING -> string(value, (String) value, verb);
            case BYTES -> bytes((byte[]) value, verb, verb == 'w' ? GoType.BYTES.goName() : "[]byte");
            case LIST -> list((List<?>) value, verb);
            case STRING_MAP, ANY_MAP -> map((Map<?, ?>) value, verb);
            case TIME, DURATION, MONTH, WEEKDAY, ENUM, FOREIGN -> withText(value, verb);
            case FUNCTION -> pointer(value, verb);
        }
    }

    /** Types that have a text of their own; other verbs see what they are made of. */
    private void withText(Object value, int verb) {
        if (!reportsBadVerb) {
            if (flags.sharpV && GoType.of(value) == GoType.TIME) {
                string(value, GoTime.goString(GoTime.zoned(value)), 's');
                return;
            }
            if (!flags.sharpV && "vsxXq".indexOf(verb) >= 0) {
                string(value, textOf(value), verb);
                return;
            }
        }
        if (GoType.of(value).kind() == GoType.Kind.INT) {
            integer(value, GoType.toLong(value), false, verb);
        } else if (verb == 'v') {
            flags.pad(out, textOf(value));
        } else {
            badVerb(value, verb);
        }
    }

    private static String textOf(Object value) {
        return switch (value) {
            case ZonedDateTime _, OffsetDateTime _ -> GoTime.string(GoTime.zoned(value));
            case Duration duration -> GoDuration.format(duration);
            case Month month -> GoTime.name(month);
            case DayOfWeek day -> GoTime.name(day);
            default -> String.valueOf(value);
        };
    }

    private void bool(Boolean value, int verb) {
        if (verb == 't' || verb == 'v') {
            flags.pad(out, value.toString());
        } else {
            badVerb(value, verb);
        }
    }

    private void integer(Object value, long bits, boolean unsigned, int verb) {
        switch (verb) {
            case 'v' -> {
                if (flags.sharpV && unsigned) {
                    hexadecimal(bits);
                } else {
                    IntegerFormat.append(out, flags, bits, unsigned, 'd');
                }
            }
            case 'd', 'b', 'o', 'O', 'x', 'X' -> IntegerFormat.append(out, flags, bits, unsigned, (char) verb);
            case 'c' -> flags.pad(out, RuneFormat.character(bits));
            case 'q' -> flags.pad(out, GoQuote.quoteRune(bits, flags.plus));
            case 'U' -> flags.padWithBlanks(out, RuneFormat.unicode(bits, Math.max(4, flags.precision), flags.sharp));
            default -> badVerb(value, verb);
        }
    }

    private void hexadecimal(long bits) {
        boolean sharp = flags.sharp;
        flags.sharp = true;
        IntegerFormat.append(out, flags, bits, true, 'x');
        flags.sharp = sharp;
    }

    private void floating(Object value, double number, int bits, int verb) {
        switch (verb) {
            case 'v' -> {
                int precision = flags.precision;
                boolean large = Math.abs(number) >= FIRST_WITH_EXPONENT && number == Math.rint(number);
                boolean plain = large && !flags.sharpV;
                flags.precision = plain ? Flags.ABSENT : precision;
                FloatPadding.append(out, flags, number, bits, plain ? 'f' : 'g', -1);
                flags.precision = precision;
            }
            case 'b', 'g', 'G', 'x', 'X' -> FloatPadding.append(out, flags, number, bits, (char) verb, -1);
            case 'f', 'e', 'E' -> FloatPadding.append(out, flags, number, bits, (char) verb, 6);
            case 'F' -> FloatPadding.append(out, flags, number, bits, 'f', 6);
            default -> badVerb(value, verb);
        }
    }

    private void complex(Complex value, int verb) {
        if ("vbgGxXfFeE".indexOf(verb) < 0) {
            badVerb(value, verb);
            return;
        }
        boolean plus = flags.plus;
        out.append('(');
        floating(value, value.real(), 64, verb);
        flags.plus = true;
        floating(value, value.imaginary(), 64, verb);
        out.append("i)");
        flags.plus = plus;
    }

    private void string(Object value, String text, int verb) {
        switch (verb) {
            case 'v' -> {
                if (flags.sharpV) {
                    quoted(text);
                } else {
                    flags.pad(out, truncated(text));
                }
            }
            case 's' -> flags.pad(out, truncated(text));
            case 'q' -> quoted(text);
            case 'x', 'X' -> hexadecimal(GoText.bytes(text), verb == 'X');
            default -> badVerb(value, verb);
        }
    }

    private void quoted(String text) {
        String shown = truncated(text);
        boolean back = flags.sharp && GoQuote.canBackquote(shown);
        flags.pad(out, back ? "`" + shown + "`" : GoQuote.quote(shown, flags.plus));
    }

    private String truncated(String text) {
        if (flags.precision == Flags.ABSENT || text.codePointCount(0, text.length()) <= flags.precision) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, flags.precision));
    }

    private void hexadecimal(byte[] bytes, boolean upper) {
        int length = flags.precision == Flags.ABSENT ? bytes.length : Math.min(bytes.length, flags.precision);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(flags.space && i > 0 ? " " : "");
            text.append(flags.sharp && (flags.space || i == 0) ? "0x" : "");
            text.append(Character.forDigit(bytes[i] >> 4 & 0xF, 16)).append(Character.forDigit(bytes[i] & 0xF, 16));
        }
        flags.pad(out, upper ? text.toString().toUpperCase(Locale.ROOT) : text.toString());
    }

    private void bytes(byte[] bytes, int verb, String typeName) {
        switch (verb) {
            case 's', 'q', 'x', 'X' -> string(bytes, GoText.of(bytes), verb);
            default -> {
                out.append(flags.sharpV ? typeName + "{" : "[");
                String separator = flags.sharpV ? ", " : " ";
                for (int i = 0; i < bytes.length; i++) {
                    out.append(i > 0 ? separator : "");
                    element(new Uint8(bytes[i] & 0xFF), verb);
                }
                out.append(flags.sharpV ? '}' : ']');
            }
        }
    }

    private void list(List<?> list, int verb) {
        out.append(flags.sharpV ? GoType.LIST.goName() + "{" : "[");
        String separator = flags.sharpV ? ", " : " ";
        boolean first = true;
        for (Object element : list) {
            out.append(first ? "" : separator);
            element(element, verb);
            first = false;
        }
        out.append(flags.sharpV ? '}' : ']');
    }

    private void map(Map<?, ?> map, int verb) {
        out.append(flags.sharpV ? GoType.nameOf(map) + "{" : "map[");
        String separator = flags.sharpV ? ", " : " ";
        boolean first = true;
        for (Map.Entry<?, ?> entry : GoMaps.sorted(map)) {
            out.append(first ? "" : separator);
            element(entry.getKey(), verb);
            out.append(':');
            element(entry.getValue(), verb);
            first = false;
        }
        out.append(flags.sharpV ? '}' : ']');
    }

    private void element(@Nullable Object value, int verb) {
        if (value == null) {
            out.append(flags.sharpV ? "interface {}(nil)" : "<nil>");
        } else if (verb == 'p') {
            pointer(value, verb);
        } else if (value instanceof byte[] bytes && verb != 'w') {
            // only at the top Go uses the type's other name
            bytes(bytes, verb, GoType.BYTES.goName());
        } else {
            printKnown(value, verb);
        }
        if (out.length() > longest) {
            throw new TooLongException();
        }
    }

    /** Go prints an address; ours is as good for telling objects apart, and as little use otherwise. */
    private void pointer(Object value, int verb) {
        switch (GoType.of(value).kind()) {
            case LIST, MAP, FUNCTION -> {
                if (verb == 'v' || verb == 'p') {
                    hexadecimal(System.identityHashCode(value));
                } else {
                    badVerb(value, verb);
                }
            }
            case INVALID, BOOL, INT, UINT, FLOAT, COMPLEX, STRING, STRUCT -> badVerb(value, verb);
        }
    }

    private void badVerb(@Nullable Object value, int verb) {
        out.append("%!").appendCodePoint(verb).append('(');
        if (value == null) {
            out.append("<nil>");
        } else {
            boolean before = reportsBadVerb;
            reportsBadVerb = true;
            out.append(GoType.nameOf(value)).append('=');
            printKnown(value, 'v');
            reportsBadVerb = before;
        }
        out.append(')');
    }
}
