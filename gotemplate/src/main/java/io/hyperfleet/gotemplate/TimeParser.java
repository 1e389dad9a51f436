package io.hyperfleet.gotemplate;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a time after a Go layout; errors name the element of the layout that does not fit. */
final class TimeParser {

    private static final List<String> LONG_MONTHS =
            Stream.of(Month.values()).map(GoTime::name).toList();
    private static final List<String> LONG_DAYS =
            Stream.of(DayOfWeek.values()).map(GoTime::name).toList();
    private static final List<String> MONTHS =
            LONG_MONTHS.stream().map(TimeParser::shortened).toList();
    private static final List<String> DAYS =
            LONG_DAYS.stream().map(TimeParser::shortened).toList();
    private static final ZonedDateTime ZERO_TIME = ZonedDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final int UNSET = -1;
    private static final int NANO_DIGITS = 9;
    /** The limit of Java's offsets; Go's is a day. */
    private static final int LARGEST_OFFSET = 18 * 3600;

    private final String layout;
    private final String text;
    private String rest;
    private int year;
    private int month = UNSET;
    private int day = UNSET;
    private int yearDay = UNSET;
    private int hour;
    private int minute;
    private int second;
    private int nanos;
    private boolean afternoon;
    private boolean morning;
    private @Nullable ZoneId zone;
    private int secondsAheadOfZone;

    private TimeParser(String layout, String text) {
        this.layout = layout;
        this.text = text;
        this.rest = text;
    }

    static Parsed<ZonedDateTime> parse(String layout, String text) {
        TimeParser parser = new TimeParser(layout, text);
        String error = parser.read();
        return error == null ? parser.result() : new Parsed<>(ZERO_TIME, error);
    }

    /** How reading one element failed. */
    private sealed interface Failure {
        /** The text does not have the element's form. */
        record Malformed() implements Failure {}

        /** The number is too large for what it stands for. */
        record OutOfRange(String what) implements Failure {}
    }

    private static final Failure MALFORMED = new Failure.Malformed();

    private static String shortened(String name) {
        return name.substring(0, 3);
    }

    private @Nullable String read() {
        List<TimeLayout.Chunk> chunks = TimeLayout.chunks(layout);
        for (int i = 0; i < chunks.size(); i++) {
            TimeLayout.Chunk chunk = chunks.get(i);
            if (!skip(chunk.prefix())) {
                return cannotParse(rest, chunk.prefix());
            }
            if (chunk.unit() == TimeLayout.Unit.NONE) {
                return rest.isEmpty() ? null : error(": extra text: " + GoQuote.quoteBytes(rest));
            }
            String hold = rest;
            boolean fractionFollows = isFraction(chunks.get(i + 1).unit());
            Failure failure = element(chunk, fractionFollows);
            switch (failure) {
                case Failure.Malformed _ -> {
                    return cannotParse(hold, chunk.element());
                }
                case Failure.OutOfRange range -> {
                    return error(": " + range.what() + " out of range");
                }
                case null -> {
                    // read; the next element follows
                }
            }
        }
        return null;
    }

    private static boolean isFraction(TimeLayout.Unit unit) {
        return unit == TimeLayout.Unit.FRACTION || unit == TimeLayout.Unit.TRIMMED_FRACTION;
    }

    private String cannotParse(String value, String element) {
        return "parsing time " + GoQuote.quoteBytes(text) + " as " + GoQuote.quoteBytes(layout) + ": cannot parse "
                + GoQuote.quoteBytes(value) + " as " + GoQuote.quoteBytes(element);
    }

    private String error(String why) {
        return "parsing time " + GoQuote.quoteBytes(text) + why;
    }

    /** Takes literal text away; a run of blanks stands for any number of them. */
    private boolean skip(String prefix) {
        int i = 0;
        while (i < prefix.length()) {
            char expected = prefix.charAt(i);
            if (expected == ' ') {
                if (!rest.isEmpty() && rest.charAt(0) != ' ') {
                    return false;
                }
                while (i < prefix.length() && prefix.charAt(i) == ' ') {
                    i++;
                }
                rest = rest.replaceFirst("^ +", "");
                continue;
            }
            if (rest.isEmpty() || rest.charAt(0) != expected) {
                return false;
            }
            rest = rest.substring(1);
            i++;
        }
        return true;
    }

