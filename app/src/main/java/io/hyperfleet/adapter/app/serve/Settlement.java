package io.hyperfleet.adapter.app.serve;

import java.time.Duration;

/** What becomes of a delivery. */
sealed interface Settlement {

    /** Done with, whatever came of it. */
    record Acknowledge() implements Settlement {}

    /**
     * Not settled yet: run again in this process.
     *
     * @param after how long to wait before, not yet varied at random
     */
    record RunAgain(Duration after) implements Settlement {}

    /**
     * Handed over again, to this or another process.
     *
     * @param after how long to keep it before, not yet varied at random, because a broker hands it over again at once
     */
    record Requeue(Duration after) implements Settlement {}

    /**
     * Put aside among the dead letters.
     *
     * @param reason for whoever looks at them
     */
    record Quarantine(String reason) implements Settlement {}
}
