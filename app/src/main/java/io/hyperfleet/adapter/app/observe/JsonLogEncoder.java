package io.hyperfleet.adapter.app.observe;

import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON lines as Go's {@code log/slog} writes them: {@code time}, {@code level}, {@code msg}, then the fields. What HTML
 * treats specially is not escaped.
 */
final class JsonLogEncoder implements LogEncoder {

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendOffset("+HH:MM", "Z")
            .toFormatter(Locale.ROOT);

    private static final int MAX_DEPTH = 8;
    private static final String HEX = "0123456789abcdef";

    @Override
    public String encode(LogLine line) {
        StringBuilder out = new StringBuilder(512).append("{\"time\":");
        text(out, TIME.format(line.time().atZone(line.zone())));
        out.append(",\"level\":");
        text(out, line.level());
        out.append(",\"msg\":");
        text(out, line.message());
        for (LogLine.Field field : line.fields()) {
            if (out.length() > MAX_LINE_CHARACTERS) {
                break;
            }
            out.append(',');
            text(out, field.key());
            out.append(':');
            value(out, field.value(), 0);
        }
        return out.append("}\n").toString();
    }

    private static void value(StringBuilder out, @Nullable Object value, int depth) {
        switch (value) {
            case null -> out.append("null");
            case Boolean flag -> out.append(flag);
            case Integer number -> out.append(number);
            case Long number -> out.append(number);
            case Double number when Double.isFinite(number) -> out.append(number);
            case List<?> list when depth < MAX_DEPTH -> list(out, list, depth);
            case Map<?, ?> map when depth < MAX_DEPTH -> map(out, map, depth);
            default -> text(out, LogLine.limited(value.toString()));
        }
    }

    private static void list(StringBuilder out, List<?> list, int depth) {
        out.append('[');
        String separator = "";
        for (Object item : list) {
            if (out.length() > MAX_LINE_CHARACTERS) {
                break;
            }
            out.append(separator);
            value(out, item, depth + 1);
            separator = ",";
        }
        out.append(']');
    }

    private static void map(StringBuilder out, Map<?, ?> map, int depth) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (out.length() > MAX_LINE_CHARACTERS) {
                break;
            }
            out.append(separator);
            text(out, String.valueOf(entry.getKey()));
            out.append(':');
            value(out, entry.getValue(), depth + 1);
            separator = ",";
        }
        out.append('}');
    }

    private static void text(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\u2028', '\u2029' -> escape(out, character);
                default -> {
                    if (character < 0x20 || isLoneSurrogate(text, i)) {
                        escape(out, character < 0x20 ? character : '\ufffd');
                    } else {
                        out.append(character);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean isLoneSurrogate(String text, int index) {
        char character = text.charAt(index);
        if (Character.isHighSurrogate(character)) {
            return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
        }
        return Character.isLowSurrogate(character)
                && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
    }

    private static void escape(StringBuilder out, char character) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt(character >> shift & 0xF));
        }
    }
}
