package io.hyperfleet.adapter.engine.expression.cel;

import com.google.re2j.PatternSyntaxException;
import io.hyperfleet.gotemplate.GoStrings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Functions on texts: CEL's own and those of the strings extension. Positions count code points. */
final class StringFunctions {

    private StringFunctions() {}

    static void addTo(FunctionTable table) {
        addTest(table, "contains", String::contains);
        addTest(table, "startsWith", String::startsWith);
        addTest(table, "endsWith", String::endsWith);
        table.add("matches", 2, (frame, arguments) -> matches(frame, arguments[0], arguments[1]));
        addMapping(table, "lowerAscii", text -> mapAscii(text, 'A', 'Z', 'a' - 'A'));
        addMapping(table, "upperAscii", text -> mapAscii(text, 'a', 'z', 'A' - 'a'));
        addMapping(table, "trim", GoStrings::trim);
        addMapping(table, "strings.quote", StringFunctions::quote);
        table.add("charAt", 2, StringFunctions::charAt);
        table.add("indexOf", StringFunctions::indexOf);
        table.add("lastIndexOf", StringFunctions::lastIndexOf);
        table.add("join", StringFunctions::join);
        table.add("replace", StringFunctions::replace);
        table.add("split", StringFunctions::split);
        table.add("substring", StringFunctions::substring);
        table.add("format", 2, StringFunctions::format);
    }

    private static void addTest(FunctionTable table, String name, BiPredicate<String, String> test) {
        table.add(name, 2, (frame, arguments) -> {
            if (!(arguments[0] instanceof String text) || !(arguments[1] instanceof String other)) {
                return CelError.NO_SUCH_OVERLOAD;
            }
            frame.spendSearch(text, other);
            return test.test(text, other);
        });
    }

    private static void addMapping(FunctionTable table, String name, UnaryOperator<String> mapping) {
        table.add(name, 1, (frame, arguments) -> {
            if (!(arguments[0] instanceof String text)) {
                return Function.NO_OVERLOAD;
            }
            frame.spend(text.length());
            return mapping.apply(text);
        });
    }

    private static Object matches(Frame frame, @Nullable Object value, @Nullable Object pattern) {
        if (!(value instanceof String text)) {
            return Function.unsupported("matches", value);
        }
        if (!(pattern instanceof String expression)) {
            return CelError.NO_SUCH_OVERLOAD;
        }
        frame.spend(expression.length());
        try {
            RegularExpression compiled = RegularExpression.compile(expression);
            frame.spend(compiled.size() + compiled.costOf(text));
            return compiled.isFoundIn(text);
        } catch (PatternSyntaxException e) {
            return new CelError(String.valueOf(e.getMessage()));
        }
    }

    /** The call, with a literal pattern compiled once instead of at each evaluation. */
    static Node withConstantPattern(Function.Call call) {
        if (!call.function().name().equals("matches")
                || !(call.arguments().get(1) instanceof Node.Constant(String expression))) {
            return call;
        }
        try {
            return new Match(call.arguments().get(0), RegularExpression.compile(expression));
        } catch (PatternSyntaxException reportedWhenReached) {
            return call;
        }
    }

    private record Match(Node operand, RegularExpression expression) implements Node {

        @Override
        public @Nullable Object evaluate(Frame frame) {
            Object value = operand.evaluate(frame);
            if (!(value instanceof String text)) {
                return value instanceof CelError ? value : Function.unsupported("matches", value);
            }
            frame.spend(expression.costOf(text));
            return expression.isFoundIn(text);
        }
    }

    private static String mapAscii(String text, char from, char to, int shift) {
        char[] characters = text.toCharArray();
        for (int i = 0; i < characters.length; i++) {
            if (characters[i] >= from && characters[i] <= to) {
                characters[i] = (char) (characters[i] + shift);
            }
        }
        return new String(characters);
    }

    private static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\u0007' -> out.append("\\a");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\u000B' -> out.append("\\v");
                case '\\' -> out.append("\\\\");
                case '"' -> out.append("\\\"");
                default -> out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private static CelError outOfRange(long index) {
        return new CelError("index out of range: " + index);
    }

    private static Object charAt(Frame frame, @Nullable Object[] arguments) {
        if (!(arguments[0] instanceof String text) || !(arguments[1] instanceof Long index)) {
            return Function.NO_OVERLOAD;
        }
        frame.spend(text.length());
        int[] characters = text.codePoints().toArray();
        if (index < 0 || index > characters.length) {
            return outOfRange(index);
        }
        return index == characters.length ? "" : Character.toString(characters[index.intValue()]);
    }

    private static Object indexOf(Frame frame, @Nullable Object[] arguments) {
        if (!isSearch(arguments)) {
            return Function.NO_OVERLOAD;
        }
        frame.spendSearch(String.valueOf(arguments[0]), String.valueOf(arguments[1]));
        int[] text = codePoints(arguments[0]);
        int[] part = codePoints(arguments[1]);
        long from = arguments.length == 3 && arguments[2] instanceof Long offset ? offset : 0;
        if (part.length == 0) {
            return from;
        }
        if (from < 0) {
            return outOfRange(from);
        }
        for (long i = from; i <= text.length - part.length; i++) {
            if (startsAt(text, part, (int) i)) {
                return i;
            }
        }
        return -1L;
    }

