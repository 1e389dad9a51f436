package io.hyperfleet.gotemplate;

import static java.util.Map.entry;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The methods of Go's {@code time.Time}, {@code time.Duration}, {@code time.Month} and {@code time.Weekday} by name. Left
 * out are those that take or give Go's own types ({@code In}, {@code AppendFormat}) and the binary encodings.
 */
final class TimeMethods {

    private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000);
    /** Seconds from the first instant of year 1, Go's zero time, to 1970. */
    private static final long ZERO_TIME_TO_EPOCH = 62_135_596_800L;

    static final Map<String, Method> NAME = Map.of("String", Method.of((value, _) -> GoFormat.value(value)));

    static final Map<String, Method> DURATION = Map.ofEntries(
            entry("String", Method.of((value, _) -> GoFormat.value(value))),
            entry("Hours", Method.of((value, _) -> nanos(value) / 3.6e12)),
            entry("Minutes", Method.of((value, _) -> nanos(value) / 6e10)),
            entry("Seconds", Method.of((value, _) -> seconds(nanos(value)))),
            entry("Milliseconds", Method.of((value, _) -> nanos(value) / 1_000_000)),
            entry("Microseconds", Method.of((value, _) -> nanos(value) / 1_000)),
            entry("Nanoseconds", Method.of((value, _) -> nanos(value))),
            entry("Abs", Method.of((value, _) -> Duration.ofNanos(absolute(nanos(value))))),
            entry(
                    "Round",
                    Method.of(
                            (value, arguments) -> Duration.ofNanos(round(nanos(value), nanos(arguments[0]))),
                            ParameterType.DURATION)),
            entry(
                    "Truncate",
                    Method.of(
                            (value, arguments) -> Duration.ofNanos(truncate(nanos(value), nanos(arguments[0]))),
                            ParameterType.DURATION)));

    static final Map<String, Method> TIME = Map.ofEntries(
            entry("String", Method.of((value, _) -> GoTime.string(GoTime.zoned(value)))),
            entry("GoString", Method.of((value, _) -> GoTime.goString(GoTime.zoned(value)))),
            entry(
                    "Format",
                    Method.of(
                            (value, arguments) -> GoTime.format(GoTime.zoned(value), (String) arguments[0]),
                            ParameterType.STRING)),
            entry("Year", Method.of((value, _) -> (long) GoTime.zoned(value).getYear())),
            entry("Month", Method.of((value, _) -> GoTime.zoned(value).getMonth())),
            entry("Day", Method.of((value, _) -> (long) GoTime.zoned(value).getDayOfMonth())),
            entry("YearDay", Method.of((value, _) -> (long) GoTime.zoned(value).getDayOfYear())),
            entry("Weekday", Method.of((value, _) -> GoTime.zoned(value).getDayOfWeek())),
            entry("Hour", Method.of((value, _) -> (long) GoTime.zoned(value).getHour())),
            entry("Minute", Method.of((value, _) -> (long) GoTime.zoned(value).getMinute())),
            entry("Second", Method.of((value, _) -> (long) GoTime.zoned(value).getSecond())),
            entry("Nanosecond", Method.of((value, _) ->
                    (long) GoTime.zoned(value).getNano())),
            entry("Unix", Method.of((value, _) -> GoTime.zoned(value).toEpochSecond())),
            entry("UnixMilli", Method.of((value, _) -> epoch(GoTime.zoned(value), 1_000))),
            entry("UnixMicro", Method.of((value, _) -> epoch(GoTime.zoned(value), 1_000_000))),
            entry("UnixNano", Method.of((value, _) -> epoch(GoTime.zoned(value), 1_000_000_000))),
            entry("UTC", Method.of((value, _) -> GoTime.zoned(value).withZoneSameInstant(ZoneOffset.UTC))),
            entry("Local", Method.of((value, _) -> GoTime.zoned(value).withZoneSameInstant(ZoneId.systemDefault()))),
            entry("Location", Method.of((value, _) -> location(GoTime.zoned(value)))),
            entry(
                    "IsZero",
                    Method.of((value, _) ->
                            GoTime.zoned(value).toInstant().equals(Instant.ofEpochSecond(-ZERO_TIME_TO_EPOCH)))),
            entry(
                    "IsDST",
                    Method.of((value, _) -> GoTime.zoned(value)
                            .getZone()
                            .getRules()
                            .isDaylightSavings(GoTime.zoned(value).toInstant()))),
            entry(
                    "Add",
                    Method.of(
                            (value, arguments) -> GoTime.zoned(value).plusNanos(nanos(arguments[0])),
                            ParameterType.DURATION)),
            entry(
                    "AddDate",
                    Method.of(
                            (value, arguments) -> addDate(
                                    GoTime.zoned(value), (Long) arguments[0], (Long) arguments[1], (Long) arguments[2]),
                            ParameterType.INT,
                            ParameterType.INT,
                            ParameterType.INT)),
            entry("Sub", Method.of((value, arguments) -> between(value, arguments[0]), ParameterType.TIME)),
            entry("After", Method.of((value, arguments) -> compare(value, arguments[0]) > 0, ParameterType.TIME)),
            entry("Before", Method.of((value, arguments) -> compare(value, arguments[0]) < 0, ParameterType.TIME)),
            entry("Equal", Method.of((value, arguments) -> compare(value, arguments[0]) == 0, ParameterType.TIME)),
            entry("Compare", Method.of((value, arguments) -> compare(value, arguments[0]), ParameterType.TIME)),
            entry(
                    "Round",
                    Method.of(
                            (value, arguments) -> round(GoTime.zoned(value), nanos(arguments[0]), true),
                            ParameterType.DURATION)),
            entry(
                    "Truncate",
                    Method.of(
                            (value, arguments) -> round(GoTime.zoned(value), nanos(arguments[0]), false),
                            ParameterType.DURATION)),
            entry("MarshalText", Method.of((value, _) -> marshalled(value, ""))),
            entry("MarshalJSON", Method.of((value, _) -> marshalled(value, "\""))),
            entry("Clock", Method.refused("function Clock has 3 return values; should be 1 or 2")),
            entry("Date", Method.refused("function Date has 3 return values; should be 1 or 2")),
            entry("ISOWeek", Method.refused(secondResult("ISOWeek", "int"))),
            entry("Zone", Method.refused(secondResult("Zone", "int"))),
            entry("ZoneBounds", Method.refused(secondResult("ZoneBounds", "time.Time"))));

    private TimeMethods() {}

    private static String secondResult(String name, String type) {
        return "invalid function signature for " + name + ": second return value should be error; is " + type;
    }

    private static long nanos(@Nullable Object duration) {
        return GoDuration.nanos((Duration) Objects.requireNonNull(duration));
    }

    /** Whole seconds and the rest apart, so that no digit is lost. */
    private static double seconds(long nanos) {
        long whole = nanos / 1_000_000_000L;
        return whole + nanos % 1_000_000_000L / 1e9;
    }

    private static long absolute(long nanos) {
        return nanos == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(nanos);
    }

    private static long truncate(long nanos, long unit) {
        return unit <= 0 ? nanos : nanos - nanos % unit;
    }

    /** Halfway values are rounded away from zero; what would overflow is the nearest limit. */
    private static long round(long nanos, long unit) {
        if (unit <= 0) {
            return nanos;
        }
        long rest = nanos % unit;
        boolean towardsZero = Long.compareUnsigned(2 * Math.abs(rest), unit) < 0;
        if (towardsZero) {
            return nanos - rest;
        }
        long rounded = nanos < 0 ? nanos - rest - unit : nanos - rest + unit;
        if (nanos < 0) {
            return rounded < nanos - rest ? rounded : Long.MIN_VALUE;
        }
        return rounded > nanos - rest ? rounded : Long.MAX_VALUE;
    }

    private static ZonedDateTime round(ZonedDateTime time, long unit, boolean halfUp) {
        if (unit <= 0) {
            return time;
        }
        BigInteger sinceZeroTime = BigInteger.valueOf(time.toEpochSecond() + ZERO_TIME_TO_EPOCH)
                .multiply(NANOS_PER_SECOND)
                .add(BigInteger.valueOf(time.getNano()));
        long rest = sinceZeroTime.mod(BigInteger.valueOf(unit)).longValueExact();
        boolean down = !halfUp || Long.compareUnsigned(2 * rest, unit) < 0;
        return down ? time.minusNanos(rest) : time.plusNanos(unit - rest);
    }

    private static long epoch(ZonedDateTime time, long perSecond) {
        return time.toEpochSecond() * perSecond + time.getNano() / (1_000_000_000 / perSecond);
    }

    private static String location(ZonedDateTime time) {
        String name = GoTime.zoneName(time);
        if (name.equals("UTC")) {
            return name;
        }
        return time.getZone() instanceof ZoneOffset ? "" : time.getZone().getId();
    }

    /** Months and days beyond their limits run over into the next ones: January 31 and a month is March 3. */
    private static ZonedDateTime addDate(ZonedDateTime time, long years, long months, long days) {
        LocalDate day = LocalDate.of(time.getYear(), time.getMonthValue(), 1)
                .plusYears(years)
                .plusMonths(months)
                .plusDays(Math.addExact(days, time.getDayOfMonth() - 1));
        LocalTime timeOfDay = time.toLocalTime();
        return ZonedDateTime.of(day, timeOfDay, time.getZone());
    }

    private static long compare(Object left, @Nullable Object right) {
        return Integer.signum(GoTime.zoned(left).toInstant().compareTo(instant(right)));
    }

    private static Duration between(Object end, @Nullable Object start) {
        Duration between = Duration.between(instant(start), GoTime.zoned(end).toInstant());
        return Duration.ofNanos(GoDuration.nanos(between));
    }

    private static Instant instant(@Nullable Object time) {
        return GoTime.zoned(Objects.requireNonNull(time)).toInstant();
    }

    private static byte[] marshalled(Object time, String quote) {
        String text = quote + GoTime.format(GoTime.zoned(time), GoTime.RFC3339_NANO) + quote;
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
