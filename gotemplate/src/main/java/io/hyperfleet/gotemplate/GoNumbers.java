package io.hyperfleet.gotemplate;

import java.util.Locale;

/** Numbers as Go's {@code strconv} reads and writes them. */
public final class GoNumbers {

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
        Magnitude magnitude = Magnitude.of(negative || text.startsWith("+") ? text.substring(1) : text, base);
        if (magnitude instanceof Magnitude.Malformed) {
            return new Parsed<>(0L, syntaxError("ParseInt", text));
        }
        long limit = negative ? -1L << (bits - 1) : ~(-1L << (bits - 1));
        if (magnitude instanceof Magnitude.Fits fits) {
            long value = negative ? -fits.bits() : fits.bits();
            boolean inRange = Long.compareUnsigned(fits.bits(), negative ? -limit : limit) <= 0;
            if (inRange) {
                return Parsed.of(value);
            }
        }
        return new Parsed<>(limit, rangeError("ParseInt", text));
    }

    /** {@code strconv.ParseUint} with 64 bits; see {@link #parseInt}. */
    public static Parsed<Uint64> parseUint(String text, int base) {
        return switch (Magnitude.of(text, base)) {
            case Magnitude.Fits fits -> Parsed.of(new Uint64(fits.bits()));
            case Magnitude.Malformed _ -> new Parsed<>(new Uint64(0), syntaxError("ParseUint", text));
            case Magnitude.TooLarge _ -> new Parsed<>(new Uint64(-1), rangeError("ParseUint", text));
        };
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
}
