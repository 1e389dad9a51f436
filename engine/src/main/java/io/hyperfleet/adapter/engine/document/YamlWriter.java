package io.hyperfleet.adapter.engine.document;

import io.hyperfleet.gotemplate.GoDuration;
import io.hyperfleet.gotemplate.GoNumbers;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes plain data as YAML the way Go's yaml.v3 does: block style, four columns a level, texts without quotes where they
 * cannot be taken for anything else, texts of several lines as they are. Keys stay in their order.
 */
public final class YamlWriter {

    private static final int INDENT = 4;
    private static final int ITEM_INDENT = 2;

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    /** The value as a document; ends with a line break. */
    public static String write(@Nullable Object value) {
        YamlWriter writer = new YamlWriter();
        switch (value) {
            case Map<?, ?> map when !map.isEmpty() -> writer.mapping(map, 0);
            case List<?> list when !list.isEmpty() -> writer.sequence(list, 0);
            case null, default -> writer.scalar(value, 0, INDENT);
        }
        return writer.out.toString();
    }

    /** The entries of a map; the first one is written where the line stands. */
    private void mapping(Map<?, ?> map, int indent) {
        for (Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<?, ?> entry = entries.next();
            key(String.valueOf(entry.getKey()), indent);
            out.append(':');
            value(entry.getValue(), indent);
            if (entries.hasNext()) {
                out.repeat(' ', indent);
            }
        }
    }

    private void key(String text, int indent) {
        YamlText key = new YamlText(text);
        if (key.mayBeKey()) {
            out.append(key.inline());
            return;
        }
        out.append("? ");
        text(key, indent, below(indent));
        out.repeat(' ', indent);
    }

    private void value(@Nullable Object value, int indent) {
        int inner = below(indent);
        switch (value) {
            case Map<?, ?> map when !map.isEmpty() -> {
                out.append('\n').repeat(' ', inner);
                mapping(map, inner);
            }
            case List<?> list when !list.isEmpty() -> {
                out.append('\n').repeat(' ', inner);
                sequence(list, inner);
            }
            case null, default -> {
                out.append(' ');
                scalar(value, indent, inner);
            }
        }
    }

    /** The items of a list; the first one is written where the line stands. */
    private void sequence(List<?> list, int indent) {
        int inner = indent + ITEM_INDENT;
        for (Iterator<?> items = list.iterator(); items.hasNext(); ) {
            out.append("- ");
            switch (items.next()) {
                case Map<?, ?> map when !map.isEmpty() -> mapping(map, inner);
                case List<?> nested when !nested.isEmpty() -> sequence(nested, inner);
                case null -> scalar(null, indent, inner);
                case Object item -> scalar(item, indent, inner);
            }
            if (items.hasNext()) {
                out.repeat(' ', indent);
            }
        }
    }

    private static int below(int indent) {
        return (indent + INDENT) / INDENT * INDENT;
    }

    /**
     * A value on the rest of the line.
     *
     * @param indent of the map or list it belongs to
     * @param inner where further lines of a text begin
     */
    private void scalar(@Nullable Object value, int indent, int inner) {
        if (value instanceof String text) {
            text(new YamlText(text), indent, inner);
            return;
        }
        String written =
                switch (value) {
                    case null -> "null";
                    case Map<?, ?> _ -> "{}";
                    case List<?> _ -> "[]";
                    case Double number -> decimal(number);
                    case Duration duration -> GoDuration.format(duration);
                    case OffsetDateTime time -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
                    default -> value.toString();
                };
        out.append(written).append('\n');
    }

    private void text(YamlText text, int indent, int inner) {
        if (text.isLiteral()) {
            out.append(text.literalHeader(inner - indent)).append('\n');
            text.lines().forEach(line -> {
                out.repeat(' ', line.isEmpty() ? 0 : inner).append(line).append('\n');
            });
        } else {
            out.append(text.inline()).append('\n');
        }
    }

    private static String decimal(double number) {
        if (Double.isNaN(number)) {
            return ".nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? ".inf" : "-.inf";
        }
        return GoNumbers.formatFloat(number, 'g', -1, 64);
    }
}
