package io.hyperfleet.adapter.app.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** Durations as Go writes them: {@code 1h2m3.5s}. */
final class GoDuration {

    private static final String INVALID = "invalid duration";
    private static final Pattern PART = Pattern.compile("([0-9]+\\.?[0-9]*|\\.[0-9]+)([^0-9.]*)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private GoDuration() {}

    static Literal parse(String text) {
        boolean negative = text.startsWith("-");
        String parts = negative || text.startsWith("+") ? text.substring(1) : text;
        if (parts.equals("0")) {
            return new Literal.Value(Duration.ZERO);
        }
        var matcher = PART.matcher(parts);
        BigDecimal nanos = BigDecimal.ZERO;
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            if (matcher.group(2).isEmpty()) {
                return invalid("missing unit in duration");
            }
            Long unit = NANOS.get(matcher.group(2));
            if (unit == null) {
                return invalid("unknown unit in duration");
            }
            nanos = nanos.add(new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit)));
            end = matcher.end();
        }
        BigInteger whole = nanos.toBigInteger();
        if (parts.isEmpty() || end != parts.length() || whole.bitLength() >= Long.SIZE) {
            return invalid(INVALID);
        }
        return new Literal.Value(Duration.ofNanos(negative ? -whole.longValue() : whole.longValue()));
    }

    private static Literal invalid(String reason) {
        return new Literal.Invalid("time", reason);
    }
}
