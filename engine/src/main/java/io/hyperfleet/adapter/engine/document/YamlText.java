package io.hyperfleet.adapter.engine.document;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A text on its way into YAML: the style it is written in, chosen as Go's yaml.v3 does. */
final class YamlText {

    private static final int LONGEST_KEY = 128;
    private static final Set<String> WORDS_OF_OLD_YAML = Set.of(
            "y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "n", "N", "no", "No", "NO", "off", "Off", "OFF");
    private static final Pattern BASE_60 = Pattern.compile("[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\\.[0-9_]*)?");
    private static final String INDICATORS_AT_START = "#,[]{}&*!|>'\"%@`";

    /** How the text is written. */
    private enum Style {
        PLAIN,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        LITERAL
    }

    private final String text;
    private final int[] characters;
    private final Style style;

    YamlText(String text) {
        this.text = text;
        this.characters = text.codePoints().toArray();
        this.style = chooseStyle();
    }

    /** Whether it is written over several lines. */
    boolean isLiteral() {
        return style == Style.LITERAL;
    }

    /** Whether it can stand in front of a colon. */
    boolean mayBeKey() {
        return text.length() <= LONGEST_KEY && Arrays.stream(characters).noneMatch(YamlText::isBreak);
    }

    /** The text on one line. */
    String inline() {
        return switch (style) {
            case PLAIN -> text;
            case SINGLE_QUOTED -> "'" + text.replace("'", "''") + "'";
            case DOUBLE_QUOTED, LITERAL -> doubleQuoted();
        };
    }

    /** {@code |} with what a reader must know: the indentation if the text begins with blanks, how it ends. */
    String literalHeader(int indentation) {
        String indentationHint = text.startsWith(" ") || text.startsWith("\n") ? String.valueOf(indentation) : "";
        if (!text.endsWith("\n")) {
            return "|" + indentationHint + "-";
        }
        boolean endsWithEmptyLine = text.length() == 1 || text.endsWith("\n\n");
        return "|" + indentationHint + (endsWithEmptyLine ? "+" : "");
    }

    /** The lines of a literal text, without their breaks. */
    List<String> lines() {
        String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return List.of(body.split("\n", -1));
    }

    private Style chooseStyle() {
        boolean printable = Arrays.stream(characters).allMatch(YamlText::isPrintable);
        boolean blankBeforeBreak = Pattern.compile(" [\\n\\u2028\\u2029]").matcher(text).find();
        if (text.contains("\n")) {
            boolean literal = printable && !blankBeforeBreak && !text.endsWith(" ");
            return literal ? Style.LITERAL : Style.DOUBLE_QUOTED;
        }
        boolean staysText = ScalarTypes.ofPlain(text).tag().equals(ScalarTypes.TEXT)
                && !text.equals("<<")
                && !WORDS_OF_OLD_YAML.contains(text)
                && !BASE_60.matcher(text).matches();
        if (!staysText || !printable || blankBeforeBreak) {
            return Style.DOUBLE_QUOTED;
        }
        return mayBePlain() ? Style.PLAIN : Style.SINGLE_QUOTED;
    }

    private boolean mayBePlain() {
        int last = characters.length - 1;
        if (text.startsWith("---")
                || text.startsWith("...")
                || characters[0] == ' '
                || characters[last] == ' '
                || INDICATORS_AT_START.indexOf(characters[0]) >= 0) {
            return false;
        }
        if ((characters[0] == '-' || characters[0] == '?') && (last == 0 || isBlank(characters[1]))) {
            return false;
        }
        for (int i = 0; i <= last; i++) {
            boolean endsKey = characters[i] == ':' && (i == last || isBlank(characters[i + 1]));
            boolean beginsComment = characters[i] == '#' && i > 0 && isBlank(characters[i - 1]);
            if (endsKey || beginsComment || isBreak(characters[i])) {
                return false;
            }
        }
        return true;
    }

    private String doubleQuoted() {
        StringBuilder out = new StringBuilder("\"");
        for (int character : characters) {
            switch (character) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case 0x00 -> out.append("\\0");
                case 0x07 -> out.append("\\a");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case 0x0B -> out.append("\\v");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                case 0x1B -> out.append("\\e");
                case 0x85 -> out.append("\\N");
                default -> appendEscapedUnlessPrintable(out, character);
            }
        }
        return out.append('"').toString();
    }

    private static void appendEscapedUnlessPrintable(StringBuilder out, int character) {
        if (isPrintable(character)) {
            out.appendCodePoint(character);
        } else if (character <= 0xFF) {
            out.append(String.format(Locale.ROOT, "\\x%02X", character));
        } else if (character <= 0xFFFF) {
            out.append(String.format(Locale.ROOT, "\\u%04X", character));
        } else {
            out.append(String.format(Locale.ROOT, "\\U%08X", character));
        }
    }

    private static boolean isPrintable(int character) {
        return character == '\n'
                || (character >= 0x20 && character <= 0x7E)
                || (character >= 0xA0 && character <= 0xD7FF)
                || (character >= 0xE000 && character <= 0xFFFD && character != 0xFEFF);
    }

    private static boolean isBlank(int character) {
        return character == ' ' || character == '\t' || isBreak(character);
    }

    private static boolean isBreak(int character) {
        return character == '\n' || character == '\r' || character == 0x85 || character == 0x2028 || character == 0x2029;
    }
}
