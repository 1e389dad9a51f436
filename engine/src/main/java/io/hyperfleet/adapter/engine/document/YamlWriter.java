package io.hyperfleet.adapter.engine.document;

import io.hyperfleet.gotemplate.GoDuration;
import io.hyperfleet.gotemplate.GoFormat;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes plain data as YAML the way Go's yaml.v3 prints it: block style, four blanks a level, lists indented below their
 * key, texts plain where they can be, no line folding. Maps are written in their own order, see {@link #sorted}.
 *
 * <p>Values: null, Boolean, numbers, String, OffsetDateTime, Duration, {@code byte[]} (a list of numbers), List, Map with
 * any of the single values as keys.
 */
public final class YamlWriter {

    private static final int INDENTATION = 4;
    private static final int LIST_INDENTATION = 2;

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    /** The text, with a line break at its end. */
    public static String write(@Nullable Object value) {
        YamlWriter writer = new YamlWriter();
        writer.value(value, -1, false);
        if (writer.out.charAt(writer.out.length() - 1) != '\n') {
            writer.out.append('\n');
        }
        return writer.out.toString();
    }

    /** A copy in which the keys of all maps stand in the order in which yaml.v3 writes the maps of Go. */
    public static @Nullable Object sorted(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
                entries.sort((left, right) -> YamlKeyOrder.compare(left.getKey(), right.getKey()));
                Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
                entries.forEach(entry -> copy.put(entry.getKey(), sorted(entry.getValue())));
                yield copy;
            }
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>();
                list.forEach(item -> copy.add(sorted(item)));
                yield copy;
            }
            case null, default -> value;
        };
    }

    /**
     * @param indentation of the surrounding block; -1 at the top
     * @param inList whether the value stands behind the dash of a list
     */
    private void value(@Nullable Object value, int indentation, boolean inList) {
        switch (value) {
            case Map<?, ?> map when !map.isEmpty() -> map(map, deeper(indentation, inList), inList);
            case List<?> list when !list.isEmpty() -> list(list, deeper(indentation, inList), inList);
            case byte[] bytes when bytes.length > 0 -> list(numbers(bytes), deeper(indentation, inList), inList);
            case Map<?, ?> _ -> word("{}", indentation);
            case List<?> _ -> word("[]", indentation);
            case byte[] ignored -> word("[]", indentation);
            case String text -> text(text, indentation, inList);
            case null, default -> word(single(value), indentation);
        }
    }

    private void text(String text, int indentation, boolean inList) {
        int lines = indentation < 0 ? INDENTATION : deeper(indentation, inList);
        word(WrittenText.of(text).inBlock(lines, Math.max(0, indentation)), indentation);
    }

    /** A single value stands behind its key or its dash, with a blank between; at the top it stands alone. */
    private void word(String text, int indentation) {
        boolean atStart = indentation < 0 || out.charAt(out.length() - 1) == ' ';
        out.append(atStart ? "" : " ").append(text);
    }

    private void map(Map<?, ?> map, int indentation, boolean inList) {
        boolean behindDash = inList;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            newLine(indentation, behindDash);
            behindDash = false;
            Object key = entry.getKey();
            WrittenText written = key instanceof String text ? WrittenText.of(text) : WrittenText.plain(single(key));
            if (written.fitsKey()) {
                out.append(written.inLine()).append(':');
            } else {
                out.append("? ").append(written.inBlock(deeper(indentation, false), indentation));
                newLine(indentation, false);
                out.append(": ");
            }
            value(entry.getValue(), indentation, false);
        }
    }

    private void list(List<?> list, int indentation, boolean inList) {
        boolean behindDash = inList;
        for (Object item : list) {
            newLine(indentation, behindDash);
            behindDash = false;
            out.append("- ");
            value(item, indentation, true);
        }
    }

    private void newLine(int indentation, boolean onSameLine) {
        boolean top = out.isEmpty();
        if (onSameLine || top) {
            return;
        }
        if (out.charAt(out.length() - 1) != '\n') {
            out.append('\n');
        }
        out.repeat(" ", indentation);
    }

    private static int deeper(int indentation, boolean inList) {
        if (indentation < 0) {
            return 0;
        }
        return inList ? indentation + LIST_INDENTATION : (indentation + INDENTATION) / INDENTATION * INDENTATION;
    }

    private static List<Integer> numbers(byte[] bytes) {
        List<Integer> numbers = new ArrayList<>();
        for (byte b : bytes) {
            numbers.add(Byte.toUnsignedInt(b));
        }
        return Collections.unmodifiableList(numbers);
    }

    private static String single(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Double number -> decimal(number);
            case OffsetDateTime time -> time.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
            case Duration duration -> GoDuration.format(duration);
            default -> value.toString();
        };
    }

    private static String decimal(double number) {
        if (Double.isNaN(number)) {
            return ".nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? ".inf" : "-.inf";
        }
        return GoFormat.sprintf("%g", number);
    }
}
