package io.hyperfleet.gotemplate;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

/**
 * Times as Go's {@code time} package reads and writes them, with layouts made of the reference time {@code Mon Jan 2
 * 15:04:05 MST 2006}. Zones that are only an offset have no name, as in Go; an offset beyond 18 hours cannot be represented
 * and becomes the same instant in UTC.
 */
public final class GoTime {

    /** {@code time.RFC3339}. */
    public static final String RFC3339 = "2006-01-02T15:04:05Z07:00";
    /** {@code time.RFC3339Nano}. */
    public static final String RFC3339_NANO = "2006-01-02T15:04:05.999999999Z07:00";
    /** The layout of {@code Time.String}, and so of {@code %v}. */
    public static final String STRING = "2006-01-02 15:04:05.999999999 -0700 MST";

    private static final DateTimeFormatter ZONE_NAME = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);
    private static final int NANO_DIGITS = 9;

    private GoTime() {}

    /** {@code Time.Format}. */
    public static String format(ZonedDateTime time, String layout) {
        StringBuilder out = new StringBuilder(layout.length() + 10);
        for (TimeLayout.Chunk chunk : TimeLayout.chunks(layout)) {
            append(out.append(chunk.prefix()), time, chunk);
        }
        return out.toString();
    }

    /** As {@link #format(ZonedDateTime, String)}. */
    public static String format(OffsetDateTime time, String layout) {
        return format(time.toZonedDateTime(), layout);
    }

    /** {@code Time.String}, the form {@code %v} prints. */
    public static String string(ZonedDateTime time) {
        return format(time, STRING);
    }

    /** {@code time.Parse}: a text without zone is UTC. Beside an error stands the first instant of year 1. */
    public static Parsed<ZonedDateTime> parse(String layout, String text) {
        return TimeParser.parse(layout, text);
    }

    /** The form {@code %#v} prints. */
    static String goString(ZonedDateTime time) {
        String zone = time.getZone().getId();
        String location = zoneName(time).equals("UTC")
                ? "time.UTC"
                : "time.Location(" + GoQuote.quote(time.getZone() instanceof ZoneOffset ? "" : zone, false) + ")";
        return "time.Date(" + time.getYear() + ", time." + name(time.getMonth()) + ", " + time.getDayOfMonth() + ", "
                + time.getHour() + ", " + time.getMinute() + ", " + time.getSecond() + ", " + time.getNano() + ", "
                + location + ")";
    }

    static ZonedDateTime zoned(Object time) {
        return time instanceof OffsetDateTime offset ? offset.toZonedDateTime() : (ZonedDateTime) time;
    }

    static String name(Month month) {
        return month.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    static String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    /** The abbreviation of the zone at that time, empty for a mere offset. */
    static String zoneName(ZonedDateTime time) {
        return switch (time.getZone().normalized()) {
            case ZoneOffset offset -> offset.equals(ZoneOffset.UTC) ? "UTC" : "";
            default -> ZONE_NAME.format(time);
        };
    }

    private static void append(StringBuilder out, ZonedDateTime time, TimeLayout.Chunk chunk) {
        switch (chunk.unit()) {
            case NONE -> out.append(chunk.element());
            case LONG_MONTH -> out.append(name(time.getMonth()));
            case MONTH -> out.append(name(time.getMonth()), 0, 3);
            case NUMBER_MONTH -> out.append(time.getMonthValue());
            case ZERO_MONTH -> number(out, time.getMonthValue(), 2, '0');
            case LONG_WEEKDAY -> out.append(name(time.getDayOfWeek()));
            case WEEKDAY -> out.append(name(time.getDayOfWeek()), 0, 3);
            case DAY -> out.append(time.getDayOfMonth());
            case UNDER_DAY -> number(out, time.getDayOfMonth(), 2, ' ');
            case ZERO_DAY -> number(out, time.getDayOfMonth(), 2, '0');
            case UNDER_YEAR_DAY -> number(out, time.getDayOfYear(), 3, ' ');
            case ZERO_YEAR_DAY -> number(out, time.getDayOfYear(), 3, '0');
            case HOUR -> number(out, time.getHour(), 2, '0');
            case HOUR_12 -> out.append(hour12(time));
            case ZERO_HOUR_12 -> number(out, hour12(time), 2, '0');
            case MINUTE -> out.append(time.getMinute());
            case ZERO_MINUTE -> number(out, time.getMinute(), 2, '0');
            case SECOND -> out.append(time.getSecond());
            case ZERO_SECOND -> number(out, time.getSecond(), 2, '0');
            case LONG_YEAR -> year(out, time.getYear());
            case YEAR -> number(out, Math.max(0, time.getYear()) % 100, 2, '0');
            case UPPER_PM -> out.append(time.getHour() >= 12 ? "PM" : "AM");
            case LOWER_PM -> out.append(time.getHour() >= 12 ? "pm" : "am");
            case ZONE_NAME -> zoneNameOrOffset(out, time);
            case OFFSET -> offset(out, time.getOffset().getTotalSeconds(), chunk);
            case FRACTION -> out.append(fraction(time, chunk));
            case TRIMMED_FRACTION -> out.append(fraction(time, chunk).replaceAll("[.,]?0*$", ""));
        }
    }

    private static void number(StringBuilder out, int value, int width, char fill) {
        String digits = Integer.toString(value);
        out.repeat(fill, Math.max(0, width - digits.length())).append(digits);
    }

    private static void year(StringBuilder out, int year) {
        if (year < 0) {
            out.append('-');
        }
        number(out, Math.abs(year), 4, '0');
    }

    private static int hour12(ZonedDateTime time) {
        int hour = time.getHour() % 12;
        return hour == 0 ? 12 : hour;
    }

    private static void zoneNameOrOffset(StringBuilder out, ZonedDateTime time) {
        String name = zoneName(time);
        if (!name.isEmpty()) {
            out.append(name);
            return;
        }
        int minutes = time.getOffset().getTotalSeconds() / 60;
        out.append(minutes < 0 ? '-' : '+');
        number(out, Math.abs(minutes) / 60, 2, '0');
        number(out, Math.abs(minutes) % 60, 2, '0');
    }

    private static void offset(StringBuilder out, int seconds, TimeLayout.Chunk chunk) {
        if (seconds == 0 && chunk.allowsZulu()) {
            out.append('Z');
            return;
        }
        String pattern = chunk.element().substring(1);
        String colon = pattern.contains(":") ? ":" : "";
        int digits = pattern.replace(":", "").length();
        int absolute = Math.abs(seconds);
        // the sign is that of the whole minutes
        out.append(seconds / 60 < 0 ? '-' : '+');
        number(out, absolute / 3600, 2, '0');
        if (digits >= 4) {
            number(out.append(colon), absolute / 60 % 60, 2, '0');
        }
        if (digits >= 6) {
            number(out.append(colon), absolute % 60, 2, '0');
        }
    }

    private static String fraction(ZonedDateTime time, TimeLayout.Chunk chunk) {
        StringBuilder digits = new StringBuilder();
        number(digits, time.getNano(), NANO_DIGITS, '0');
        int shown = Math.min(NANO_DIGITS, chunk.element().length() - 1);
        return chunk.element().charAt(0) + digits.substring(0, shown);
    }
}
