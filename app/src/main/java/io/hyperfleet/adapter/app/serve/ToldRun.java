package io.hyperfleet.adapter.app.serve;

import io.hyperfleet.adapter.app.tracing.Tracing;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.RunEvent.Flow;
import io.hyperfleet.adapter.engine.run.RunObserver;
import io.hyperfleet.adapter.engine.run.RunResult;

/** A run as part of the trace of its event, from the words that it was received to those that it is done with. */
record ToldRun(EventRun run, Tracing tracing) implements EventRun {

    @Override
    public RunResult run(Event event, RunObserver observer, Deadline deadline) {
        return tracing.call(event, spans -> {
            RunObserver all = RunObserver.all(spans, observer);
            all.on(new Flow.EventReceived(event));
            RunResult result = run.run(event, all, deadline);
            all.on(new Flow.EventProcessed(event));
            return result;
        });
    }
}
