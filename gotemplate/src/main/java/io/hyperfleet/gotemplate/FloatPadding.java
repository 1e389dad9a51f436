package io.hyperfleet.gotemplate;

/** Sign, decimal point and padding of a floating-point number under the flags of a verb. */
final class FloatPadding {

    private static final int SHARP_DIGITS = 6;

    private FloatPadding() {}

    /** Appends the number; the flags' precision, when present, takes the place of {@code precision}. */
    static void append(StringBuilder out, Flags flags, double value, int bits, char verb, int precision) {
        int digits = flags.precision == Flags.ABSENT ? precision : flags.precision;
        String text = FloatFormat.format(value, verb, digits, bits);
        boolean signed = text.startsWith("-") || text.startsWith("+");
        char sign = signed ? text.charAt(0) : '+';
        String number = signed ? text.substring(1) : text;
        if (flags.space && sign == '+' && !flags.plus) {
            sign = ' ';
        }
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            boolean bare = Double.isNaN(value) && !flags.space && !flags.plus;
            flags.padWithBlanks(out, bare ? number : sign + number);
            return;
        }
        if (flags.sharp && verb != 'b') {
            number = withPoint(number, verb, digits);
        }
        if (!flags.plus && sign == '+') {
            flags.pad(out, number);
        } else if (flags.zero && !flags.minus && flags.width > number.length() + 1) {
            out.append(sign).repeat('0', flags.width - number.length() - 1).append(number);
        } else {
            flags.pad(out, sign + number);
        }
    }

    /** The flag {@code #}: a decimal point always, and for {@code %g} the zeros that were dropped. */
    private static String withPoint(String number, char verb, int precision) {
        boolean hexadecimal = verb == 'x' || verb == 'X';
        int missing = 0;
        if (verb == 'g' || verb == 'G' || verb == 'x') {
            missing = precision == -1 ? SHARP_DIGITS : precision;
        }
        int tailStart = number.length();
        boolean hasPoint = false;
        boolean sawNonzero = false;
        for (int i = 0; i < tailStart; i++) {
            char c = number.charAt(i);
            if (c == '.') {
                hasPoint = true;
            } else if (c == 'p' || c == 'P' || (!hexadecimal && (c == 'e' || c == 'E'))) {
                tailStart = i;
            } else {
                sawNonzero |= c != '0';
                missing -= sawNonzero ? 1 : 0;
            }
        }
        StringBuilder text = new StringBuilder(number.substring(0, tailStart));
        if (!hasPoint) {
            missing -= text.length() == 1 && text.charAt(0) == '0' ? 1 : 0;
            text.append('.');
        }
        return text.repeat('0', Math.max(0, missing))
                .append(number, tailStart, number.length())
                .toString();
    }
}
