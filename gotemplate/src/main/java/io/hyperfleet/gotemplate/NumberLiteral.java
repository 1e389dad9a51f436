package io.hyperfleet.gotemplate;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number in a template. Like an untyped constant in Go it has every value its text can stand for; the parameter it is
 * given to chooses.
 *
 * @param signed its value as an int, or null
 * @param unsigned its value as an unsigned integer, or null
 * @param floating its value as a double, or null
 * @param complex its value as a complex number if it was written as one, or null
 */
record NumberLiteral(
        String text,
        @Nullable Long signed,
        @Nullable Uint64 unsigned,
        @Nullable Double floating,
        @Nullable Complex complex) {

    private static final String FLOAT_MARKS = ".eEpP";
    private static final Pattern COMPLEX_PARTS = Pattern.compile("(.*[0-9a-fA-F_.])([+-].*)i");
    private static final double TWO_POW_63 = 0x1p63;

    /** Either a literal or what is wrong with its text. */
    record Result(@Nullable NumberLiteral literal, String error) {}

    /** A character constant such as {@code 'a'}: an integer. */
    static Result character(String text) {
        GoQuote.Unquoted first = GoQuote.unquoteCharacter(text, 1, '\'');
        if (first == null) {
            return new Result(null, "invalid syntax");
        }
        if (first.end() != text.length() - 1) {
            return new Result(null, "malformed character constant: " + text);
        }
        long value = first.value();
        return literal(text, value, new Uint64(value), (double) value);
    }

    /** The sum of a real and an imaginary number, such as {@code 1+2i}. */
    static Result complex(String text) {
        Matcher parts = COMPLEX_PARTS.matcher(text);
        if (!parts.matches()) {
            return new Result(null, "syntax error scanning complex number");
        }
        Parsed<Double> real = GoNumbers.parseFloat(parts.group(1));
        Parsed<Double> imaginary = GoNumbers.parseFloat(parts.group(2));
        return real.isValid() && imaginary.isValid()
                ? complex(text, new Complex(real.value(), imaginary.value()))
                : new Result(null, "syntax error scanning complex number");
    }

    /** Anything else that starts like a number. */
    static Result number(String text) {
        if (text.endsWith("i")) {
            Parsed<Double> imaginary = GoNumbers.parseFloat(text.substring(0, text.length() - 1));
            if (imaginary.isValid()) {
                return complex(text, new Complex(0, imaginary.value()));
            }
        }
        Parsed<Long> signed = GoNumbers.parseInt(text, 0, 64);
        if (signed.isValid()) {
            long value = signed.value();
            return literal(text, value, value >= 0 ? new Uint64(value) : null, (double) value);
        }
        Parsed<Uint64> unsigned = GoNumbers.parseUint(text, 0);
        if (unsigned.isValid()) {
            return literal(text, null, unsigned.value(), unsigned.value().doubleValue());
        }
        Parsed<Double> floating = GoNumbers.parseFloat(text);
        if (!floating.isValid()) {
            return new Result(null, "illegal number syntax: " + GoQuote.quote(text, false));
        }
        if (!isWrittenAsFloat(text)) {
            return new Result(null, "integer overflow: " + GoQuote.quote(text, false));
        }
        double value = floating.value();
        return literal(text, exactLong(value), exactUint64(value), value);
    }

    /** The value without a parameter to choose: int, float64 or complex128; null when it overflows int. */
    @Nullable
    Object ideal() {
        if (complex != null) {
            return complex;
        }
        boolean character = text.startsWith("'");
        if (floating != null && !character && !isHexadecimalInteger() && isWrittenAsFloat(text)) {
            return floating;
        }
        return signed;
    }

    private boolean isHexadecimalInteger() {
        return text.length() > 2
                && (text.startsWith("0x") || text.startsWith("0X"))
                && text.indexOf('p') < 0
                && text.indexOf('P') < 0;
    }

    private static Result complex(String text, Complex value) {
        Double real = value.imaginary() == 0 ? (Double) value.real() : null;
        return new Result(
                new NumberLiteral(
                        text,
                        real == null ? null : exactLong(real),
                        real == null ? null : exactUint64(real),
                        real,
                        value),
                "");
    }

    private static Result literal(
            String text, @Nullable Long signed, @Nullable Uint64 unsigned, @Nullable Double floating) {
        return new Result(new NumberLiteral(text, signed, unsigned, floating, null), "");
    }

    private static boolean isWrittenAsFloat(String text) {
        return text.chars().anyMatch(c -> FLOAT_MARKS.indexOf(c) >= 0);
    }

    private static @Nullable Long exactLong(double value) {
        return value >= -TWO_POW_63 && value < TWO_POW_63 && value == Math.rint(value) ? (Long) (long) value : null;
    }

    private static @Nullable Uint64 exactUint64(double value) {
        if (value < 0 || value >= 2 * TWO_POW_63 || value != Math.rint(value)) {
            return null;
        }
        return new Uint64(value < TWO_POW_63 ? (long) value : (long) (value - TWO_POW_63) + Long.MIN_VALUE);
    }
}
