package io.hyperfleet.adapter.engine.run;

/** Something that happened in a run. Log lines, metrics, spans and traces are all made of these. */
public sealed interface RunEvent {

    /** The run of an event has begun. */
    record RunStarted(Event event) implements RunEvent {}
}