    private @Nullable Failure element(TimeLayout.Chunk chunk, boolean fractionFollows) {
        return switch (chunk.unit()) {
            case NONE -> null;
            case LONG_YEAR -> longYear();
            case YEAR -> year();
            case LONG_MONTH -> named(LONG_MONTHS, true);
            case MONTH -> named(MONTHS, true);
            case LONG_WEEKDAY -> named(LONG_DAYS, false);
            case WEEKDAY -> named(DAYS, false);
            case NUMBER_MONTH -> month(number(false));
            case ZERO_MONTH -> month(number(true));
            case DAY -> day(number(false));
            case ZERO_DAY -> day(number(true));
            case UNDER_DAY -> {
                skipBlanks(1);
                yield day(number(false));
            }
            case ZERO_YEAR_DAY -> yearDay(true);
            case UNDER_YEAR_DAY -> {
                skipBlanks(2);
                yield yearDay(false);
            }
            case HOUR -> hour(number(false), 23);
            case HOUR_12 -> hour(number(false), 12);
            case ZERO_HOUR_12 -> hour(number(true), 12);
            case MINUTE -> minute(number(false));
            case ZERO_MINUTE -> minute(number(true));
            case SECOND -> second(number(false), fractionFollows);
            case ZERO_SECOND -> second(number(true), fractionFollows);
            case UPPER_PM -> halfDay("AM", "PM");
            case LOWER_PM -> halfDay("am", "pm");
            case ZONE_NAME -> zoneName();
            case OFFSET -> offset(chunk);
            case FRACTION -> fraction(chunk.element().length());
            case TRIMMED_FRACTION -> atFraction() ? fraction(1 + digitsFrom(1)) : null;
        };
    }

    private @Nullable Failure longYear() {
        if (digitsFrom(0) < 4) {
            return MALFORMED;
        }
        year = takeNumber(4);
        return null;
    }

    private @Nullable Failure year() {
        if (digitsFrom(0) < 2) {
            return MALFORMED;
        }
        int twoDigits = takeNumber(2);
        year = twoDigits + (twoDigits >= 69 ? 1900 : 2000);
        return null;
    }

    private @Nullable Failure named(List<String> names, boolean isMonth) {
        int found = IntStream.range(0, names.size())
                .filter(i -> rest.regionMatches(
                        true, 0, names.get(i), 0, names.get(i).length()))
                .findFirst()
                .orElse(UNSET);
        if (found == UNSET) {
            return MALFORMED;
        }
        rest = rest.substring(names.get(found).length());
        if (isMonth) {
            month = found + 1;
        }
        return null;
    }

    private @Nullable Failure month(int number) {
        month = number;
        return checked(number, 1, 12, "month");
    }

    private @Nullable Failure day(int number) {
        day = number;
        return number == UNSET ? MALFORMED : null;
    }

    private @Nullable Failure yearDay(boolean fixed) {
        int digits = Math.min(3, digitsFrom(0));
        if (digits == 0 || (fixed && digits != 3)) {
            return MALFORMED;
        }
        yearDay = takeNumber(digits);
        return null;
    }

    private @Nullable Failure hour(int number, int most) {
        hour = number;
        return checked(number, 0, most, "hour");
    }

    private @Nullable Failure minute(int number) {
        minute = number;
        return checked(number, 0, 59, "minute");
    }

    private @Nullable Failure second(int number, boolean fractionFollows) {
        second = number;
        Failure failure = checked(number, 0, 59, "second");
        // a fraction may follow even if the layout has none
        return failure == null && !fractionFollows && atFraction() ? fraction(1 + digitsFrom(1)) : failure;
    }

    private @Nullable Failure halfDay(String am, String pm) {
        morning |= rest.startsWith(am);
        afternoon |= rest.startsWith(pm);
        if (!rest.startsWith(am) && !rest.startsWith(pm)) {
            return MALFORMED;
        }
        rest = rest.substring(2);
        return null;
    }

    private @Nullable Failure zoneName() {
        if (rest.startsWith("UTC")) {
            rest = rest.substring(3);
            zone = ZoneOffset.UTC;
            return null;
        }
        int length = ZoneAbbreviation.length(rest);
        if (length == 0) {
            return MALFORMED;
        }
        String name = rest.substring(0, length);
        rest = rest.substring(length);
        if (zone == null) {
            zone = ZoneAbbreviation.offset(name);
        }
        return null;
    }

