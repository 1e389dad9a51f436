package io.hyperfleet.adapter.engine.value;

import io.hyperfleet.adapter.engine.value.JsonDecoder.Decoded;
import io.hyperfleet.gotemplate.GoFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One pass over one JSON text. Like Go, a syntax error anywhere in the text takes precedence over a value that does not
 * fit its type.
 */
final class JsonParser {

    static final int MAX_DEPTH = 1000;

    private static final String END_OF_INPUT = "unexpected end of JSON input";
    private static final String OBJECT_TYPE = "map[string]interface {}";

    private final String text;
    private final boolean keepIntegers;
    private int position;
    private int depth;
    private @Nullable String typeError;

    JsonParser(String text, boolean keepIntegers) {
        this.text = text;
        this.keepIntegers = keepIntegers;
    }

    /** A text that is not JSON; never leaves this class. */
    private static final class SyntaxError extends Exception {

        private static final long serialVersionUID = 1L;

        SyntaxError(String message) {
            super(message, null, false, false);
        }
    }

    Decoded parse(boolean objectOnly) {
        try {
            skipBlanks();
            Object value = value();
            skipBlanks();
            if (position < text.length()) {
                throw unexpected("after top-level value");
            }
            if (objectOnly && value != null && !(value instanceof Map)) {
                return new Decoded.Malformed(
                        "json: cannot unmarshal " + kind(value) + " into Go value of type " + OBJECT_TYPE);
            }
            return typeError == null ? new Decoded.Value(value) : new Decoded.Malformed(typeError);
        } catch (SyntaxError e) {
            return new Decoded.Malformed(String.valueOf(e.getMessage()));
        }
    }

    private static String kind(Object value) {
        return switch (value) {
            case String _ -> "string";
            case Boolean bool -> "bool";
            case List<?> _ -> "array";
            default -> "number";
        };
    }

    private @Nullable Object value() throws SyntaxError {
        if (position >= text.length()) {
            throw new SyntaxError(END_OF_INPUT);
        }
        return switch (text.charAt(position)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw unexpected("looking for beginning of value");
        };
    }

    private Map<String, @Nullable Object> object() throws SyntaxError {
        descend();
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        position++;
        if (peekAfterBlanks() == '}') {
            position++;
            depth--;
            return result;
        }
        while (true) {
            if (peekAfterBlanks() != '"') {
                throw unexpected("looking for beginning of object key string");
            }
            String key = string();
            if (peekAfterBlanks() != ':') {
                throw unexpected("after object key");
            }
            position++;
            skipBlanks();
            result.put(key, value());
            char next = peekAfterBlanks();
            if (next != ',' && next != '}') {
                throw unexpected("after object key:value pair");
            }
            position++;
            if (next == '}') {
                depth--;
                return result;
            }
        }
    }

    private List<@Nullable Object> array() throws SyntaxError {
        descend();
        List<@Nullable Object> result = new ArrayList<>();
        position++;
        if (peekAfterBlanks() == ']') {
            position++;
            depth--;
            return result;
        }
        while (true) {
            skipBlanks();
            result.add(value());
            char next = peekAfterBlanks();
            if (next != ',' && next != ']') {
                throw unexpected("after array element");
            }
            position++;
            if (next == ']') {
                depth--;
                return result;
            }
        }
    }

    private void descend() throws SyntaxError {
        if (++depth > MAX_DEPTH) {
            throw new SyntaxError("exceeded max depth");
        }
    }

