package io.hyperfleet.gotemplate;

import io.hyperfleet.gotemplate.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts a template's text into tokens. The list ends with {@code END_OF_TEXT}, or with the first {@code ERROR}. */
final class Lexer {

    private static final String LEFT = "{{";
    private static final String RIGHT = "}}";
    private static final int TRIM_MARKER_LENGTH = 2;
    private static final int END = -1;

    private final String input;
    private final FunctionMap functions;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int start;

    private Lexer(String input, FunctionMap functions) {
        this.input = input;
        this.functions = functions;
    }

    /** The functions matter for {@code break} and {@code continue}, which are keywords unless functions of that name exist. */
    static List<Token> tokens(String input, FunctionMap functions) {
        Lexer lexer = new Lexer(input, functions);
        lexer.run();
        return lexer.tokens;
    }

    static boolean isAlphanumeric(int codePoint) {
        return codePoint == '_' || Character.isLetter(codePoint) || Character.isDigit(codePoint);
    }

    private void run() {
        while (position < input.length()) {
            int delimiter = input.indexOf(LEFT, position);
            if (delimiter < 0) {
                position = input.length();
                emit(Kind.TEXT);
                break;
            }
            text(delimiter);
            boolean goesOn = input.startsWith("/*", afterLeftDelimiter()) ? comment() : action();
            if (!goesOn) {
                return;
            }
        }
        start = position;
        emit(Kind.END_OF_TEXT);
    }

    /** Emits the text before a left delimiter, without the blanks a trim marker takes away. */
    private void text(int delimiter) {
        position = delimiter;
        if (hasLeftTrimMarker(delimiter + LEFT.length())) {
            while (position > start && isSpace(input.charAt(position - 1))) {
                position--;
            }
        }
        if (position > start) {
            emit(Kind.TEXT);
        }
        position = delimiter;
        start = delimiter;
    }

    private int afterLeftDelimiter() {
        int after = position + LEFT.length();
        return hasLeftTrimMarker(after) ? after + TRIM_MARKER_LENGTH : after;
    }

    private boolean comment() {
        position = afterLeftDelimiter();
        start = position;
        int close = input.indexOf("*/", position + 2);
        if (close < 0) {
            return error("unclosed comment");
        }
        position = close + 2;
        boolean trims = atTrimmingRightDelimiter();
        if (!trims && !input.startsWith(RIGHT, position)) {
            return error("comment ends before closing delimiter");
        }
        leaveAction(trims);
        return true;
    }

    /** Everything from a left delimiter to its right delimiter; false after an error. */
    private boolean action() {
        int after = afterLeftDelimiter();
        position += LEFT.length();
        emit(Kind.LEFT_DELIMITER);
        position = after;
        start = after;
        int depth = 0;
        while (true) {
            boolean trims = atTrimmingRightDelimiter();
            if (trims || input.startsWith(RIGHT, position)) {
                if (depth > 0) {
                    return error("unclosed left paren");
                }
                start = trims ? position + TRIM_MARKER_LENGTH : position;
                tokens.add(new Token(Kind.RIGHT_DELIMITER, RIGHT, start));
                leaveAction(trims);
                return true;
            }
            int next = peek();
            if (next == '(') {
                depth++;
            } else if (next == ')' && --depth < 0) {
                return error("unexpected right paren");
            }
            if (!insideAction(next)) {
                return false;
            }
        }
    }

    private void leaveAction(boolean trims) {
        position += RIGHT.length() + (trims ? TRIM_MARKER_LENGTH : 0);
        if (trims) {
            while (position < input.length() && isSpace(input.charAt(position))) {
                position++;
            }
        }
        start = position;
    }

    private boolean insideAction(int next) {
        if (next == END) {
            return error("unclosed action");
        }
        if (isSpace(next)) {
            return space();
        }
        if (next == '.' && position + 1 < input.length() && !isAsciiDigit(input.charAt(position + 1))) {
            return fieldOrVariable(Kind.FIELD);
        }
        if (next == '.' || next == '+' || next == '-' || isAsciiDigit(next)) {
            return number();
        }
        if (isAlphanumeric(next)) {
            return identifier();
        }
        return switch (next) {
            case '"', '\'' -> quoted(next);
            case '`' -> rawString();
            case '$' -> fieldOrVariable(Kind.VARIABLE);
            default -> punctuation(next);
        };
    }

    private boolean punctuation(int next) {
        position += Character.charCount(next);
        switch (next) {
            case '=' -> emit(Kind.ASSIGN);
            case '|' -> emit(Kind.PIPE);
            case '(' -> emit(Kind.LEFT_PARENTHESIS);
            case ')' -> emit(Kind.RIGHT_PARENTHESIS);
            case ':' -> {
                if (peek() != '=') {
                    return error("expected :=");
                }
                position++;
                emit(Kind.DECLARE);
            }
            default -> {
                if (next >= 0x7F || next < ' ') {
                    return error("unrecognized character in action: " + described(next));
                }
                emit(Kind.CHARACTER);
            }
        }
        return true;
    }

    private boolean space() {
        while (position < input.length() && isSpace(input.charAt(position))) {
            position++;
        }
        // the last blank may belong to a trim marker: " -}}"
        if (input.startsWith("-" + RIGHT, position)) {
            position--;
            if (position == start) {
                return true;
            }
        }
        emit(Kind.SPACE);
        return true;
    }

