package io.hyperfleet.gotemplate;

import java.util.function.IntUnaryOperator;

/** Go's {@code strings} where Java differs: simple case mapping, Go's idea of blanks, English title case. */
public final class GoStrings {

    private static final int LONGEST_REPLACEMENT = 1 << 28;

    private GoStrings() {}

    /** {@code strings.ToLower}: one code point for one, so that {@code İ} is {@code i} and there is no final sigma. */
    public static String toLower(String text) {
        return mapped(text, Character::toLowerCase);
    }

    /** {@code strings.ToUpper}: one code point for one, so that {@code ß} stays. */
    public static String toUpper(String text) {
        return mapped(text, Character::toUpperCase);
    }

    /** {@code cases.Title(language.English)}: the first letter of each word upper, the others lower. */
    public static String toTitle(String text) {
        return TitleCase.of(text);
    }

    /** {@code strings.TrimSpace}: Unicode's White_Space. */
    public static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    public static String trimPrefix(String text, String prefix) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    public static String trimSuffix(String text, String suffix) {
        return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
    }

    /**
     * {@code strings.ReplaceAll}; an empty {@code from} matches before each character and at the end.
     *
     * @throws FunctionException if the result would be longer than 2^28 characters
     */
    public static String replaceAll(String text, String from, String to) throws FunctionException {
        long matches = from.isEmpty() ? text.codePointCount(0, text.length()) + 1L : count(text, from);
        if (text.length() + matches * (to.length() - from.length()) > LONGEST_REPLACEMENT) {
            throw new FunctionException("result too long");
        }
        if (!from.isEmpty()) {
            return text.replace(from, to);
        }
        StringBuilder out = new StringBuilder(to);
        text.codePoints().forEach(codePoint -> out.appendCodePoint(codePoint).append(to));
        return out.toString();
    }

    private static long count(String text, String part) {
        long count = 0;
        for (int i = text.indexOf(part); i >= 0; i = text.indexOf(part, i + part.length())) {
            count++;
        }
        return count;
    }

    private static String mapped(String text, IntUnaryOperator mapping) {
        StringBuilder out = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            out.appendCodePoint(mapping.applyAsInt(GoText.orReplacement(codePoint)));
            i += Character.charCount(codePoint);
        }
        return out.toString();
    }

    private static boolean isSpace(char c) {
        return switch (c) {
            case '\t', '\n', 0x0B, '\f', '\r', ' ', 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
            default -> c >= 0x2000 && c <= 0x200A;
        };
    }
}
