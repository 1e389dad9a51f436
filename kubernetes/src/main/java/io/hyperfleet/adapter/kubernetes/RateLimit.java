package io.hyperfleet.adapter.kubernetes;

import io.hyperfleet.adapter.engine.run.Deadline;
import java.time.Duration;

/** Lets requests through at a steady rate, after a burst. Used by many threads at once. */
final class RateLimit {

    private static final double NANOS_PER_SECOND = 1e9;

    private final double perSecond;
    private final double burst;
    private double tokens;
    private long updatedAt = System.nanoTime();

    /**
     * @param perSecond negative for no limit
     */
    RateLimit(double perSecond, int burst) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
    }

    /** Waits for the caller's turn; false, at once and without taking a turn, when it comes only after the deadline. */
    boolean await(Deadline deadline) throws InterruptedException {
        if (perSecond < 0) {
            return true;
        }
        Duration wait = reserve(deadline);
        if (wait.isNegative()) {
            return false;
        }
        Thread.sleep(wait);
        return true;
    }

    /** The wait until the turn that is now the caller's; negative when it would come after the deadline. */
    private synchronized Duration reserve(Deadline deadline) {
        long now = System.nanoTime();
        tokens = Math.min(burst, tokens + (now - updatedAt) / NANOS_PER_SECOND * perSecond);
        updatedAt = now;
        double missing = 1 - tokens;
        Duration wait =
                missing <= 0 ? Duration.ZERO : Duration.ofNanos((long) (missing / perSecond * NANOS_PER_SECOND));
        if (deadline.remaining(wait).compareTo(wait) < 0) {
            return Duration.ofNanos(-1);
        }
        tokens--;
        return wait;
    }
}
