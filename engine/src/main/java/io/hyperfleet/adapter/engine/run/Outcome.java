package io.hyperfleet.adapter.engine.run;

import java.util.List;

/** What a run came to, as far as settling its delivery is concerned. */
public sealed interface Outcome {

    record Succeeded() implements Outcome {}

    /**
     * Ended early for a good reason: a precondition not met, or the resource the event is about is gone.
     *
     * @param reason free text or {@code ResourceNotFound}
     */
    record Skipped(String reason) implements Outcome {}

    record Failed(List<Failure> failures) implements Outcome {

        public Failed {
            failures = List.copyOf(failures);
        }
    }
}
