package io.hyperfleet.adapter.engine.run;

import java.time.Duration;

/**
 * The moment by which an event, or a part of its run, must be done. It travels with every call, so that no step has a time
 * limit of its own.
 */
public final class Deadline {

    private static final Deadline NONE = new Deadline(Long.MAX_VALUE, true);

    private final long nanoTime;
    private final boolean unlimited;

    private Deadline(long nanoTime, boolean unlimited) {
        this.nanoTime = nanoTime;
        this.unlimited = unlimited;
    }

    /** A deadline that far from now. */
    public static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos(), false);
    }

    /** No limit, as in a dry run. */
    public static Deadline none() {
        return NONE;
    }

    /** That much earlier than this one. */
    Deadline earlierBy(Duration duration) {
        return unlimited ? this : new Deadline(nanoTime - duration.toNanos(), false);
    }

    public boolean expired() {
        return !unlimited && System.nanoTime() - nanoTime >= 0;
    }

    /** What is left, never negative; the given limit when that is less. */
    public Duration remaining(Duration limit) {
        if (unlimited) {
            return limit;
        }
        Duration left = Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
        return left.compareTo(limit) < 0 ? left : limit;
    }
}
