package io.hyperfleet.adapter.engine.document;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a text is written as a YAML scalar: plain where nothing can mistake it, in single quotes where only its signs are in
 * the way, in double quotes where it looks like another type or cannot be shown, and as a block when it has several lines.
 */
record WrittenText(String text, Form form) {

    enum Form {
        PLAIN,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        BLOCK
    }

    /** Words that were booleans in YAML 1.1, and numbers to the base 60 of it: plain, older readers mistake them. */
    private static final Set<String> OLD_BOOLEANS =
            Set.of("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "n", "N", "no", "No", "NO", "off", "Off", "OFF");

    private static final Pattern BASE_60 = Pattern.compile("[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?");

    private static final String FIRST_INDICATORS = "#,[]{}&*!|>'\"%@`";
    private static final int MAXIMUM_KEY_BYTES = 128;

    static WrittenText plain(String text) {
        return new WrittenText(text, Form.PLAIN);
    }

    static WrittenText of(String text) {
        return new WrittenText(text, form(text));
    }

    private static Form form(String text) {
        boolean blockAllowed = !text.endsWith(" ") && !hasBlankBeforeBreak(text) && !hasSpecial(text, true);
        if (text.contains("\n")) {
            return blockAllowed ? Form.BLOCK : Form.DOUBLE_QUOTED;
        }
        boolean looksLikeText = ScalarTypes.ofPlain(text).tag().equals(ScalarTypes.TEXT)
                && !OLD_BOOLEANS.contains(text)
                && !BASE_60.matcher(text).matches();
        if (!looksLikeText || hasSpecial(text, false) || hasBlankBeforeBreak(text) || hasBlankAfterBreak(text)) {
            return Form.DOUBLE_QUOTED;
        }
        return hasIndicator(text) || hasBlankOrBreakAtAnEnd(text) || hasBreak(text) ? Form.SINGLE_QUOTED : Form.PLAIN;
    }

    /** Whether it can stand in front of a colon; otherwise it needs a line of its own behind a question mark. */
    boolean fitsKey() {
        return !hasBreak(text) && text.getBytes(StandardCharsets.UTF_8).length <= MAXIMUM_KEY_BYTES;
    }

    String inLine() {
        return inBlock(0, 0);
    }

    /**
     * @param indentation of the lines of a block
     * @param surrounding indentation of what the text belongs to
     */
    String inBlock(int indentation, int surrounding) {
        return switch (form) {
            case PLAIN -> text;
            case SINGLE_QUOTED -> "'" + text.replace("'", "''") + "'";
            case DOUBLE_QUOTED -> doubleQuoted();
            case BLOCK -> block(indentation, indentation - surrounding);
        };
    }

    /**
     * Where the first line does not show the indentation, the header says it. Unlike yaml.v3 no line break is lost at the
     * beginning.
     */
    private String block(int indentation, int indicator) {
        StringBuilder out = new StringBuilder("|");
        boolean ambiguous = text.startsWith(" ") || text.startsWith("\n");
        out.append(ambiguous ? Integer.toString(indicator) : "");
        boolean keepsBreaks = text.equals("\n") || text.endsWith("\n\n");
        out.append(!text.endsWith("\n") ? "-" : keepsBreaks ? "+" : "").append('\n');
        String content = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        for (String line : content.split("\n", -1)) {
            out.repeat(" ", line.isEmpty() ? 0 : indentation).append(line).append('\n');
        }
        return out.toString();
    }

    private String doubleQuoted() {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (isPrintable(c) && !isBreak(c) && c != '"' && c != '\\') {
                out.appendCodePoint(c);
            } else {
                out.append(escaped(c));
            }
        });
        return out.append('"').toString();
    }

    private static String escaped(int character) {
        return switch (character) {
            case 0x00 -> "\\0";
            case 0x07 -> "\\a";
            case 0x08 -> "\\b";
            case 0x09 -> "\\t";
            case 0x0A -> "\\n";
            case 0x0B -> "\\v";
            case 0x0C -> "\\f";
            case 0x0D -> "\\r";
            case 0x1B -> "\\e";
            case 0x22 -> "\\\"";
            case 0x5C -> "\\\\";
            case 0x85 -> "\\N";
            case 0x2028 -> "\\L";
            case 0x2029 -> "\\P";
            default -> numericEscape(character);
        };
    }

    private static String numericEscape(int character) {
        String format = character <= 0xFF ? "\\x%02X" : character <= 0xFFFF ? "\\u%04X" : "\\U%08X";
        return String.format(Locale.ROOT, format, character);
    }

    private static boolean hasIndicator(String text) {
        if (text.startsWith("---") || text.startsWith("...") || FIRST_INDICATORS.indexOf(text.charAt(0)) >= 0) {
            return true;
        }
        boolean dashOrQuestion = text.charAt(0) == '-' || text.charAt(0) == '?';
        if (dashOrQuestion && isBlankOrEnd(text, 1)) {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            boolean colon = text.charAt(i) == ':' && isBlankOrEnd(text, i + 1);
            boolean comment = i > 0 && text.charAt(i) == '#' && isBlankOrEnd(text, i - 1);
            if (colon || comment) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlankOrEnd(String text, int index) {
        return index >= text.length() || text.charAt(index) == ' ' || text.charAt(index) == '\t';
    }

    private static boolean hasBlankOrBreakAtAnEnd(String text) {
        char first = text.charAt(0);
        char last = text.charAt(text.length() - 1);
        return first == ' ' || last == ' ' || isBreak(first) || isBreak(last);
    }

    private static boolean hasBreak(String text) {
        return text.codePoints().anyMatch(WrittenText::isBreak);
    }

    private static boolean hasBlankBeforeBreak(String text) {
        for (int i = 0; i + 1 < text.length(); i++) {
            if (text.charAt(i) == ' ' && isBreak(text.charAt(i + 1))) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasBlankAfterBreak(String text) {
        for (int i = 0; i + 1 < text.length(); i++) {
            if (isBreak(text.charAt(i)) && text.charAt(i + 1) == ' ') {
                return true;
            }
        }
        return false;
    }

    private static boolean hasSpecial(String text, boolean tabsAllowed) {
        return text.codePoints().anyMatch(c -> !isPrintable(c) && !(tabsAllowed && c == '\t'));
    }

    private static boolean isBreak(int character) {
        return character == '\n'
                || character == '\r'
                || character == 0x85
                || character == 0x2028
                || character == 0x2029;
    }

    /** What yaml.v3 writes as it is; characters beyond the basic plane it escapes. */
    private static boolean isPrintable(int character) {
        return character == '\n'
                || (character >= 0x20 && character <= 0x7E)
                || (character >= 0xA0 && character <= 0xD7FF)
                || (character >= 0xE000 && character <= 0xFFFD && character != 0xFEFF);
    }
}
