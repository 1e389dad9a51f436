package io.hyperfleet.gotemplate;

import java.util.regex.Pattern;

/** What Go accepts as the text of a floating-point number. */
final class FloatSyntax {

    private static final Pattern DECIMAL = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern HEXADECIMAL =
            Pattern.compile("0[xX](\\p{XDigit}+\\.?\\p{XDigit}*|\\.\\p{XDigit}+)[pP][+-]?\\d+");

    private FloatSyntax() {}

    /** True for an unsigned decimal number, or a hexadecimal one with its binary exponent. */
    static boolean isFloat(String text) {
        if (text.indexOf('_') >= 0 && !underscoresSeparateDigits(text)) {
            return false;
        }
        String plain = text.replace("_", "");
        return DECIMAL.matcher(plain).matches() || HEXADECIMAL.matcher(plain).matches();
    }

    /** Underscores must stand between digits; one may follow a base prefix. */
    static boolean underscoresSeparateDigits(String text) {
        char before = '^';
        int start = 0;
        boolean hexadecimal = false;
        if (text.length() >= 2 && text.charAt(0) == '0' && "xXbBoO".indexOf(text.charAt(1)) >= 0) {
            start = 2;
            before = '0';
            hexadecimal = Character.toLowerCase(text.charAt(1)) == 'x';
        }
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.digit(c, hexadecimal ? 16 : 10) >= 0 && c < 0x80) {
                before = '0';
            } else if (c == '_') {
                if (before != '0') {
                    return false;
                }
                before = '_';
            } else {
                if (before == '_') {
                    return false;
                }
                before = '!';
            }
        }
        return before != '_';
    }
}
