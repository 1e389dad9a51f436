package io.hyperfleet.adapter.app.observe;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code key=value} lines as Go's {@code log/slog} writes them; a text is quoted where it could be misread. */
final class TextLogEncoder implements LogEncoder {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);

    @Override
    public String encode(LogLine line) {
        StringBuilder out = new StringBuilder(512)
                .append("time=")
                .append(TIME.format(line.time().atZone(line.zone())))
                .append(" level=")
                .append(line.level())
                .append(" msg=")
                .append(quoted(line.message()));
        for (LogLine.Field field : line.fields()) {
            if (out.length() > MAX_LINE_CHARACTERS) {
                break;
            }
            out.append(' ').append(quoted(field.key())).append('=').append(quoted(text(field.value())));
        }
        return out.append('\n').toString();
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "<nil>";
            case List<?> list ->
                LogLine.limited(list.stream().map(TextLogEncoder::text).collect(Collectors.joining(" ", "[", "]")));
            default -> LogLine.limited(value.toString());
        };
    }

    private static String quoted(String text) {
        boolean plain = !text.isEmpty()
                && text.codePoints()
                        .allMatch(character -> character != ' '
                                && character != '"'
                                && character != '='
                                && GoQuote.isPrintable(character));
        return plain ? text : GoQuote.quote(text);
    }
}
