package io.hyperfleet.adapter.app.serve;

import io.hyperfleet.adapter.engine.run.Outcome;

/**
 * Decides what becomes of a delivery; the only place that does. Deliveries that never became a run are decided on here as
 * well, so that every reason why a message leaves or stays in the queue can be read in one file.
 */
enum SettlementPolicy {

    /**
     * What the runbook promises: every event that was run is acknowledged, also a failed one, because the event is
     * published again until its resource is reconciled.
     */
    ALWAYS_ACK {
        @Override
        Settlement afterRun(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Succeeded _, Outcome.Skipped _, Outcome.Failed _ -> new Settlement.Acknowledge();
            };
        }
    };

    abstract Settlement afterRun(Outcome outcome);

    /** The run ended in a bug of this program; a repetition would meet it again. */
    Settlement afterCrash() {
        return new Settlement.Acknowledge();
    }

    /** The message is no event and will never be one; handing it over again would go on for ever. */
    Settlement undecodable() {
        return new Settlement.Quarantine();
    }

    /** The program stops before the event could be run. */
    Settlement notRun() {
        return new Settlement.Requeue();
    }
}