    private static Object lastIndexOf(Frame frame, @Nullable Object[] arguments) {
        if (!isSearch(arguments)) {
            return Function.NO_OVERLOAD;
        }
        frame.spendSearch(String.valueOf(arguments[0]), String.valueOf(arguments[1]));
        int[] text = codePoints(arguments[0]);
        int[] part = codePoints(arguments[1]);
        boolean hasOffset = arguments.length == 3;
        long from = hasOffset && arguments[2] instanceof Long offset ? offset : text.length - 1L;
        if (part.length == 0) {
            return hasOffset ? from : (long) text.length;
        }
        if (from < 0 && hasOffset) {
            return outOfRange(from);
        }
        if (from >= text.length) {
            return -1L;
        }
        for (long i = Math.min(from, (long) text.length - part.length); i >= 0; i--) {
            if (startsAt(text, part, (int) i)) {
                return i;
            }
        }
        return -1L;
    }

    private static boolean isSearch(@Nullable Object[] arguments) {
        return (arguments.length == 2 || (arguments.length == 3 && arguments[2] instanceof Long))
                && arguments[0] instanceof String
                && arguments[1] instanceof String;
    }

    private static int[] codePoints(@Nullable Object text) {
        return String.valueOf(text).codePoints().toArray();
    }

    private static boolean startsAt(int[] text, int[] part, int position) {
        return Arrays.equals(text, position, position + part.length, part, 0, part.length);
    }

    private static Object join(Frame frame, @Nullable Object[] arguments) {
        if (arguments.length < 1
                || arguments.length > 2
                || !(arguments[0] instanceof List<?> list)
                || (arguments.length == 2 && !(arguments[1] instanceof String))
                || (!list.isEmpty() && !(list.getFirst() instanceof String))) {
            return Function.NO_OVERLOAD;
        }
        String separator = arguments.length == 2 ? String.valueOf(arguments[1]) : "";
        for (Object element : list) {
            if (!(element instanceof String text)) {
                return new CelError("join: invalid input: " + CelText.of(element));
            }
            frame.spend((long) text.length() + separator.length());
        }
        return list.stream().map(String::valueOf).collect(Collectors.joining(separator));
    }

    private static Object replace(Frame frame, @Nullable Object[] arguments) {
        boolean limited = arguments.length == 4 && arguments[3] instanceof Long;
        if ((arguments.length != 3 && !limited)
                || !(arguments[0] instanceof String text)
                || !(arguments[1] instanceof String old)
                || !(arguments[2] instanceof String replacement)) {
            return Function.NO_OVERLOAD;
        }
        frame.spendSearch(text, old);
        long count = limited && arguments[3] instanceof Long limit ? limit : -1;
        return replace(frame, text, old, replacement, count);
    }

    /** An empty text is found before each character and at the end. */
    private static String replace(Frame frame, String text, String old, String replacement, long limit) {
        StringBuilder out = new StringBuilder();
        int position = 0;
        for (long done = 0; limit < 0 || done < limit; done++) {
            int start = position;
            if (!old.isEmpty()) {
                start = text.indexOf(old, position);
            } else if (done > 0) {
                start = position < text.length() ? text.offsetByCodePoints(position, 1) : -1;
            }
            if (start < 0) {
                break;
            }
            frame.spend(start - position + replacement.length() + 1L);
            out.append(text, position, start).append(replacement);
            position = start + old.length();
        }
        frame.spend(text.length() - position);
        return out.append(text, position, text.length()).toString();
    }

    private static Object split(Frame frame, @Nullable Object[] arguments) {
        boolean limited = arguments.length == 3 && arguments[2] instanceof Long;
        if ((arguments.length != 2 && !limited)
                || !(arguments[0] instanceof String text)
                || !(arguments[1] instanceof String separator)) {
            return Function.NO_OVERLOAD;
        }
        frame.spendSearch(text, separator);
        return split(frame, text, separator, limited && arguments[2] instanceof Long limit ? limit : -1);
    }

    private static List<String> split(Frame frame, String text, String separator, long limit) {
        List<String> result = new ArrayList<>();
        if (limit == 0 || (separator.isEmpty() && text.isEmpty())) {
            return result;
        }
        int position = 0;
        while (limit < 0 || result.size() < limit - 1) {
            int end = separator.isEmpty() ? text.offsetByCodePoints(position, 1) : text.indexOf(separator, position);
            if (end < 0 || (separator.isEmpty() && end == text.length())) {
                break;
            }
            frame.spendElements(1);
            result.add(text.substring(position, end));
            position = end + separator.length();
        }
        result.add(text.substring(position));
        return result;
    }

    private static Object substring(Frame frame, @Nullable Object[] arguments) {
        boolean hasEnd = arguments.length == 3 && arguments[2] instanceof Long;
        if ((arguments.length != 2 && !hasEnd)
                || !(arguments[0] instanceof String text)
                || !(arguments[1] instanceof Long start)) {
            return Function.NO_OVERLOAD;
        }
        frame.spend(text.length());
        int[] characters = text.codePoints().toArray();
        long end = hasEnd && arguments[2] instanceof Long last ? last : characters.length;
        if (hasEnd && start > end) {
            return new CelError("invalid substring range. start: " + start + ", end: " + end);
        }
        if (start < 0 || start > characters.length) {
            return outOfRange(start);
        }
        if (end < 0 || end > characters.length) {
            return outOfRange(end);
        }
        return new String(characters, start.intValue(), (int) (end - start));
    }

    private static Object format(Frame frame, @Nullable Object[] arguments) {
        return arguments[0] instanceof String pattern && arguments[1] instanceof List<?> values
                ? StringFormat.format(frame, pattern, values)
                : Function.NO_OVERLOAD;
    }
}
