package io.hyperfleet.adapter.app.serve;

import io.hyperfleet.adapter.engine.run.Failure;
import io.hyperfleet.adapter.engine.run.FailureClass;
import io.hyperfleet.adapter.engine.run.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Decides what becomes of a delivery; the only place that does. Deliveries that never became a run are decided on here as
 * well, so that every reason why a message leaves or stays in the queue can be read in one file.
 */
public enum SettlementPolicy {

    /**
     * What the runbook promises: every event that was run is acknowledged, also a failed one, because the event is
     * published again until its resource is reconciled.
     */
    ALWAYS_ACK("always-ack") {
        @Override
        Settlement afterRun(Outcome outcome, Tries tries) {
            return new Settlement.Acknowledge();
        }
    },

    /**
     * An event is acknowledged when it is done, or when it would fail the same way again. A failure that may pass is tried
     * again: first in place, {@value #RUNS_IN_PLACE} times within a budget of time, then by returning it to the queue;
     * after {@value #DELIVERIES} deliveries it is put aside. While a downstream fails as a whole, tries do not count: an
     * outage is not the fault of any event.
     */
    CLASSIFIED("classified") {
        @Override
        Settlement afterRun(Outcome outcome, Tries tries) {
            return switch (outcome) {
                case Outcome.Succeeded _, Outcome.Skipped _ -> new Settlement.Acknowledge();
                case Outcome.Failed failed when !isTransient(failed) -> new Settlement.Acknowledge();
                case Outcome.Failed(List<Failure> failures) -> again(failures, tries);
            };
        }
    };

    private static final int RUNS_IN_PLACE = 3;
    private static final int DELIVERIES = 5;
    private static final Duration BUDGET_IN_PLACE = Duration.ofSeconds(5);
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration FIRST_RETURN = Duration.ofSeconds(1);

    /**
     * What was tried for an event so far.
     *
     * @param runs in this process since it was delivered, those during an outage left out; at least 1 unless in one
     * @param sinceFirst time since the first of them began
     * @param deliveries how often the broker handed it over, this time included
     * @param outage whether a downstream fails as a whole at this moment
     */
    record Tries(int runs, Duration sinceFirst, int deliveries, boolean outage) {}

    private final String text;

    SettlementPolicy(String text) {
        this.text = text;
    }

    /** The policy of that name. */
    public static Optional<SettlementPolicy> of(String text) {
        return Arrays.stream(values())
                .filter(policy -> policy.text.equals(text))
                .findFirst();
    }

    /** The name in configurations. */
    public String text() {
        return text;
    }

    abstract Settlement afterRun(Outcome outcome, Tries tries);

    /** Whether trying again later can help. */
    static boolean isTransient(Outcome outcome) {
        return outcome instanceof Outcome.Failed(List<Failure> failures)
                && failures.stream().anyMatch(failure -> failure.classification() == FailureClass.TRANSIENT);
    }

    private static Settlement again(List<Failure> failures, Tries tries) {
        if (tries.outage()) {
            return new Settlement.RunAgain(Duration.ZERO);
        }
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.max(0, tries.runs() - 1));
        if (tries.runs() < RUNS_IN_PLACE && tries.sinceFirst().plus(wait).compareTo(BUDGET_IN_PLACE) <= 0) {
            return new Settlement.RunAgain(wait);
        }
        if (tries.deliveries() < DELIVERIES) {
            return new Settlement.Requeue(FIRST_RETURN.multipliedBy(1L << Math.max(0, tries.deliveries() - 1)));
        }
        return new Settlement.Quarantine("failed in %d deliveries, last in phase %s: %s"
                .formatted(
                        tries.deliveries(),
                        failures.getFirst().phase().text(),
                        failures.getFirst().message()));
    }

    /** The run ended in a bug of this program; a repetition would meet it again. */
    Settlement afterCrash() {
        return new Settlement.Acknowledge();
    }

    /** The message is no event and will never be one; handing it over again would go on for ever. */
    Settlement undecodable(String reason) {
        return new Settlement.Quarantine("not a CloudEvent: " + reason);
    }

    /** The program stops before the event could be run. */
    Settlement notRun() {
        return new Settlement.Requeue(Duration.ZERO);
    }
}