    private boolean identifier() {
        skipAlphanumeric();
        if (!atTerminator()) {
            return error("bad character " + described(peek()));
        }
        emit(keywordOrIdentifier(input.substring(start, position)));
        return true;
    }

    private Kind keywordOrIdentifier(String word) {
        return switch (word) {
            case "true", "false" -> Kind.BOOL;
            case "block" -> Kind.BLOCK;
            case "break" -> functions.find(word) == null ? Kind.BREAK : Kind.IDENTIFIER;
            case "continue" -> functions.find(word) == null ? Kind.CONTINUE : Kind.IDENTIFIER;
            case "define" -> Kind.DEFINE;
            case "else" -> Kind.ELSE;
            case "end" -> Kind.END;
            case "if" -> Kind.IF;
            case "nil" -> Kind.NIL;
            case "range" -> Kind.RANGE;
            case "template" -> Kind.TEMPLATE;
            case "with" -> Kind.WITH;
            default -> Kind.IDENTIFIER;
        };
    }

    private boolean fieldOrVariable(Kind kind) {
        position++;
        if (atTerminator()) {
            emit(kind == Kind.FIELD ? Kind.DOT : kind);
            return true;
        }
        skipAlphanumeric();
        if (!atTerminator()) {
            return error("bad character " + described(peek()));
        }
        emit(kind);
        return true;
    }

    private void skipAlphanumeric() {
        int next = peek();
        while (next != END && isAlphanumeric(next)) {
            position += Character.charCount(next);
            next = peek();
        }
    }

    private boolean number() {
        if (!scanNumber()) {
            return badNumber();
        }
        int sign = peek();
        if (sign != '+' && sign != '-') {
            emit(Kind.NUMBER);
            return true;
        }
        if (!scanNumber() || input.charAt(position - 1) != 'i') {
            return badNumber();
        }
        emit(Kind.COMPLEX);
        return true;
    }

    private boolean badNumber() {
        return error("bad number syntax: " + GoQuote.quote(input.substring(start, position), false));
    }

    private boolean scanNumber() {
        accept("+-");
        String digits = "0123456789_";
        String exponent = "eE";
        if (accept("0")) {
            if (accept("xX")) {
                digits = "0123456789abcdefABCDEF_";
                exponent = "pP";
            } else if (accept("oO")) {
                digits = "01234567_";
                exponent = "";
            } else if (accept("bB")) {
                digits = "01_";
                exponent = "";
            }
        }
        acceptRun(digits);
        if (accept(".")) {
            acceptRun(digits);
        }
        if (accept(exponent)) {
            accept("+-");
            acceptRun("0123456789_");
        }
        accept("i");
        int next = peek();
        if (next != END && isAlphanumeric(next)) {
            position += Character.charCount(next);
            return false;
        }
        return true;
    }

    private boolean accept(String characters) {
        if (position < input.length() && characters.indexOf(input.charAt(position)) >= 0) {
            position++;
            return true;
        }
        return false;
    }

    private void acceptRun(String characters) {
        while (position < input.length() && characters.indexOf(input.charAt(position)) >= 0) {
            position++;
        }
    }

    private boolean quoted(int quote) {
        position++;
        while (position < input.length() && input.charAt(position) != '\n') {
            char c = input.charAt(position++);
            if (c == quote) {
                emit(quote == '"' ? Kind.STRING : Kind.CHARACTER_CONSTANT);
                return true;
            }
            if (c == '\\') {
                if (position == input.length() || input.charAt(position) == '\n') {
                    break;
                }
                position++;
            }
        }
        return error(quote == '"' ? "unterminated quoted string" : "unterminated character constant");
    }

    private boolean rawString() {
        int close = input.indexOf('`', position + 1);
        if (close < 0) {
            return error("unterminated raw quoted string");
        }
        position = close + 1;
        emit(Kind.RAW_STRING);
        return true;
    }

    private boolean atTerminator() {
        int next = peek();
        return next == END || isSpace(next) || ".,|:)(".indexOf(next) >= 0 || input.startsWith(RIGHT, position);
    }

    private boolean hasLeftTrimMarker(int index) {
        return index + 1 < input.length() && input.charAt(index) == '-' && isSpace(input.charAt(index + 1));
    }

    private boolean atTrimmingRightDelimiter() {
        return position + 1 < input.length()
                && isSpace(input.charAt(position))
                && input.charAt(position + 1) == '-'
                && input.startsWith(RIGHT, position + TRIM_MARKER_LENGTH);
    }

    private int peek() {
        return position < input.length() ? input.codePointAt(position) : END;
    }

    private void emit(Kind kind) {
        tokens.add(new Token(kind, input.substring(start, position), start));
        start = position;
    }

    private boolean error(String message) {
        tokens.add(new Token(Kind.ERROR, message, start));
        return false;
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static boolean isAsciiDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** A character as Go's {@code %#U}: {@code U+002D '-'}. */
    private static String described(int codePoint) {
        return RuneFormat.unicode(codePoint == END ? 0xFFFFFFFFL : GoText.orReplacement(codePoint), true);
    }
}
