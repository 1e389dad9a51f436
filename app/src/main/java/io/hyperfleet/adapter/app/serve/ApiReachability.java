package io.hyperfleet.adapter.app.serve;

import io.hyperfleet.adapter.app.observe.Readiness;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Lets readiness follow the HyperFleet API: it is reachable when a connection to it can be made, looked at every
 * {@link #INTERVAL}, and its calls do not fail as a whole. Both directions show within ten seconds.
 */
final class ApiReachability {

    static final Duration INTERVAL = Duration.ofSeconds(3);

    private final Readiness readiness;
    private boolean connectable;
    private boolean failing;

    ApiReachability(Readiness readiness) {
        this.readiness = readiness;
    }

    /**
     * Begins to look.
     *
     * @param probe may block for a few seconds
     */
    void start(BooleanSupplier probe, ScheduledExecutorService clock) {
        var _ = clock.scheduleWithFixedDelay(
                () -> Thread.ofVirtual().name("api-probe").start(() -> connectable(probe.getAsBoolean())),
                0,
                INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    synchronized void connectable(boolean value) {
        connectable = value;
        tell();
    }

    synchronized void failing(boolean value) {
        failing = value;
        tell();
    }

    private void tell() {
        if (connectable && !failing) {
            readiness.pass(Readiness.Check.API);
        } else {
            readiness.fail(Readiness.Check.API);
        }
    }
}
