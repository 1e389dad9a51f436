package io.hyperfleet.adapter.engine.expression.jsonpath;

import io.hyperfleet.gotemplate.GoNumbers;
import io.hyperfleet.gotemplate.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses one path. A path is a text with actions in braces; each action is a list of steps. */
final class PathParser {

    private static final Pattern DICTIONARY_KEY = Pattern.compile("'([^']*)'");
    private static final Pattern SLICE = Pattern.compile("(-?\\d*)(:-?\\d*)?(:-?\\d*)?");
    private static final Pattern COMPARISON = Pattern.compile("([^!<>=]+)([!<>=]+)(.+?)", Pattern.DOTALL);
    private static final int MAX_NESTING = 100;
    private static final int END = -1;

    private final String input;
    private final int nesting;
    private int start;
    private int position;

    private PathParser(String input, int nesting) {
        this.input = input;
        this.nesting = nesting;
    }

    /**
     * @return the actions in order; a text between them is an action of its own
     * @throws PathSyntaxException with the reason in client-go's words
     */
    static List<List<Step>> parse(String path) throws PathSyntaxException {
        return new PathParser(path, 0).actions();
    }

    private List<List<Step>> actions() throws PathSyntaxException {
        List<List<Step>> actions = new ArrayList<>();
        while (true) {
            int brace = input.indexOf('{', position);
            int end = brace < 0 ? input.length() : brace;
            if (end > position) {
                actions.add(List.of(new Step.Text(input.substring(position, end))));
            }
            if (brace < 0) {
                return List.copyOf(actions);
            }
            position = brace + 1;
            start = position;
            List<Step> steps = new ArrayList<>();
            action(steps);
            actions.add(List.copyOf(steps));
        }
    }

    /** The steps of an inner path, such as a side of a comparison. */
    private List<Step> inner(String text) throws PathSyntaxException {
        if (nesting >= MAX_NESTING) {
            throw new PathSyntaxException("nested deeper than " + MAX_NESTING + " levels", position);
        }
        List<List<Step>> actions = new PathParser("{" + text + "}", nesting + 1).actions();
        return actions.getFirst();
    }

    private void action(List<Step> steps) throws PathSyntaxException {
        while (!input.startsWith("}", position)) {
            if (input.startsWith("[?(", position)) {
                steps.add(filter());
            } else if (input.startsWith("..", position)) {
                recursive(steps);
            } else {
                step(steps);
            }
        }
        position++;
        start = position;
    }

    private void step(List<Step> steps) throws PathSyntaxException {
        int c = next();
        switch (c) {
            case END, '\n', '\r' -> throw new PathSyntaxException("unclosed action", start);
            case ' ', '@', '$' -> start = position;
            case '[' -> array(steps);
            case '"', '\'' -> steps.add(new Step.Literal(quoted(c)));
            case '.' -> steps.add(field());
            case '+', '-' -> steps.add(number());
            default -> {
                if (Character.isDigit(c)) {
                    position = start;
                    steps.add(number());
                } else if (isWordCharacter(c)) {
                    steps.add(word());
                } else {
                    throw new PathSyntaxException(
                            "unrecognized character in action: "
                                    + String.format(Locale.ROOT, "U+%04X '%s'", c, Character.toString(c)),
                            start);
                }
            }
        }
    }

    private static boolean isWordCharacter(int c) {
        return c == '_' || Character.isLetter(c) || Character.isDigit(c);
    }

    private static boolean isTerminator(int c) {
        return c == END || " \t\r\n.,[]$@{}".indexOf(c) >= 0;
    }

    private int peek() {
        return position < input.length() ? input.codePointAt(position) : END;
    }

    private int next() {
        int c = peek();
        if (c != END) {
            position += Character.charCount(c);
        }
        return c;
    }

    private String consume() {
        String text = input.substring(start, position);
        start = position;
        return text;
    }

    private Step word() {
        while (!isTerminator(peek())) {
            next();
        }
        String word = consume();
        return switch (word) {
            case "true" -> new Step.Literal(true);
            case "false" -> new Step.Literal(false);
            default -> new Step.Word(word);
        };
    }

    private void recursive(List<Step> steps) throws PathSyntaxException {
        if (!steps.isEmpty() && steps.getLast() instanceof Step.Recursive) {
            throw new PathSyntaxException("invalid multiple recursive descent", position);
        }
        position += 2;
        start = position;
        steps.add(new Step.Recursive());
        if (isWordCharacter(peek())) {
            steps.add(field());
        }
    }

    /** A field name up to a terminator that no backslash protects. */
    private Step field() {
        start = position;
        while (true) {
            int c = peek();
            if (c == '\\') {
                next();
                next();
            } else if (isTerminator(c)) {
                break;
            } else {
                next();
            }
        }
        String name = consume();
        return name.equals("*") ? new Step.Wildcard() : new Step.Field(name.replace("\\", ""));
    }