    private @Nullable Failure offset(TimeLayout.Chunk chunk) {
        if (chunk.allowsZulu() && rest.startsWith("Z")) {
            rest = rest.substring(1);
            zone = ZoneOffset.UTC;
            return null;
        }
        int length = chunk.element().length();
        if (rest.length() < length) {
            return MALFORMED;
        }
        String written = rest.substring(0, length);
        int[] parts = new int[3];
        int part = 0;
        for (int i = 1; i < length; ) {
            if (chunk.element().charAt(i) == ':') {
                if (written.charAt(i++) != ':') {
                    return MALFORMED;
                }
                continue;
            }
            if (!isDigit(written, i) || !isDigit(written, i + 1)) {
                return MALFORMED;
            }
            parts[part++] = Integer.parseInt(written, i, i + 2, 10);
            i += 2;
        }
        rest = rest.substring(length);
        return setOffset(written.charAt(0), parts);
    }

    private @Nullable Failure setOffset(char sign, int[] parts) {
        // of several that are too large Go names the last
        if (parts[2] > 60) {
            return new Failure.OutOfRange("time zone offset second");
        }
        if (parts[1] > 60) {
            return new Failure.OutOfRange("time zone offset minute");
        }
        if (parts[0] > 24) {
            return new Failure.OutOfRange("time zone offset hour");
        }
        if (sign != '+' && sign != '-') {
            return MALFORMED;
        }
        int seconds = ((parts[0] * 60 + parts[1]) * 60 + parts[2]) * (sign == '-' ? -1 : 1);
        boolean representable = Math.abs(seconds) <= LARGEST_OFFSET;
        zone = representable ? ZoneOffset.ofTotalSeconds(seconds) : ZoneOffset.UTC;
        secondsAheadOfZone = representable ? 0 : seconds;
        return null;
    }

    /** Reads a separator and digits, {@code length} characters in all. */
    private @Nullable Failure fraction(int length) {
        if (!(rest.startsWith(".") || rest.startsWith(",")) || digitsFrom(1) < length - 1) {
            return MALFORMED;
        }
        String digits = rest.substring(1, Math.min(length, NANO_DIGITS + 1));
        nanos = Integer.parseInt(digits + "0".repeat(NANO_DIGITS - digits.length()));
        rest = rest.substring(length);
        return null;
    }

    private Parsed<ZonedDateTime> result() {
        if (afternoon && hour < 12) {
            hour += 12;
        } else if (morning && hour == 12) {
            hour = 0;
        }
        if (yearDay != UNSET) {
            if (yearDay < 1 || yearDay > Year.of(year).length()) {
                return new Parsed<>(ZERO_TIME, error(": day-of-year out of range"));
            }
            LocalDateTime date = Year.of(year).atDay(yearDay).atStartOfDay();
            if (month != UNSET && month != date.getMonthValue()) {
                return new Parsed<>(ZERO_TIME, error(": day-of-year does not match month"));
            }
            if (day != UNSET && day != date.getDayOfMonth()) {
                return new Parsed<>(ZERO_TIME, error(": day-of-year does not match day"));
            }
            month = date.getMonthValue();
            day = date.getDayOfMonth();
        }
        month = month == UNSET ? 1 : month;
        day = day == UNSET ? 1 : day;
        if (day < 1 || day > YearMonth.of(year, month).lengthOfMonth()) {
            return new Parsed<>(ZERO_TIME, error(": day out of range"));
        }
        LocalDateTime local =
                LocalDateTime.of(year, month, day, hour, minute, second, nanos).minusSeconds(secondsAheadOfZone);
        return Parsed.of(local.atZone(zone == null ? ZoneOffset.UTC : zone));
    }

    private static @Nullable Failure checked(int number, int least, int most, String what) {
        if (number == UNSET) {
            return MALFORMED;
        }
        return number < least || number > most ? new Failure.OutOfRange(what) : null;
    }

    /** A number of one or two digits, {@link #UNSET} if there is none or it has one where it must have two. */
    private int number(boolean fixed) {
        int digits = Math.min(2, digitsFrom(0));
        return digits == 0 || (fixed && digits == 1) ? UNSET : takeNumber(digits);
    }

    private int takeNumber(int digits) {
        int number = Integer.parseInt(rest.substring(0, digits));
        rest = rest.substring(digits);
        return number;
    }

    private void skipBlanks(int most) {
        for (int i = 0; i < most && rest.startsWith(" "); i++) {
            rest = rest.substring(1);
        }
    }

    private boolean atFraction() {
        return (rest.startsWith(".") || rest.startsWith(",")) && isDigit(rest, 1);
    }

    private int digitsFrom(int index) {
        int end = index;
        while (isDigit(rest, end)) {
            end++;
        }
        return end - index;
    }

    private static boolean isDigit(String text, int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }
}
