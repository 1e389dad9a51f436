package io.hyperfleet.adapter.engine.expression.cel;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A regular expression of RE2, which matches in time linear in the text. Repetitions are written out when it is compiled,
 * so their size is held to Go's limit: those inside each other must not multiply to more than 1000.
 *
 * @param size parts of the expression after its repetitions are written out, more or less
 */
record RegularExpression(Pattern pattern, long size) {

    private static final Pattern GROUP_NAME = Pattern.compile("\\(\\?P?<\\w+>");
    private static final int MAX_REPETITION = 1000;
    private static final long MAX_SIZE = 100_000;

    /**
     * @throws PatternSyntaxException in the words of Go
     */
    static RegularExpression compile(String text) {
        long size = new Measure(text).size();
        if (size > MAX_SIZE) {
            throw new PatternSyntaxException("expression too large", text.substring(0, Math.min(text.length(), 100)));
        }
        return new RegularExpression(pattern(text), size);
    }

    /** Where the library and Go disagree about a mistake, Go is right. */
    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            return switch (e.getDescription()) {
                // nobody asks for what a group captured
                case "duplicate capture group name" ->
                    Pattern.compile(GROUP_NAME.matcher(text).replaceAll("("));
                case "regexp/syntax: internal error" -> throw new PatternSyntaxException("unexpected )", text);
                case "trailing backslash at end of expression" ->
                    throw new PatternSyntaxException(e.getDescription() + ": ``");
                default -> throw e;
            };
        }
    }

    /** Matching looks at each character once for each part of the expression that may stand there. */
    long costOf(String text) {
        return text.length() * (4L + size / 4);
    }

    boolean isFoundIn(String text) {
        return pattern.matcher(text).find();
    }

    /** Walks over an expression and counts what its repetitions come to. Mistakes of syntax are left to the compiler. */
    private static final class Measure {

        /**
         * @param size of what was read of the group
         * @param last size of its last part, which a repetition applies to
         * @param repetition the highest product of repetitions inside that part
         * @param highest the same for all of the group
         */
        private record Group(long size, long last, long repetition, long highest) {

            Group with(long part, long inner) {
                return new Group(Math.min(size + part, MAX_SIZE + 1), part, inner, Math.max(highest, inner));
            }
        }

        private final String text;
        private final Deque<Group> outer = new ArrayDeque<>();
        private Group group = new Group(0, 0, 1, 1);

        Measure(String text) {
            this.text = text;
        }

        long size() {
            for (int i = 0; i < text.length(); i++) {
                switch (text.charAt(i)) {
                    case '\\' -> {
                        i++;
                        checkEscape(i);
                        group = group.with(1, 1);
                    }
                    case '[' -> {
                        i = endOfClass(i);
                        group = group.with(1, 1);
                    }
                    case '(' -> {
                        outer.push(group);
                        group = new Group(1, 0, 1, 1);
                    }
                    case ')' -> {
                        if (!outer.isEmpty()) {
                            group = outer.pop().with(group.size(), group.highest());
                        }
                    }
                    case '{' -> i = repetition(i);
                    default -> group = group.with(1, 1);
                }
            }
            while (!outer.isEmpty()) {
                group = outer.pop().with(group.size(), group.highest());
            }
            return group.size();
        }

        /** Only characters of ASCII can be escaped. */
        private void checkEscape(int index) {
            if (index < text.length() && text.charAt(index) >= 0x80 && !text.contains("\\Q")) {
                String character = Character.toString(text.codePointAt(index));
                throw new PatternSyntaxException("invalid escape sequence", '\\' + character);
            }
        }

        private int endOfClass(int begin) {
            for (int i = begin + 2; i < text.length(); i++) {
                if (text.charAt(i) == '\\') {
                    i++;
                } else if (text.charAt(i) == ']') {
                    return i;
                }
            }
            return text.length();
        }

        /** The end of {@code {2}}, {@code {2,}} or {@code {2,5}}; anything else is plain text. */
        private int repetition(int begin) {
            int end = text.indexOf('}', begin);
            String inside = end < 0 ? "" : text.substring(begin + 1, end);
            if (!inside.matches("\\d{1,4}(,\\d{0,4})?")) {
                group = group.with(1, 1);
                return begin;
            }
            int comma = inside.indexOf(',');
            boolean closed = comma >= 0 && comma < inside.length() - 1;
            int count = Math.max(1, Integer.parseInt(closed ? inside.substring(comma + 1) : inside.replace(",", "")));
            long product = group.repetition() * count;
            if (product > MAX_REPETITION) {
                throw new PatternSyntaxException("invalid repeat count", text.substring(begin, end + 1));
            }
            group = group.with(group.last() * (count - 1), product);
            return end;
        }
    }
}
