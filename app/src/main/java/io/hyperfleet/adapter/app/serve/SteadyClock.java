package io.hyperfleet.adapter.app.serve;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The time it was at the start plus what has passed since. It does not follow when somebody sets the clock of the system, so
 * that what is measured with it is right. Safe for use by any thread.
 */
public final class SteadyClock implements InstantSource {

    private final LongSupplier nanoTime;
    private final Instant start;
    private final long startNanos;

    public SteadyClock() {
        this(InstantSource.system(), System::nanoTime);
    }

    SteadyClock(InstantSource system, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = system.instant();
        this.startNanos = nanoTime.getAsLong();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanoTime.getAsLong() - startNanos);
    }
}
