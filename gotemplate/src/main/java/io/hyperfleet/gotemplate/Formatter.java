package io.hyperfleet.gotemplate;

import org.jspecify.annotations.Nullable;

/** Carries out a format text such as {@code "%-5s|%[2]*d"} with its arguments. */
final class Formatter {

    private static final long LARGEST_NUMBER = 1_000_000;

    private final Printer printer;
    private final Flags flags;
    private final StringBuilder out;
    private final String format;
    private final @Nullable Object[] arguments;
    private int position;
    private int argument;
    private boolean afterIndex;
    private boolean reordered;
    private boolean goodIndex;

    private Formatter(Printer printer, String format, @Nullable Object[] arguments) {
        this.printer = printer;
        this.flags = printer.flags;
        this.out = printer.out();
        this.format = format;
        this.arguments = arguments;
    }

    static void format(StringBuilder out, int longest, String format, @Nullable Object... arguments) {
        new Formatter(new Printer(out, longest), format, arguments).run();
    }

    private void run() {
        while (position < format.length()) {
            int percent = format.indexOf('%', position);
            if (percent < 0) {
                out.append(format, position, format.length());
                break;
            }
            out.append(format, position, percent);
            position = percent + 1;
            goodIndex = true;
            afterIndex = false;
            flags.clear();
            readFlags();
            directive();
        }
        if (!reordered && argument < arguments.length) {
            extraArguments();
        }
    }

    private void readFlags() {
        for (; position < format.length(); position++) {
            switch (format.charAt(position)) {
                case '#' -> flags.sharp = true;
                case '0' -> flags.zero = true;
                case '+' -> flags.plus = true;
                case '-' -> flags.minus = true;
                case ' ' -> flags.space = true;
                default -> {
                    return;
                }
            }
        }
    }

    private void directive() {
        readIndex();
        readWidth();
        readPrecision();
        if (!afterIndex) {
            readIndex();
        }
        if (position >= format.length()) {
            out.append("%!(NOVERB)");
            return;
        }
        int verb = format.codePointAt(position);
        position += Character.charCount(verb);
        if (verb == '%') {
            out.append('%');
        } else if (!goodIndex) {
            out.append("%!").appendCodePoint(verb).append("(BADINDEX)");
        } else if (argument >= arguments.length) {
            out.append("%!").appendCodePoint(verb).append("(MISSING)");
        } else {
            if (verb == 'v' || verb == 'w') {
                flags.sharpV = flags.sharp;
                flags.sharp = false;
                flags.plus = false;
            }
            printer.print(arguments[argument++], verb);
        }
    }

    private void readWidth() {
        if (at('*')) {
            position++;
            Long width = integerArgument();
            if (width == null) {
                out.append("%!(BADWIDTH)");
            } else {
                flags.width = (int) Math.abs(width);
                if (width < 0) {
                    flags.minus = true;
                    flags.zero = false;
                }
            }
            afterIndex = false;
            return;
        }
        flags.width = readNumber();
        if (afterIndex && flags.width != Flags.ABSENT) {
            goodIndex = false;
        }
    }

    private void readPrecision() {
        if (!at('.') || position + 1 >= format.length()) {
            return;
        }
        position++;
        if (afterIndex) {
            goodIndex = false;
        }
        readIndex();
        if (at('*')) {
            position++;
            Long precision = integerArgument();
            if (precision == null || precision < 0) {
                out.append("%!(BADPREC)");
            } else {
                flags.precision = precision.intValue();
            }
            afterIndex = false;
            return;
        }
        flags.precision = Math.max(0, readNumber());
    }

    /** An explicit argument index such as {@code [2]}. */
    private void readIndex() {
        afterIndex = false;
        if (!at('[')) {
            return;
        }
        reordered = true;
        int close = format.indexOf(']', position);
        if (close < 0) {
            goodIndex = false;
            position++;
            return;
        }
        int number = position + 1;
        position = number;
        int index = readNumber();
        boolean wellFormed = index != Flags.ABSENT && position == close;
        position = close + 1;
        if (wellFormed && index >= 1 && index <= arguments.length) {
            argument = index - 1;
            afterIndex = true;
            return;
        }
        goodIndex = false;
        afterIndex = wellFormed;
    }

    /** A decimal number here, {@link Flags#ABSENT} if there is none or it has too many digits. */
    private int readNumber() {
        int start = position;
        long number = 0;
        while (position < format.length() && format.charAt(position) >= '0' && format.charAt(position) <= '9') {
            if (number > LARGEST_NUMBER) {
                position = format.length();
                return Flags.ABSENT;
            }
            number = number * 10 + format.charAt(position++) - '0';
        }
        return position == start ? Flags.ABSENT : (int) number;
    }

    /** The next argument as a width or precision, null if it is no integer up to a million. */
    private @Nullable Long integerArgument() {
        if (argument >= arguments.length) {
            return null;
        }
        Object value = arguments[argument++];
        if (value == null) {
            return null;
        }
        long number = switch (GoType.of(value).kind()) {
            case INT -> GoType.toLong(value);
            case UINT -> GoType.toUnsigned(value) < 0 ? Long.MAX_VALUE : GoType.toUnsigned(value);
            case INVALID, BOOL, FLOAT, COMPLEX, STRING, LIST, MAP, STRUCT, FUNCTION -> Long.MAX_VALUE;
        };
        return number > LARGEST_NUMBER || number < -LARGEST_NUMBER ? null : (Long) number;
    }

    private void extraArguments() {
        flags.clear();
        out.append("%!(EXTRA ");
        for (int i = argument; i < arguments.length; i++) {
            Object value = arguments[i];
            out.append(i > argument ? ", " : "");
            if (value == null) {
                out.append("<nil>");
            } else {
                out.append(GoType.nameOf(value)).append('=');
                printer.print(value, 'v');
            }
        }
        out.append(')');
    }

    private boolean at(char c) {
        return position < format.length() && format.charAt(position) == c;
    }
}
