package io.hyperfleet.adapter.app.tracing;

import io.hyperfleet.adapter.engine.run.Failure;
import io.hyperfleet.adapter.engine.run.Phase;
import io.hyperfleet.adapter.engine.run.RunEvent;
import io.hyperfleet.adapter.engine.run.RunEvent.Flow;
import io.hyperfleet.adapter.engine.run.RunObserver;
import io.hyperfleet.adapter.engine.run.RunResult;
import org.jspecify.annotations.Nullable;

/**
 * Gives each phase of a run its span, {@code adapter.<phase>}, inside the span of the event. One instance an event: the
 * engine tells when a phase begins, and how it ended.
 */
final class RunSpans implements RunObserver {

    private final EventTrace trace;
    private @Nullable Span phase;

    RunSpans(EventTrace trace) {
        this.trace = trace;
    }

    @Override
    public void on(RunEvent event) {
        switch (event) {
            case Flow.PhaseStarted(Phase started, int configured) -> {
                endPhase();
                Span span = trace.begin("adapter." + started.text(), Span.Kind.INTERNAL);
                span.attribute("hyperfleet.steps", configured);
                phase = span;
            }
            case Flow.PhaseFailed(Phase failed, String error) -> phaseFailed(failed.text(), error);
            case Flow.DataUnreadable(String reason) -> trace.first().failed(Phase.PARAM_EXTRACTION.text(), reason);
            case Flow.RunFinished finished -> finished(finished.result());
            case Flow _, RunEvent.Action _, RunEvent.Param _, RunEvent.Precondition _ -> {}
            case RunEvent.ResourceStep _, RunEvent.Nested _, RunEvent.Post _ -> {}
        }
    }

    private void phaseFailed(String errorType, String error) {
        Span span = phase;
        if (span != null) {
            span.failed(errorType, error);
        }
    }

    private void finished(RunResult result) {
        endPhase();
        for (Failure failure : result.failures()) {
            trace.first().failed(failure.phase().text(), failure.message());
        }
    }

    private void endPhase() {
        Span span = phase;
        if (span != null) {
            trace.end(span);
            phase = null;
        }
    }
}
