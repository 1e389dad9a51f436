package io.hyperfleet.adapter.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The escapes of a URL's path and query.
 *
 * <p>A path has two forms: the one people read ({@code ships/a b}) and the one that travels ({@code ships/a%20b}). Only
 * characters that must travel escaped, or that mean the same either way, are ever shown unescaped; so the form that
 * travels can always be had back, and {@code a%2Fb} never becomes {@code a/b}.
 */
final class PercentEncoding {

    private static final String UNRESERVED_MARKS = "-._~";
    private static final String PATH_MARKS = UNRESERVED_MARKS + "!$&'()*+,;=:@/";
    private static final String QUERY_MARKS = PATH_MARKS + "?";
    private static final String ALWAYS_ESCAPED = " \"<>\\^`{|}";

    private PercentEncoding() {}

    /** A path segment as people read it. */
    static String readable(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        StringBuilder result = new StringBuilder(segment.length());
        int i = 0;
        while (i < segment.length()) {
            int end = endOfEscapes(segment, i);
            if (end == i) {
                result.append(segment.charAt(i++));
            } else {
                result.append(readableRun(segment.substring(i, end)));
                i = end;
            }
        }
        String readable = result.toString();
        return readable.equals(".") || readable.equals("..") ? segment : readable;
    }

    /** A path as it travels; valid escapes in it stay as they are. */
    static String path(String path) {
        return escape(path, PATH_MARKS);
    }

    /** A query as it travels; valid escapes in it stay as they are. */
    static String query(String query) {
        return escape(query, QUERY_MARKS);
    }

    /** The index after the last of the escapes that begin here. */
    private static int endOfEscapes(String text, int start) {
        int end = start;
        while (isEscape(text, end)) {
            end += 3;
        }
        return end;
    }

    private static boolean isEscape(String text, int i) {
        return i + 2 < text.length()
                && text.charAt(i) == '%'
                && Character.digit(text.charAt(i + 1), 16) >= 0
                && Character.digit(text.charAt(i + 2), 16) >= 0;
    }

    /** A run of nothing but escapes; unchanged when it is no UTF-8. */
    private static String readableRun(String escapes) {
        ByteBuffer bytes = ByteBuffer.allocate(escapes.length() / 3);
        for (int i = 0; i < escapes.length(); i += 3) {
            bytes.put((byte) Integer.parseInt(escapes, i + 1, i + 3, 16));
        }
        String decoded;
        try {
            decoded = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            return escapes;
        }
        StringBuilder result = new StringBuilder();
        int at = 0;
        for (int codePoint : decoded.codePoints().toArray()) {
            String character = Character.toString(codePoint);
            int length = 3 * character.getBytes(StandardCharsets.UTF_8).length;
            result.append(isShownPlain(codePoint) ? character : escapes.substring(at, at + length));
            at += length;
        }
        return result.toString();
    }

    private static boolean isShownPlain(int codePoint) {
        if (codePoint < 0x80) {
            return isLetterOrDigit(codePoint)
                    || UNRESERVED_MARKS.indexOf(codePoint) >= 0
                    || ALWAYS_ESCAPED.indexOf(codePoint) >= 0;
        }
        return Character.isLetterOrDigit(codePoint) || Character.getType(codePoint) == Character.NON_SPACING_MARK;
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static String escape(String text, String marks) {
        StringBuilder result = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int codePoint = text.codePointAt(i);
            if (isLetterOrDigit(codePoint) || marks.indexOf(codePoint) >= 0 || isEscape(text, i)) {
                result.appendCodePoint(codePoint);
                continue;
            }
            for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
                result.append('%')
                        .append(Character.toUpperCase(Character.forDigit((b >> 4) & 0xf, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 0xf, 16)));
            }
        }
        return result.toString();
    }
}
