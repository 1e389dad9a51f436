package io.hyperfleet.adapter.api;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.function.Consumer;

/**
 * Tells once when the clock here and that of the HyperFleet API begin to differ: the API discards a status report that
 * was observed before the one it has, without a word. Safe for use by any thread.
 */
final class ClockComparison {

    /** The date of an answer has no fractions of a second, and the answer was a while on its way. */
    private static final Duration TOLERATED = Duration.ofMinutes(1);

    private final Consumer<String> warning;
    private boolean differ;

    ClockComparison(Consumer<String> warning) {
        this.warning = warning;
    }

    /**
     * @param date the {@code Date} header of an answer; one that is none says nothing
     */
    void answered(String date, Instant now) {
        Duration ahead;
        try {
            ahead = Duration.between(
                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant(),
                    now);
        } catch (DateTimeParseException e) {
            return;
        }
        boolean differs = ahead.abs().compareTo(TOLERATED) > 0;
        if (begins(differs)) {
            warning.accept(
                    ("The clock of this machine is %d s %s that of the HyperFleet API, which may take status reports"
                                    + " for outdated and discard them: set both by the same source")
                            .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of"));
        }
    }

    private synchronized boolean begins(boolean differs) {
        boolean begins = differs && !differ;
        differ = differs;
        return begins;
    }
}
