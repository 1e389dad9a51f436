package io.hyperfleet.gotemplate;

import java.util.ArrayList;
import java.util.List;

/** A Go time layout cut into elements: the reference time {@code Mon Jan 2 15:04:05 MST 2006} and literal text between. */
final class TimeLayout {

    /** What an element of a layout stands for. */
    enum Unit {
        /** Literal text only: the end of the layout. */
        NONE,
        LONG_MONTH,
        MONTH,
        NUMBER_MONTH,
        ZERO_MONTH,
        LONG_WEEKDAY,
        WEEKDAY,
        DAY,
        UNDER_DAY,
        ZERO_DAY,
        UNDER_YEAR_DAY,
        ZERO_YEAR_DAY,
        HOUR,
        HOUR_12,
        ZERO_HOUR_12,
        MINUTE,
        ZERO_MINUTE,
        SECOND,
        ZERO_SECOND,
        LONG_YEAR,
        YEAR,
        UPPER_PM,
        LOWER_PM,
        ZONE_NAME,
        OFFSET,
        FRACTION,
        TRIMMED_FRACTION
    }

    /**
     * Literal text, and the element after it.
     *
     * @param element the element as written, such as {@code 2006} or {@code Z07:00}
     */
    record Chunk(String prefix, Unit unit, String element) {

        /** {@code Z07:00} and its like: UTC is written {@code Z}. */
        boolean allowsZulu() {
            return element.startsWith("Z");
        }
    }

    private static final List<String> OFFSETS = List.of("070000", "07:00:00", "0700", "07:00", "07");

    private TimeLayout() {}

    static List<Chunk> chunks(String layout) {
        List<Chunk> chunks = new ArrayList<>();
        int start = 0;
        int position = 0;
        while (position < layout.length()) {
            int skip = layout.startsWith("_2006", position) ? 1 : 0;
            Chunk found = at(layout, position + skip);
            if (found.unit() == Unit.NONE) {
                position++;
                continue;
            }
            chunks.add(new Chunk(layout.substring(start, position + skip), found.unit(), found.element()));
            position += skip + found.element().length();
            start = position;
        }
        chunks.add(new Chunk(layout.substring(start), Unit.NONE, ""));
        return chunks;
    }

    private static Chunk at(String layout, int position) {
        return switch (layout.charAt(position)) {
            case 'J' -> name(layout, position, "Jan", Unit.MONTH, "January", Unit.LONG_MONTH);
            case 'M' ->
                layout.startsWith("MST", position)
                        ? chunk(Unit.ZONE_NAME, "MST")
                        : name(layout, position, "Mon", Unit.WEEKDAY, "Monday", Unit.LONG_WEEKDAY);
            case '0' -> zero(layout, position);
            case '1' -> layout.startsWith("15", position) ? chunk(Unit.HOUR, "15") : chunk(Unit.NUMBER_MONTH, "1");
            case '2' -> layout.startsWith("2006", position) ? chunk(Unit.LONG_YEAR, "2006") : chunk(Unit.DAY, "2");
            case '_' -> underscore(layout, position);
            case '3' -> chunk(Unit.HOUR_12, "3");
            case '4' -> chunk(Unit.MINUTE, "4");
            case '5' -> chunk(Unit.SECOND, "5");
            case 'P' -> layout.startsWith("PM", position) ? chunk(Unit.UPPER_PM, "PM") : none();
            case 'p' -> layout.startsWith("pm", position) ? chunk(Unit.LOWER_PM, "pm") : none();
            case '-', 'Z' -> offset(layout, position);
            case '.', ',' -> fraction(layout, position);
            default -> none();
        };
    }

    private static Chunk name(String layout, int position, String shortName, Unit shortUnit, String name, Unit unit) {
        if (layout.startsWith(name, position)) {
            return chunk(unit, name);
        }
        int after = position + shortName.length();
        boolean lowerFollows = after < layout.length() && layout.charAt(after) >= 'a' && layout.charAt(after) <= 'z';
        return layout.startsWith(shortName, position) && !lowerFollows ? chunk(shortUnit, shortName) : none();
    }

    private static Chunk zero(String layout, int position) {
        if (layout.startsWith("002", position)) {
            return chunk(Unit.ZERO_YEAR_DAY, "002");
        }
        if (position + 1 == layout.length()) {
            return none();
        }
        return switch (layout.charAt(position + 1)) {
            case '1' -> chunk(Unit.ZERO_MONTH, "01");
            case '2' -> chunk(Unit.ZERO_DAY, "02");
            case '3' -> chunk(Unit.ZERO_HOUR_12, "03");
            case '4' -> chunk(Unit.ZERO_MINUTE, "04");
            case '5' -> chunk(Unit.ZERO_SECOND, "05");
            case '6' -> chunk(Unit.YEAR, "06");
            default -> none();
        };
    }

    private static Chunk underscore(String layout, int position) {
        if (layout.startsWith("_2", position)) {
            return chunk(Unit.UNDER_DAY, "_2");
        }
        return layout.startsWith("__2", position) ? chunk(Unit.UNDER_YEAR_DAY, "__2") : none();
    }

    private static Chunk offset(String layout, int position) {
        for (String offset : OFFSETS) {
            if (layout.startsWith(offset, position + 1)) {
                return chunk(Unit.OFFSET, layout.charAt(position) + offset);
            }
        }
        return none();
    }

    private static Chunk fraction(String layout, int position) {
        int end = position + 1;
        char digit = end < layout.length() ? layout.charAt(end) : ' ';
        if (digit != '0' && digit != '9') {
            return none();
        }
        while (end < layout.length() && layout.charAt(end) == digit) {
            end++;
        }
        if (end < layout.length() && layout.charAt(end) >= '0' && layout.charAt(end) <= '9') {
            return none();
        }
        return chunk(digit == '0' ? Unit.FRACTION : Unit.TRIMMED_FRACTION, layout.substring(position, end));
    }

    private static Chunk chunk(Unit unit, String element) {
        return new Chunk("", unit, element);
    }

    private static Chunk none() {
        return chunk(Unit.NONE, "");
    }
}
