package io.hyperfleet.adapter.app.serve;

import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.RunObserver;
import io.hyperfleet.adapter.engine.run.RunResult;

/** Carries out the task for one event, on the calling thread. Used by many threads at once. */
@FunctionalInterface
public interface EventRun {

    RunResult run(Event event, RunObserver observer, Deadline deadline);
}
