package io.hyperfleet.adapter.api;

import java.time.Duration;

/** How long a server wants to be left alone. Safe for use by any thread; does not depend on the wall clock. */
final class QuietTime {

    /** A server that asks for more is not believed. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private long endNanos = System.nanoTime();

    /** From now on so long, unless the time that holds already ends later. */
    synchronized void extend(Duration wait) {
        Duration believed = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
        long end = System.nanoTime() + believed.toNanos();
        if (end - endNanos > 0) {
            endNanos = end;
        }
    }

    /** What is left of it; zero when the server may be called. */
    synchronized Duration left() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }
}
