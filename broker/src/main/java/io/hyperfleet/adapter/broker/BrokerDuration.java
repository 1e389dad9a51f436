package io.hyperfleet.adapter.broker;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as {@code broker.yaml} writes them: {@code 10s}, {@code 1h30m}, {@code 500ms} as in Go, or {@code 7d}. */
final class BrokerDuration {

    private static final Pattern DAYS = Pattern.compile("(\\d{1,6})d");
    private static final Pattern PART = Pattern.compile("(\\d{1,12}(?:\\.\\d{0,9})?|\\.\\d{1,9})(ns|us|µs|ms|s|m|h)");
    private static final Pattern PARTS = Pattern.compile("[+-]?(?:" + PART.pattern() + ")+");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private BrokerDuration() {}

    /** Empty when the text is no duration. */
    static Optional<Duration> parse(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher days = DAYS.matcher(stripped);
        if (days.matches()) {
            return Optional.of(Duration.ofDays(Long.parseLong(days.group(1))));
        }
        if (!PARTS.matcher(stripped).matches()) {
            return Optional.empty();
        }
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher part = PART.matcher(stripped);
        while (part.find()) {
            BigDecimal unit = BigDecimal.valueOf(NANOS.getOrDefault(part.group(2), 0L));
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit));
        }
        try {
            long value = nanos.longValueExact();
            return Optional.of(Duration.ofNanos(stripped.startsWith("-") ? -value : value));
        } catch (ArithmeticException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
