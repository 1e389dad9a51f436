package io.hyperfleet.adapter.app.serve;

import io.hyperfleet.adapter.broker.Delivery;

/** What becomes of a delivery. */
sealed interface Settlement {

    /** Done with, whatever came of it. */
    record Acknowledge() implements Settlement {}

    /** Handed over again, to this or another process. */
    record Requeue() implements Settlement {}

    /** Put aside: among the dead letters where the queue has them, else dropped. */
    record Quarantine() implements Settlement {}

    /** Tells the broker. */
    default void apply(Delivery delivery) {
        switch (this) {
            case Acknowledge() -> delivery.acknowledge();
            case Requeue() -> delivery.requeue();
            case Quarantine() -> delivery.reject();
        }
    }
}
