package io.hyperfleet.gotemplate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Go strings are bytes, Java strings are UTF-16. Valid UTF-8 maps to the same text; a byte that is no part of valid UTF-8
 * is kept as the lone surrogate U+DC00 + byte (U+DC80 to U+DCFF), so that {@code slice "é" 0 1} loses nothing. Any other
 * lone surrogate counts as U+FFFD.
 */
public final class GoText {

    private static final int REPLACEMENT = 0xFFFD;

    private GoText() {}

    /** The text's bytes as Go has them. */
    public static byte[] bytes(String text) {
        if (!hasLoneSurrogate(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
        int i = 0;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (isRawByte(codePoint)) {
                bytes.write(codePoint & 0xFF);
            } else {
                bytes.writeBytes(Character.toString(orReplacement(codePoint)).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /** The text of these bytes; {@link #bytes} gives them back unchanged. */
    public static String of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    static String of(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        int i = from;
        while (i < to) {
            int length = sequenceLength(bytes, i, to);
            if (length == 0) {
                text.append((char) (0xDC00 | (bytes[i] & 0xFF)));
                i++;
            } else if (length == 1) {
                text.append((char) bytes[i++]);
            } else {
                text.append(new String(bytes, i, length, StandardCharsets.UTF_8));
                i += length;
            }
        }
        return text.toString();
    }

    /** Go's {@code len}: the number of bytes. */
    public static int length(String text) {
        int length = 0;
        int i = 0;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            length += encodedLength(codePoint);
            i += Character.charCount(codePoint);
        }
        return length;
    }

    private static int encodedLength(int codePoint) {
        if (codePoint < 0x80 || isRawByte(codePoint)) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }

    /** Go's order of strings, byte by byte. */
    public static int compare(String left, String right) {
        int shared = Math.min(left.length(), right.length());
        for (int i = 0; i < shared; i++) {
            char l = left.charAt(i);
            char r = right.charAt(i);
            if (l != r) {
                return Character.isSurrogate(l) || Character.isSurrogate(r)
                        ? Arrays.compareUnsigned(bytes(left), bytes(right))
                        : Character.compare(l, r);
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    /** Joins raw bytes that have become valid UTF-8 by standing side by side. */
    static String normalize(String text) {
        return hasLoneSurrogate(text) ? of(bytes(text)) : text;
    }

    /** True for the lone surrogates that stand for one byte of invalid UTF-8. */
    static boolean isRawByte(int codePoint) {
        return codePoint >= 0xDC80 && codePoint <= 0xDCFF;
    }

    static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    static int orReplacement(int codePoint) {
        return isSurrogate(codePoint) ? REPLACEMENT : codePoint;
    }

    private static boolean hasLoneSurrogate(String text) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isLowSurrogate(c) || i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                return true;
            }
            i++;
        }
        return false;
    }

    /** Length of the valid UTF-8 sequence at this index, 0 if there is none. */
    private static int sequenceLength(byte[] bytes, int index, int end) {
        int first = bytes[index] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC2 || first > 0xF4 || index + length > end) {
            return 0;
        }
        int codePoint = first & (0xFF >> (length + 1));
        for (int i = 1; i < length; i++) {
            int next = bytes[index + i] & 0xFF;
            if ((next & 0xC0) != 0x80) {
                return 0;
            }
            codePoint = codePoint << 6 | (next & 0x3F);
        }
        boolean tooLong = (length == 3 && codePoint < 0x800) || (length == 4 && codePoint < 0x10000);
        return tooLong || isSurrogate(codePoint) || codePoint > Character.MAX_CODE_POINT ? 0 : length;
    }
}
