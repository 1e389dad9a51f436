package io.hyperfleet.adapter.app.serve;

import io.hyperfleet.adapter.app.observe.Metrics;
import io.hyperfleet.adapter.broker.Delivery;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Tells the broker what was decided, and counts it. Safe for use by any thread; does not block. */
final class Settling {

    private static final double VARIATION = 0.25;

    private final Metrics metrics;
    private final Timer timer;
    private final RandomGenerator random;
    private final DeliveryCounts counts = new DeliveryCounts();

    Settling(Metrics metrics, Timer timer, RandomGenerator random) {
        this.metrics = metrics;
        this.timer = timer;
        this.random = random;
    }

    /** Which delivery of the event this is, from 1. */
    int deliveriesOf(EventPulse pulse) {
        return counts.of(pulse);
    }

    /** Settles the delivery of a pulse; {@link Settlement.RunAgain} is no settlement. */
    void settle(EventPulse pulse, Settlement settlement) {
        switch (settlement) {
            case Settlement.Acknowledge _, Settlement.Quarantine _ -> counts.settled(pulse);
            case Settlement.Requeue(Duration after) -> {
                if (after.isPositive()) {
                    counts.returned(pulse);
                }
            }
            case Settlement.RunAgain _ -> throw new IllegalArgumentException("not settled yet");
        }
        settle(pulse.delivery(), settlement);
    }

    /** Settles a delivery that never became a pulse. */
    void settle(Delivery delivery, Settlement settlement) {
        switch (settlement) {
            case Settlement.Acknowledge _ -> delivery.acknowledge();
            case Settlement.Quarantine(String reason) -> {
                metrics.messages().quarantined();
                delivery.quarantine(reason);
            }
            case Settlement.Requeue(Duration after) -> {
                metrics.messages().returned();
                if (after.isPositive()) {
                    timer.after(varied(after), delivery::requeue);
                } else {
                    delivery.requeue();
                }
            }
            case Settlement.RunAgain _ -> throw new IllegalArgumentException("not settled yet");
        }
    }

    /** Up to a quarter more or less, so that what failed together does not come back together. */
    Duration varied(Duration wait) {
        return Duration.ofNanos((long) (wait.toNanos() * (1 + VARIATION * (2 * random.nextDouble() - 1))));
    }
}
