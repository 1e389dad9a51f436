package io.hyperfleet.adapter.app.observe;

import io.hyperfleet.adapter.app.observe.Metrics.EventStatus;
import io.hyperfleet.adapter.engine.run.Failure;
import io.hyperfleet.adapter.engine.run.Outcome;
import io.hyperfleet.adapter.engine.run.RunEvent;
import io.hyperfleet.adapter.engine.run.RunObserver;
import io.hyperfleet.adapter.engine.run.RunResult;
import java.time.Duration;

/** Counts what happens in runs. One instance serves all runs. */
public final class MetricsObserver implements RunObserver {

    private final Metrics metrics;

    public MetricsObserver(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void on(RunEvent event) {
        metrics.runs().on(event);
        switch (event) {
            case RunEvent.Flow.RunFinished(RunResult result, Duration took) -> finished(result, took);
            case RunEvent.ResourceStep.DeleteStarted started ->
                metrics.deletions().started(started.kind().kind());
            case RunEvent.ResourceStep.DeleteFinished finished ->
                metrics.deletions().finished(finished.kind().kind(), finished.succeeded(), finished.took());
            case RunEvent.Flow _, RunEvent.Action _, RunEvent.Param _, RunEvent.Precondition _ -> {}
            case RunEvent.ResourceStep _, RunEvent.Nested _, RunEvent.Post _ -> {}
        }
    }

    private void finished(RunResult result, Duration took) {
        EventStatus status = switch (result.outcome()) {
            case Outcome.Succeeded _ -> EventStatus.SUCCESS;
            case Outcome.Skipped _ -> EventStatus.SKIPPED;
            case Outcome.Failed _ -> EventStatus.FAILED;
        };
        metrics.eventProcessed(status, took);
        for (Failure failure : result.failures()) {
            metrics.phaseFailed(failure.phase());
        }
    }
}