    private String string() throws SyntaxError {
        int start = ++position;
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '"') {
                return text.substring(start, position++);
            }
            if (c == '\\') {
                return escapedString(new StringBuilder().append(text, start, position));
            }
            if (c < 0x20) {
                throw unexpected("in string literal");
            }
            position++;
        }
        throw new SyntaxError(END_OF_INPUT);
    }

    private String escapedString(StringBuilder result) throws SyntaxError {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c < 0x20) {
                throw unexpected("in string literal");
            }
            position++;
            if (c == '"') {
                return result.toString();
            }
            if (c == '\\') {
                escape(result);
            } else {
                result.append(c);
            }
        }
        throw new SyntaxError(END_OF_INPUT);
    }

    private void escape(StringBuilder result) throws SyntaxError {
        char c = current();
        switch (c) {
            case '"', '\\', '/' -> result.append(c);
            case 'b' -> result.append('\b');
            case 'f' -> result.append('\f');
            case 'n' -> result.append('\n');
            case 'r' -> result.append('\r');
            case 't' -> result.append('\t');
            case 'u' -> {
                unicodeEscape(result);
                return;
            }
            default -> throw unexpected("in string escape code");
        }
        position++;
    }

    /** A surrogate that has no partner becomes U+FFFD. */
    private void unicodeEscape(StringBuilder result) throws SyntaxError {
        position++;
        char unit = hexadecimal();
        if (!Character.isSurrogate(unit)) {
            result.append(unit);
            return;
        }
        if (Character.isHighSurrogate(unit) && text.startsWith("\\u", position)) {
            int before = position;
            position += 2;
            char low = hexadecimal();
            if (Character.isLowSurrogate(low)) {
                result.append(unit).append(low);
                return;
            }
            position = before;
        }
        result.append('\uFFFD');
    }

    private char hexadecimal() throws SyntaxError {
        int unit = 0;
        for (int i = 0; i < 4; i++, position++) {
            char c = current();
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw unexpected("in \\u hexadecimal character escape");
            }
            unit = unit * 16 + digit;
        }
        return (char) unit;
    }

    private @Nullable Object literal(String word, @Nullable Object value) throws SyntaxError {
        for (int i = 0; i < word.length(); i++, position++) {
            if (current() != word.charAt(i)) {
                throw unexpected("in literal " + word + " (expecting '" + word.charAt(i) + "')");
            }
        }
        return value;
    }

    private Number number() throws SyntaxError {
        int start = position;
        boolean integer = true;
        if (current() == '-') {
            position++;
            requireDigit("in numeric literal");
        }
        if (current() == '0') {
            position++;
        } else {
            digits();
        }
        if (current() == '.') {
            integer = false;
            position++;
            requireDigit("after decimal point in numeric literal");
            digits();
        }
        if (current() == 'e' || current() == 'E') {
            integer = false;
            position++;
            if (current() == '+' || current() == '-') {
                position++;
            }
            requireDigit("in exponent of numeric literal");
            digits();
        }
        return toNumber(text.substring(start, position), integer);
    }

    private Number toNumber(String literal, boolean integer) {
        if (keepIntegers && integer) {
            try {
                return Long.parseLong(literal);
            } catch (NumberFormatException beyondLong) {
                return Double.parseDouble(literal);
            }
        }
        double number = Double.parseDouble(literal);
        if (Double.isInfinite(number) && typeError == null) {
            typeError = "json: cannot unmarshal number " + literal + " into Go value of type float64";
        }
        return number;
    }

    private void requireDigit(String context) throws SyntaxError {
        if (!isDigit(current())) {
            throw unexpected(context);
        }
    }

    private void digits() {
        while (isDigit(current())) {
            position++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The character here. Like Go, inside a number or word the end of the text is taken for a blank. */
    private char current() {
        return position < text.length() ? text.charAt(position) : ' ';
    }

    private char peekAfterBlanks() throws SyntaxError {
        skipBlanks();
        if (position >= text.length()) {
            throw new SyntaxError(END_OF_INPUT);
        }
        return text.charAt(position);
    }

    private void skipBlanks() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    /** Go looks at bytes: of a character beyond ASCII it names the first byte of its UTF-8 form. */
    private SyntaxError unexpected(String context) {
        int character = position < text.length() ? text.codePointAt(position) : ' ';
        int first = Character.toString(character).getBytes(StandardCharsets.UTF_8)[0] & 0xFF;
        String shown = switch (first) {
            case '\'' -> "\\'";
            case '"' -> "\"";
            default -> {
                String quoted = GoFormat.quote(Character.toString(first));
                yield quoted.substring(1, quoted.length() - 1);
            }
        };
        return new SyntaxError("invalid character '" + shown + "' " + context);
    }
}
