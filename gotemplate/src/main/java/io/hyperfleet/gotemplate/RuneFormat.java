package io.hyperfleet.gotemplate;

import java.util.Locale;

/** Single code points as {@code fmt} shows them. */
final class RuneFormat {

    private RuneFormat() {}

    /** {@code U+002D}, or {@code U+002D '-'} if wanted and printable. */
    static String unicode(long rune, boolean withCharacter) {
        return unicode(rune, 4, withCharacter);
    }

    static String unicode(long rune, int digits, boolean withCharacter) {
        String hexadecimal = Long.toHexString(rune).toUpperCase(Locale.ROOT);
        String text = "U+" + "0".repeat(Math.max(0, digits - hexadecimal.length())) + hexadecimal;
        boolean shown = withCharacter
                && rune >= 0
                && rune <= Character.MAX_CODE_POINT
                && !GoText.isSurrogate((int) rune)
                && GoQuote.isPrint((int) rune);
        return shown ? text + " '" + Character.toString((int) rune) + "'" : text;
    }

    /** The character itself; what is no code point becomes U+FFFD. */
    static String character(long rune) {
        boolean valid = rune >= 0 && rune <= Character.MAX_CODE_POINT;
        return Character.toString(valid ? GoText.orReplacement((int) rune) : 0xFFFD);
    }
}
