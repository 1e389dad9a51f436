package io.hyperfleet.adapter.broker;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt to reach a broker: from half a second, growing by half each time, never more
 * than three seconds, so that work goes on within ten seconds of the broker's return. Up to half of each pause is left to
 * chance, so that many programs do not come back at the same moment. Used by one thread.
 */
final class ReconnectBackoff {

    private static final double FIRST_MILLIS = 500;
    private static final double GROWTH = 1.5;
    private static final double LONGEST_MILLIS = 3_000;

    private final RandomGenerator random;
    private double nextMillis = FIRST_MILLIS;

    ReconnectBackoff(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        double pause = nextMillis * (1 - random.nextDouble() / 2);
        nextMillis = Math.min(nextMillis * GROWTH, LONGEST_MILLIS);
        return Duration.ofMillis(Math.round(pause));
    }

    void reset() {
        nextMillis = FIRST_MILLIS;
    }
}
