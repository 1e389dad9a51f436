package io.hyperfleet.gotemplate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Text of floating-point numbers as {@code strconv.FormatFloat} writes it. */
final class FloatFormat {

    private static final int SHORTEST_EXPONENT_LIMIT = 6;
    private static final int SHORTEST = -1;
    /** No double has more digits than this; whatever precision asks for beyond is zeros. */
    private static final int MOST_DIGITS = 1100;

    private FloatFormat() {}

    /**
     * Significant decimal digits of a number: 0.{@code digits} × 10^{@code point}.
     *
     * @param digits without leading or trailing zeros unless rounded to a number of digits; {@code ""} for zero
     * @param point place of the decimal point, counted from the first digit
     */
    private record Decimal(String digits, int point) {}

    static String format(double value, char verb, int precision, int bits) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        boolean negative = value < 0 || (value == 0 && 1 / value < 0);
        double magnitude = Math.abs(value);
        String text = switch (verb) {
            case 'b' -> BinaryFloatFormat.mantissaAndExponent(magnitude, bits);
            case 'x', 'X' -> BinaryFloatFormat.hexadecimal(magnitude, precision, verb == 'X', bits);
            case 'e', 'E' ->
                exponential(decimal(magnitude, precision < 0 ? SHORTEST : precision + 1, bits), precision, verb);
            case 'f', 'F' -> plain(precision < 0 ? shortest(magnitude, bits) : fixed(magnitude, precision), precision);
            case 'g', 'G' -> general(magnitude, verb, precision, bits);
            default -> "%" + verb;
        };
        return negative ? "-" + text : text;
    }

    private static String general(double magnitude, char verb, int precision, int bits) {
        boolean shortest = precision < 0;
        int significant = precision == 0 ? 1 : precision;
        Decimal decimal = decimal(magnitude, shortest ? SHORTEST : significant, bits);
        String digits = stripTrailingZeros(decimal.digits());
        Decimal stripped = new Decimal(digits, digits.isEmpty() ? 0 : decimal.point());
        int exponentLimit = significant;
        if (exponentLimit > digits.length() && digits.length() >= stripped.point()) {
            exponentLimit = digits.length();
        }
        if (shortest) {
            exponentLimit = SHORTEST_EXPONENT_LIMIT;
        }
        int exponent = stripped.point() - 1;
        if (exponent < -4 || exponent >= exponentLimit) {
            return exponential(stripped, digits.length() - 1, verb == 'g' ? 'e' : 'E');
        }
        return plain(stripped, Math.max(digits.length() - stripped.point(), 0));
    }

    private static String exponential(Decimal decimal, int precision, char letter) {
        String digits = decimal.digits();
        int fraction = precision < 0 ? Math.max(digits.length() - 1, 0) : precision;
        StringBuilder out = new StringBuilder();
        out.append(digits.isEmpty() ? '0' : digits.charAt(0));
        if (fraction > 0) {
            out.append('.');
            String tail = digits.isEmpty() ? "" : digits.substring(1, Math.min(digits.length(), fraction + 1));
            out.append(tail).repeat("0", fraction - tail.length());
        }
        int exponent = digits.isEmpty() ? 0 : decimal.point() - 1;
        out.append(letter).append(exponent < 0 ? '-' : '+');
        int absolute = Math.abs(exponent);
        return out.append(absolute < 10 ? "0" : "").append(absolute).toString();
    }

    private static String plain(Decimal decimal, int precision) {
        String digits = decimal.digits();
        int point = digits.isEmpty() ? 0 : decimal.point();
        int fraction = precision < 0 ? Math.max(digits.length() - point, 0) : precision;
        StringBuilder out = new StringBuilder();
        if (point <= 0) {
            out.append('0');
        } else {
            String whole = digits.substring(0, Math.min(point, digits.length()));
            out.append(whole).repeat("0", point - whole.length());
        }
        if (fraction > 0) {
            out.append('.');
            for (int i = 0; i < fraction; i++) {
                int index = point + i;
                out.append(index >= 0 && index < digits.length() ? digits.charAt(index) : '0');
            }
        }
        return out.toString();
    }

    private static Decimal decimal(double magnitude, int significant, int bits) {
        if (significant == SHORTEST) {
            return shortest(magnitude, bits);
        }
        if (magnitude == 0) {
            return new Decimal("", 0);
        }
        int digits = Math.min(significant, MOST_DIGITS);
        return of(new BigDecimal(magnitude).round(new MathContext(digits, RoundingMode.HALF_EVEN)));
    }

    private static Decimal fixed(double magnitude, int precision) {
        int digits = Math.min(precision, MOST_DIGITS);
        return of(new BigDecimal(magnitude).setScale(digits, RoundingMode.HALF_EVEN));
    }

    private static Decimal of(BigDecimal value) {
        if (value.signum() == 0) {
            return new Decimal("", 0);
        }
        String digits = value.unscaledValue().toString();
        return new Decimal(digits, digits.length() - value.scale());
    }

    /** The fewest digits that read back as the same number. Java writes at least two, which is one too many for 5e-324. */
    private static Decimal shortest(double magnitude, int bits) {
        if (magnitude == 0) {
            return new Decimal("", 0);
        }
        String text = bits == 32 ? Float.toString((float) magnitude) : Double.toString(magnitude);
        BigDecimal value = new BigDecimal(text).stripTrailingZeros();
        if (value.precision() == 2) {
            BigDecimal oneDigit = value.round(new MathContext(1, RoundingMode.HALF_EVEN));
            boolean same =
                    bits == 32 ? oneDigit.floatValue() == (float) magnitude : oneDigit.doubleValue() == magnitude;
            value = same ? oneDigit.stripTrailingZeros() : value;
        }
        return of(value);
    }

    private static String stripTrailingZeros(String digits) {
        int end = digits.length();
        while (end > 0 && digits.charAt(end - 1) == '0') {
            end--;
        }
        return digits.substring(0, end);
    }
}
