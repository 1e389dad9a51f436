package io.hyperfleet.adapter.engine.expression.cel;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The range of CEL's times (years 1 to 9999) and durations (64 bits of nanoseconds). */
final class Times {

    static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private Times() {}

    static boolean inRange(OffsetDateTime time) {
        Instant instant = time.toInstant();
        return !instant.isBefore(FIRST) && !instant.isAfter(LAST);
    }

    /** The duration; one that needs more than 64 bits is an {@link ArithmeticException}. */
    static Duration checked(Duration duration) {
        return Duration.ofNanos(duration.toNanos());
    }

    static Object plus(OffsetDateTime time, Duration duration) {
        try {
            OffsetDateTime sum = time.plus(duration);
            return inRange(sum) ? sum : CelError.TIMESTAMP_OVERFLOW;
        } catch (DateTimeException outOfRange) {
            return CelError.TIMESTAMP_OVERFLOW;
        }
    }
}
