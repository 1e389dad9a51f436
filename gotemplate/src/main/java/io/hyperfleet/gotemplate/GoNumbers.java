package io.hyperfleet.gotemplate;

import java.math.BigInteger;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as Go's {@code strconv} reads and writes them. */
public final class GoNumbers {

    private static final BigInteger UINT64_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private GoNumbers() {}

    /**
     * {@code strconv.FormatFloat}.
     *
     * @param verb one of {@code b e E f g G x X}
     * @param precision digits, or -1 for the fewest that read back as the same number
     * @param bits 32 or 64
     */
    public static String formatFloat(double value, char verb, int precision, int bits) {
        return FloatFormat.format(value, verb, precision, bits);
    }

    /**
     * {@code strconv.ParseInt}. Out of range gives the nearest limit beside the error.
     *
     * @param base 2 to 36, or 0 to take it from the prefix ({@code 0x}, {@code 0o}, {@code 0b}, {@code 0})
     * @param bits 8 to 64
     */
    public static Parsed<Long> parseInt(String text, int base, int bits) {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        BigInteger magnitude = magnitude(digits, base);
        if (magnitude == null) {
            return new Parsed<>(0L, syntaxError("ParseInt", text));
        }
        BigInteger value = negative ? magnitude.negate() : magnitude;
        if (value.bitLength() >= bits) {
            long limit = negative ? -1L << (bits - 1) : ~(-1L << (bits - 1));
            return new Parsed<>(limit, rangeError("ParseInt", text));
        }
        return Parsed.of(value.longValue());
    }

    /** {@code strconv.ParseUint} with 64 bits; see {@link #parseInt}. */
    public static Parsed<Uint64> parseUint(String text, int base) {
        BigInteger magnitude = magnitude(text, base);
        if (magnitude == null) {
            return new Parsed<>(new Uint64(0), syntaxError("ParseUint", text));
        }
        if (magnitude.compareTo(UINT64_MAX) > 0) {
            return new Parsed<>(new Uint64(-1), rangeError("ParseUint", text));
        }
        return Parsed.of(new Uint64(magnitude.longValue()));
    }

    /** {@code strconv.ParseFloat} with 64 bits. Out of range gives an infinity beside the error. */
    public static Parsed<Double> parseFloat(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String unsigned = signed ? text.substring(1) : text;
        double sign = text.startsWith("-") ? -1 : 1;
        switch (unsigned.toLowerCase(Locale.ROOT)) {
            case "inf", "infinity" -> {
                return Parsed.of(sign * Double.POSITIVE_INFINITY);
            }
            case "nan" -> {
                return signed ? new Parsed<>(0.0, syntaxError("ParseFloat", text)) : Parsed.of(Double.NaN);
            }
            default -> {
                // a number, read below
            }
        }
        if (!FloatSyntax.isFloat(unsigned)) {
            return new Parsed<>(0.0, syntaxError("ParseFloat", text));
        }
        double value = sign * Double.parseDouble(unsigned.replace("_", ""));
        return Double.isInfinite(value) ? new Parsed<>(value, rangeError("ParseFloat", text)) : Parsed.of(value);
    }

    /** {@code strconv.ParseBool}. */
    public static Parsed<Boolean> parseBool(String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> Parsed.of(true);
            case "0", "f", "F", "false", "FALSE", "False" -> Parsed.of(false);
            default -> new Parsed<>(false, syntaxError("ParseBool", text));
        };
    }

    private static String syntaxError(String function, String text) {
        return "strconv." + function + ": parsing " + GoQuote.quote(text, false) + ": invalid syntax";
    }

    private static String rangeError(String function, String text) {
        return "strconv." + function + ": parsing " + GoQuote.quote(text, false) + ": value out of range";
    }

    /** The number without sign, null if the syntax is wrong. */
    private static @Nullable BigInteger magnitude(String text, int base) {
        int radix = base;
        String digits = text;
        if (base == 0) {
            radix = prefixRadix(text);
            digits = text.substring(prefixLength(text, radix));
            if (text.indexOf('_') >= 0) {
                if (!FloatSyntax.underscoresSeparateDigits(text)) {
                    return null;
                }
                digits = digits.replace("_", "");
            }
        }
        if (digits.isEmpty()) {
            return null;
        }
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c >= 0x80 || Character.digit(c, radix) < 0) {
                return null;
            }
        }
        return new BigInteger(digits, radix);
    }

    private static int prefixRadix(String text) {
        if (text.length() < 2 || text.charAt(0) != '0') {
            return 10;
        }
        return switch (text.charAt(1)) {
            case 'x', 'X' -> text.length() > 2 ? 16 : 8;
            case 'b', 'B' -> text.length() > 2 ? 2 : 8;
            default -> 8;
        };
    }

    private static int prefixLength(String text, int radix) {
        if (radix == 10) {
            return 0;
        }
        boolean letter = text.length() > 2 && "xXbBoO".indexOf(text.charAt(1)) >= 0;
        return letter ? 2 : 1;
    }
}
