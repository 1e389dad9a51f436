package io.hyperfleet.adapter.engine.expression.cel;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The parts of times ({@code getFullYear}, …, in UTC or a given zone) and the totals of durations. */
final class TimeFunctions {

    private static final Map<String, ToLongFunction<ZonedDateTime>> PARTS = Map.of(
            "getFullYear",
            ZonedDateTime::getYear,
            "getMonth",
            time -> time.getMonthValue() - 1L,
            "getDayOfYear",
            time -> time.getDayOfYear() - 1L,
            "getDayOfMonth",
            time -> time.getDayOfMonth() - 1L,
            "getDate",
            ZonedDateTime::getDayOfMonth,
            "getDayOfWeek",
            time -> time.getDayOfWeek().getValue() % 7L,
            "getHours",
            ZonedDateTime::getHour,
            "getMinutes",
            ZonedDateTime::getMinute,
            "getSeconds",
            ZonedDateTime::getSecond,
            "getMilliseconds",
            time -> time.getNano() / 1_000_000L);

    private static final Map<String, ToLongFunction<Duration>> TOTALS = Map.of(
            "getHours",
            Duration::toHours,
            "getMinutes",
            Duration::toMinutes,
            "getSeconds",
            duration -> duration.toNanos() / 1_000_000_000L,
            "getMilliseconds",
            duration -> duration.toNanos() / 1_000_000L);

    private TimeFunctions() {}

    static void addTo(FunctionTable table) {
        PARTS.forEach((name, part) -> table.add(name, (frame, arguments) -> part(name, part, arguments)));
    }

    private static Object part(String name, ToLongFunction<ZonedDateTime> part, @Nullable Object[] arguments) {
        if (arguments.length == 1 && arguments[0] instanceof OffsetDateTime time) {
            return part.applyAsLong(time.atZoneSameInstant(ZoneOffset.UTC));
        }
        if (arguments.length == 2
                && arguments[0] instanceof OffsetDateTime time
                && arguments[1] instanceof String zone) {
            try {
                return part.applyAsLong(time.atZoneSameInstant(zone(zone)));
            } catch (DateTimeException unknown) {
                return new CelError("unknown time zone " + zone);
            }
        }
        ToLongFunction<Duration> total = TOTALS.get(name);
        if (arguments.length == 1 && arguments[0] instanceof Duration duration && total != null) {
            return total.applyAsLong(duration);
        }
        return Function.NO_OVERLOAD;
    }

    /** A zone by its name ({@code Europe/Berlin}), or by its offset with or without sign ({@code -01:30}). */
    private static ZoneId zone(String text) {
        if (text.isEmpty() || text.equals("UTC")) {
            return ZoneOffset.UTC;
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            return ZoneId.of(text);
        }
        try {
            int hours = Integer.parseInt(text.substring(0, colon));
            int minutes = Integer.parseInt(text.substring(colon + 1));
            return ZoneOffset.ofTotalSeconds((hours * 60 + (text.startsWith("-") ? -minutes : minutes)) * 60);
        } catch (NumberFormatException noOffset) {
            throw new DateTimeException(text, noOffset);
        }
    }
}
