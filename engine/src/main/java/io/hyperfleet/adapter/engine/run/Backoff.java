package io.hyperfleet.adapter.engine.run;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again. A wait varies at random by a tenth in either direction, so that clients that
 * failed together do not come back together; the limit holds after that.
 */
public record Backoff(Strategy strategy, Duration baseDelay, Duration maxDelay) {

    private static final int JITTER_STEPS = 1000;
    private static final double JITTER = 0.1;

    /** How the wait grows from one attempt to the next. */
    public enum Strategy {
        /** Doubles each time. */
        EXPONENTIAL("exponential"),
        /** Grows by the base delay each time. */
        LINEAR("linear"),
        /** Stays the same. */
        CONSTANT("constant");

        private final String text;

        Strategy(String text) {
            this.text = text;
        }

        /** As configuration files write it. */
        public String text() {
            return text;
        }

        public static Optional<Strategy> of(String text) {
            for (Strategy strategy : values()) {
                if (strategy.text.equals(text)) {
                    return Optional.of(strategy);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * The wait after an attempt that failed.
     *
     * @param attempt which one it was, from 1
     */
    public Duration after(int attempt, RandomGenerator random) {
        double nominal = (double) baseDelay.toNanos()
                * switch (strategy) {
                    case EXPONENTIAL -> Math.pow(2, attempt - 1.0);
                    case LINEAR -> attempt;
                    case CONSTANT -> 1;
                };
        double step = (random.nextInt(JITTER_STEPS) - JITTER_STEPS / 2.0) / (JITTER_STEPS / 2.0);
        double varied = nominal * (1 + JITTER * step);
        return Duration.ofNanos((long) Math.min(varied, (double) maxDelay.toNanos()));
    }
}
