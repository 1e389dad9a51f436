package io.hyperfleet.gotemplate;

import org.jspecify.annotations.Nullable;

/** Go's quoted strings and characters: {@code strconv.Quote} and {@code Unquote}. */
final class GoQuote {

    private static final String HEX = "0123456789abcdef";

    private GoQuote() {}

    /** {@code "…"} with Go's escapes; printable Unicode is kept unless {@code ascii}. */
    static String quote(String text, boolean ascii) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        int i = 0;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            appendEscaped(out, codePoint, '"', ascii);
        }
        return out.append('"').toString();
    }

    /** {@code 'x'} as {@code %q} prints an integer; what is no code point becomes U+FFFD. */
    static String quoteRune(long rune, boolean ascii) {
        int codePoint = rune < 0 || rune > Character.MAX_CODE_POINT ? 0xFFFD : GoText.orReplacement((int) rune);
        StringBuilder out = new StringBuilder().append('\'');
        appendEscaped(out, codePoint, '\'', ascii);
        return out.append('\'').toString();
    }

    /** {@code "…"} as Go's time package quotes: every byte that is not printable ASCII as {@code \\x}. */
    static String quoteBytes(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (byte b : GoText.bytes(text)) {
            if (b < ' ') {
                appendHex(out.append("\\x"), b & 0xFF, 2);
            } else {
                out.append(b == '"' || b == '\\' ? "\\" : "").append((char) b);
            }
        }
        return out.append('"').toString();
    }

    /** True if the text can stand between back quotes unchanged. */
    static boolean canBackquote(String text) {
        return text.codePoints()
                .noneMatch(c -> GoText.isRawByte(c) || c == 0xFEFF || c == '`' || c == 0x7F || (c < ' ' && c != '\t'));
    }

    /** Go's {@code unicode.IsPrint}: letters, marks, numbers, punctuation, symbols and the ASCII blank. */
    static boolean isPrint(int codePoint) {
        if (codePoint < 0x7F) {
            return codePoint >= ' ';
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }

    /** The text of a literal in double or back quotes, null if its syntax is wrong. */
    static @Nullable String unquote(String literal) {
        if (literal.length() < 2 || literal.charAt(0) != literal.charAt(literal.length() - 1)) {
            return null;
        }
        String inner = literal.substring(1, literal.length() - 1);
        if (literal.charAt(0) == '`') {
            return inner.replace("\r", "");
        }
        StringBuilder out = new StringBuilder(inner.length());
        int position = 0;
        while (position < inner.length()) {
            Unquoted next = unquoteCharacter(inner, position, literal.charAt(0));
            if (next == null) {
                return null;
            }
            out.appendCodePoint(next.isByte() && next.value() >= 0x80 ? 0xDC00 | next.value() : next.value());
            position = next.end();
        }
        return GoText.normalize(out.toString());
    }

    /**
     * One character or escape of a literal.
     *
     * @param isByte written as {@code \xff} or {@code \377}: a byte, not a code point
     * @param end index after it
     */
    record Unquoted(int value, boolean isByte, int end) {}

    /** Reads the character or escape at this position, null if its syntax is wrong. */
    static @Nullable Unquoted unquoteCharacter(String text, int position, char quote) {
        if (position >= text.length()) {
            return null;
        }
        int first = text.codePointAt(position);
        if (first == quote || (first == '\n' && quote != '`')) {
            return null;
        }
        if (first != '\\') {
            return new Unquoted(first, false, position + Character.charCount(first));
        }
        if (position + 1 >= text.length()) {
            return null;
        }
        char escape = text.charAt(position + 1);
        int after = position + 2;
        return switch (escape) {
            case 'a' -> new Unquoted(7, false, after);
            case 'b' -> new Unquoted('\b', false, after);
            case 'f' -> new Unquoted('\f', false, after);
            case 'n' -> new Unquoted('\n', false, after);
            case 'r' -> new Unquoted('\r', false, after);
            case 't' -> new Unquoted('\t', false, after);
            case 'v' -> new Unquoted(11, false, after);
            case '\\' -> new Unquoted('\\', false, after);
            case '\'', '"' -> escape == quote ? new Unquoted(escape, false, after) : null;
            case 'x' -> digits(text, after, 2, 16, true);
            case 'u' -> digits(text, after, 4, 16, false);
            case 'U' -> digits(text, after, 8, 16, false);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> digits(text, position + 1, 3, 8, true);
            default -> null;
        };
    }

    private static @Nullable Unquoted digits(String text, int from, int count, int radix, boolean isByte) {
        if (from + count > text.length()) {
            return null;
        }
        long value = 0;
        for (int i = from; i < from + count; i++) {
            char c = text.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return null;
            }
            value = value * radix + digit;
        }
        boolean valid = isByte ? value <= 0xFF : value <= Character.MAX_CODE_POINT && !GoText.isSurrogate((int) value);
        return valid ? new Unquoted((int) value, isByte, from + count) : null;
    }

    private static void appendEscaped(StringBuilder out, int codePoint, char quote, boolean ascii) {
        if (codePoint == quote || codePoint == '\\') {
            out.append('\\').append((char) codePoint);
            return;
        }
        if (GoText.isRawByte(codePoint)) {
            appendHex(out.append("\\x"), codePoint & 0xFF, 2);
            return;
        }
        int shown = GoText.orReplacement(codePoint);
        if (ascii ? shown >= ' ' && shown < 0x7F : isPrint(shown)) {
            out.appendCodePoint(shown);
            return;
        }
        switch (shown) {
            case 7 -> out.append("\\a");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case 11 -> out.append("\\v");
            default -> {
                if (shown < ' ' || shown == 0x7F) {
                    appendHex(out.append("\\x"), shown, 2);
                } else if (shown < 0x10000) {
                    appendHex(out.append("\\u"), shown, 4);
                } else {
                    appendHex(out.append("\\U"), shown, 8);
                }
            }
        }
    }

    private static void appendHex(StringBuilder out, int value, int digits) {
        for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
            out.append(HEX.charAt(value >> shift & 0xF));
        }
    }
}
