package io.hyperfleet.gotemplate;

import java.util.Locale;

/** Integers as {@code fmt} prints them with {@code %b %d %o %O %x %X}. */
final class IntegerFormat {

    private IntegerFormat() {}

    static void append(StringBuilder out, Flags flags, long bits, boolean unsigned, char verb) {
        boolean negative = !unsigned && bits < 0;
        String digits = negative ? magnitude(bits, verb) : Long.toUnsignedString(bits, radix(verb));
        if (verb == 'X') {
            digits = digits.toUpperCase(Locale.ROOT);
        }
        int precision = 0;
        if (flags.precision != Flags.ABSENT) {
            precision = flags.precision;
            if (precision == 0 && bits == 0) {
                flags.padWithBlanks(out, "");
                return;
            }
        } else if (flags.zero && !flags.minus && flags.width != Flags.ABSENT) {
            precision = flags.width - (negative || flags.plus || flags.space ? 1 : 0);
        }
        StringBuilder text = new StringBuilder();
        if (negative) {
            text.append('-');
        } else if (flags.plus) {
            text.append('+');
        } else if (flags.space) {
            text.append(' ');
        }
        boolean leadingZero = digits.startsWith("0") || precision > digits.length();
        text.append(prefix(flags, verb, leadingZero));
        text.repeat('0', Math.max(0, precision - digits.length())).append(digits);
        flags.padWithBlanks(out, text.toString());
    }

    private static String magnitude(long negative, char verb) {
        // the smallest value negated is itself, and right when read as unsigned
        return Long.toUnsignedString(-negative, radix(verb));
    }

    private static int radix(char verb) {
        return switch (verb) {
            case 'b' -> 2;
            case 'o', 'O' -> 8;
            case 'x', 'X' -> 16;
            default -> 10;
        };
    }

    private static String prefix(Flags flags, char verb, boolean leadingZero) {
        if (verb == 'O') {
            return flags.sharp && !leadingZero ? "0o0" : "0o";
        }
        if (!flags.sharp) {
            return "";
        }
        return switch (verb) {
            case 'b' -> "0b";
            case 'o' -> leadingZero ? "" : "0";
            case 'x' -> "0x";
            case 'X' -> "0X";
            default -> "";
        };
    }
}
