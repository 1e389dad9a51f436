package io.hyperfleet.adapter.engine.run;

/**
 * Why a phase of a run failed. There is at most one for each phase.
 *
 * @param step the param, precondition, resource or post-action that failed first; empty when the phase failed as a whole
 * @param message the whole error of the phase in the words operators search for; several failed resources are one line
 *     each
 * @param classification {@link FailureClass#TRANSIENT} when any of the failures may pass
 */
public record Failure(Phase phase, String step, String message, FailureClass classification) {}
