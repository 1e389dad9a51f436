package io.hyperfleet.adapter.app.serve;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Lets time pass; simulated in tests. */
@FunctionalInterface
interface Timer {

    /** Carries out the action once, not before the wait is over; returns at once. The action must not block. */
    void after(Duration wait, Runnable action);

    /** A timer that uses the threads of an executor. What is due after its shutdown is left out. */
    static Timer of(ScheduledExecutorService executor) {
        return (wait, action) -> {
            if (!executor.isShutdown()) {
                var _ = executor.schedule(action, wait.toNanos(), TimeUnit.NANOSECONDS);
            }
        };
    }
}
