package io.hyperfleet.adapter.app.observe;

/** Texts in double quotes, escaped as Go's {@code %q} does. */
final class GoQuote {

    private GoQuote() {}

    static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(character -> append(quoted, character));
        return quoted.append('"').toString();
    }

    /** Whether a character needs no escape. */
    static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> character == ' ';
            default -> true;
        };
    }

    private static void append(StringBuilder quoted, int character) {
        switch (character) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            case 0x07 -> quoted.append("\\a");
            case '\b' -> quoted.append("\\b");
            case '\f' -> quoted.append("\\f");
            case 0x0B -> quoted.append("\\v");
            default -> {
                if (isPrintable(character)) {
                    quoted.appendCodePoint(character);
                } else if (character < 0x80) {
                    quoted.append(String.format("\\x%02x", character));
                } else {
                    quoted.append(String.format(character > 0xFFFF ? "\\U%08x" : "\\u%04x", character));
                }
            }
        }
    }
}
