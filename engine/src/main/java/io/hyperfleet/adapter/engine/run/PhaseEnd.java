package io.hyperfleet.adapter.engine.run;

/** How a phase ended. */
sealed interface PhaseEnd {

    record Completed() implements PhaseEnd {}

    /** A precondition does not hold, which is no failure. */
    record NotMet(String reason) implements PhaseEnd {}

    /** What the event is about no longer exists, which is no failure. */
    record NotFound() implements PhaseEnd {}

    record Failed(Failure failure) implements PhaseEnd {}
}
