package io.hyperfleet.gotemplate;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Durations as Go's {@code time.Duration} reads and writes them: a signed number of nanoseconds in 64 bits. */
public final class GoDuration {

    private static final Map<String, Long> UNITS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);
    private static final long SECOND = 1_000_000_000L;

    private GoDuration() {}

    /** {@code time.ParseDuration}: {@code 1h30m}, {@code -1.5s}, {@code 0}; zero beside an error. */
    public static Parsed<Duration> parse(String text) {
        boolean negative = text.startsWith("-");
        String unsigned = negative || text.startsWith("+") ? text.substring(1) : text;
        if (unsigned.equals("0")) {
            return Parsed.of(Duration.ZERO);
        }
        if (unsigned.isEmpty()) {
            return invalid(text);
        }
        long total = 0;
        int position = 0;
        while (position < unsigned.length()) {
            Quantity number = Quantity.at(unsigned, position);
            if (number == null) {
                return invalid(text);
            }
            int unitEnd = unitEnd(unsigned, number.end());
            String unitName = unsigned.substring(number.end(), unitEnd);
            if (unitName.isEmpty()) {
                return failed("missing unit in duration " + GoQuote.quoteBytes(text));
            }
            Long unit = UNITS.get(unitName);
            if (unit == null) {
                return failed(
                        "unknown unit " + GoQuote.quoteBytes(unitName) + " in duration " + GoQuote.quoteBytes(text));
            }
            long nanos = number.times(unit);
            total += nanos;
            if (nanos == Quantity.TOO_LARGE || (total < 0 && total != Long.MIN_VALUE)) {
                return invalid(text);
            }
            if (total == Long.MIN_VALUE && unitEnd < unsigned.length()) {
                return invalid(text);
            }
            position = unitEnd;
        }
        if (total == Long.MIN_VALUE && !negative) {
            return invalid(text);
        }
        return Parsed.of(Duration.ofNanos(negative ? -total : total));
    }

    /** {@code Duration.String}: {@code 1h30m0s}, {@code 1.5s}, {@code 981.4µs}, {@code 0s}. */
    public static String format(Duration duration) {
        return format(nanos(duration));
    }

    static String format(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        StringBuilder out = new StringBuilder();
        if (nanos < 0) {
            out.append('-');
        }
        // the smallest value has no positive counterpart, hence the unsigned arithmetic
        long magnitude = Math.abs(nanos);
        if (Long.compareUnsigned(magnitude, SECOND) < 0) {
            return belowOneSecond(out, magnitude);
        }
        long seconds = Long.divideUnsigned(magnitude, SECOND);
        long fraction = Long.remainderUnsigned(magnitude, SECOND);
        if (seconds >= 3600) {
            out.append(seconds / 3600).append('h');
        }
        if (seconds >= 60) {
            out.append(seconds / 60 % 60).append('m');
        }
        return appendFraction(out.append(seconds % 60), fraction, 9).append('s').toString();
    }

    /** The nanoseconds of a duration, the nearest limit where they do not fit 64 bits. */
    static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException outOfRange) {
            return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    private static String belowOneSecond(StringBuilder out, long nanos) {
        if (nanos < 1_000) {
            return out.append(nanos).append("ns").toString();
        }
        if (nanos < 1_000_000) {
            return appendFraction(out.append(nanos / 1_000), nanos % 1_000, 3)
                    .append("µs")
                    .toString();
        }
        return appendFraction(out.append(nanos / 1_000_000), nanos % 1_000_000, 6)
                .append("ms")
                .toString();
    }

    private static StringBuilder appendFraction(StringBuilder out, long fraction, int digits) {
        if (fraction == 0) {
            return out;
        }
        String text = Long.toString(fraction);
        String padded = "0".repeat(digits - text.length()) + text;
        return out.append('.').append(padded.replaceAll("0+$", ""));
    }

    private static int unitEnd(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '.' && !isDigit(text, end)) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(String text, int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private static Parsed<Duration> invalid(String text) {
        return failed("invalid duration " + GoQuote.quoteBytes(text));
    }

    private static Parsed<Duration> failed(String why) {
        return new Parsed<>(Duration.ZERO, "time: " + why);
    }

    /** A decimal number in the text: whole part, and fraction as {@code fraction / scale}. */
    private record Quantity(long whole, long fraction, double scale, int end) {

        static final long TOO_LARGE = -1;

        /** The number at this index, null if there is none or its whole part exceeds 2^63. */
        static @Nullable Quantity at(String text, int from) {
            int position = from;
            long whole = 0;
            while (isDigit(text, position)) {
                if (Long.compareUnsigned(whole, Long.MAX_VALUE / 10 + 1) > 0) {
                    return null;
                }
                whole = whole * 10 + text.charAt(position++) - '0';
                if (Long.compareUnsigned(whole, Long.MIN_VALUE) > 0) {
                    return null;
                }
            }
            boolean hasDigits = position > from;
            long fraction = 0;
            double scale = 1;
            if (position < text.length() && text.charAt(position) == '.') {
                int start = ++position;
                boolean full = false;
                for (; isDigit(text, position); position++) {
                    full |= fraction > (Long.MAX_VALUE - 9) / 10;
                    if (!full) {
                        fraction = fraction * 10 + text.charAt(position) - '0';
                        scale *= 10;
                    }
                }
                hasDigits |= position > start;
            }
            return hasDigits ? new Quantity(whole, fraction, scale, position) : null;
        }

        /** The product in nanoseconds, up to 2^63 (which is {@link Long#MIN_VALUE}); {@link #TOO_LARGE} above. */
        long times(long unit) {
            if (Long.compareUnsigned(whole, Long.divideUnsigned(Long.MIN_VALUE, unit)) > 0) {
                return TOO_LARGE;
            }
            long nanos = whole * unit + (long) (fraction * (unit / scale));
            return Long.compareUnsigned(nanos, Long.MIN_VALUE) > 0 ? TOO_LARGE : nanos;
        }
    }
}
