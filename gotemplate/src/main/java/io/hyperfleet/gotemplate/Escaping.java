package io.hyperfleet.gotemplate;

import java.util.Locale;

/** {@code html}, {@code js} and {@code urlquery}. */
final class Escaping {

    private Escaping() {}

    static String html(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case 0 -> out.append('\uFFFD');
                case '"' -> out.append("&#34;");
                case '\'' -> out.append("&#39;");
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    static String javaScript(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(codePoint -> {
            switch (codePoint) {
                case '\\', '\'', '"' -> out.append('\\').append((char) codePoint);
                case '<', '>', '&', '=' -> appendUnicode(out, codePoint);
                default -> {
                    boolean kept = codePoint == 0x7F || GoText.isRawByte(codePoint) || GoQuote.isPrint(codePoint);
                    if (kept) {
                        out.appendCodePoint(codePoint);
                    } else {
                        appendUnicode(out, codePoint);
                    }
                }
            }
        });
        return out.toString();
    }

    static String urlQuery(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte b : GoText.bytes(text)) {
            boolean kept = b >= 0 && (Character.isLetterOrDigit(b) || "-_.~".indexOf(b) >= 0);
            if (kept) {
                out.append((char) b);
            } else if (b == ' ') {
                out.append('+');
            } else {
                out.append('%').append(hexadecimal(b & 0xFF, 2));
            }
        }
        return out.toString();
    }

    private static void appendUnicode(StringBuilder out, int codePoint) {
        out.append("\\u").append(hexadecimal(codePoint, 4));
    }

    private static String hexadecimal(int value, int digits) {
        String text = Integer.toHexString(value).toUpperCase(Locale.ROOT);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