    private Step number() throws PathSyntaxException {
        while (peek() == '.' || Character.isDigit(peek())) {
            next();
        }
        String text = consume();
        Parsed<Long> integer = GoNumbers.parseInt(text, 10, Long.SIZE);
        if (integer.isValid()) {
            return new Step.Literal(integer.value());
        }
        Parsed<Double> number = GoNumbers.parseFloat(text);
        if (number.isValid()) {
            return new Step.Literal(number.value());
        }
        throw new PathSyntaxException("cannot parse number " + text, start);
    }

    private String quoted(int quote) throws PathSyntaxException {
        while (true) {
            int c = next();
            if (c == END || c == '\n') {
                throw new PathSyntaxException("unterminated quoted string", start);
            }
            if (c == quote && input.charAt(position - 2) != '\\') {
                break;
            }
        }
        String text = consume();
        String unquoted = unquote(text.substring(1, text.length() - 1), (char) quote);
        if (unquoted == null) {
            throw new PathSyntaxException("unquote string " + text + " error invalid syntax", start);
        }
        return unquoted;
    }

    /** The text without escapes, null when one is unknown. Only the quote itself needs one. */
    private static @Nullable String unquote(String text, char quote) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            if (++i >= text.length()) {
                return null;
            }
            switch (text.charAt(i)) {
                case 'n' -> out.append('\n');
                case 't' -> out.append('\t');
                case 'r' -> out.append('\r');
                case '\\' -> out.append('\\');
                case '\'', '"' -> {
                    if (text.charAt(i) != quote) {
                        return null;
                    }
                    out.append(quote);
                }
                default -> {
                    return null;
                }
            }
        }
        return out.toString();
    }

    private void array(List<Step> steps) throws PathSyntaxException {
        while (peek() != ']') {
            if (peek() == END || peek() == '\n') {
                throw new PathSyntaxException("unterminated array", start);
            }
            next();
        }
        next();
        String bracket = consume();
        String text = bracket.substring(1, bracket.length() - 1);
        String[] parts = text.split(",", -1);
        Matcher key = DICTIONARY_KEY.matcher(text);
        if (parts.length > 1) {
            List<List<Step>> branches = new ArrayList<>();
            for (String part : parts) {
                branches.add(inner("[" + trimBlanks(part) + "]"));
            }
            steps.add(new Step.Union(List.copyOf(branches)));
        } else if (key.matches()) {
            steps.addAll(inner("." + key.group(1)));
        } else {
            steps.add(slice(text.equals("*") ? ":" : text));
        }
    }

    private static String trimBlanks(String text) {
        return text.replaceAll("^ +| +$", "");
    }

    private Step slice(String text) throws PathSyntaxException {
        Matcher matcher = SLICE.matcher(text);
        if (!matcher.matches()) {
            throw new PathSyntaxException("invalid array index " + text, start);
        }
        Long from = bound(matcher.group(1), 0);
        Long step = bound(matcher.group(3), 1);
        if (matcher.group(2) == null) {
            return new Step.Slice(from, (from == null ? 0 : from) + 1, step, true);
        }
        return new Step.Slice(from, bound(matcher.group(2), 1), step, false);
    }

    /** The number after so many characters; null when there is none. */
    private @Nullable Long bound(@Nullable String part, int skip) throws PathSyntaxException {
        if (part == null || part.length() <= skip) {
            return null;
        }
        Parsed<Long> number = GoNumbers.parseInt(part.substring(skip), 10, Long.SIZE);
        if (!number.isValid()) {
            throw new PathSyntaxException("array index " + part.substring(skip) + " is not a number", start);
        }
        return number.value();
    }

    private Step filter() throws PathSyntaxException {
        position += 3;
        start = position;
        int quote = END;
        boolean closed = false;
        while (true) {
            int c = next();
            if (c == END || c == '\n') {
                throw new PathSyntaxException("unterminated filter", start);
            }
            if (c == ')' && (quote == END) == !closed) {
                break;
            }
            if (c == '"' || c == '\'') {
                if (quote == END) {
                    quote = c;
                } else if (c == quote && input.charAt(position - 2) != '\\') {
                    closed = true;
                }
            }
        }
        int afterFilter = position - 1;
        if (next() != ']') {
            throw new PathSyntaxException("unclosed array expect ]", position);
        }
        String text = input.substring(start, afterFilter);
        start = position;
        Matcher comparison = COMPARISON.matcher(text);
        return comparison.matches()
                ? new Step.Filter(inner(comparison.group(1)), comparison.group(2), inner(comparison.group(3)))
                : new Step.Filter(inner(text), Step.Filter.EXISTS, List.of());
    }
}
