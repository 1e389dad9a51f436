package io.hyperfleet.adapter.app.serve;

import io.hyperfleet.adapter.app.observe.EventFields;
import io.hyperfleet.adapter.app.observe.LogContext;
import io.hyperfleet.adapter.app.observe.Metrics;
import io.hyperfleet.adapter.app.observe.Metrics.EventStatus;
import io.hyperfleet.adapter.app.serve.Lanes.Batch;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.RunObserver;
import io.hyperfleet.adapter.engine.run.RunResult;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the newest pulse of a batch and then settles every delivery of the batch, exactly once and never before the run has
 * ended, whatever came of it.
 */
final class EventHandler implements Lanes.Runner<EventPulse> {

    private static final Logger LOG = LoggerFactory.getLogger(EventHandler.class);

    private final EventRun run;
    private final RunObserver observer;
    private final SettlementPolicy policy;
    private final Metrics metrics;
    private final Duration eventLimit;
    private final Executor executor;

    /**
     * @param eventLimit how long a run may take
     * @param executor gives each run a thread of its own
     */
    EventHandler(
            EventRun run,
            RunObserver observer,
            SettlementPolicy policy,
            Metrics metrics,
            Duration eventLimit,
            Executor executor) {
        this.run = run;
        this.observer = observer;
        this.policy = policy;
        this.metrics = metrics;
        this.eventLimit = eventLimit;
        this.executor = executor;
    }

    @Override
    public void start(Batch<EventPulse> batch, Runnable finished) {
        executor.execute(() -> {
            try {
                carryOut(batch);
            } finally {
                finished.run();
            }
        });
    }

    private void carryOut(Batch<EventPulse> batch) {
        Event event = batch.newest().event();
        long start = System.nanoTime();
        Settlement settlement = settlementAfterRunning(event);
        metrics.messageHandled(Duration.ofNanos(System.nanoTime() - start));
        settlement.apply(batch.newest().delivery());
        for (EventPulse superseded : batch.superseded()) {
            LOG.debug("Event superseded: id={} by id={}", superseded.event().id(), event.id());
            settlement.apply(superseded.delivery());
        }
        metrics.eventsSuperseded(batch.superseded().size());
    }

    private Settlement settlementAfterRunning(Event event) {
        long start = System.nanoTime();
        RunResult result;
        try {
            result = LogContext.call(EventFields.of(event), () -> runObserved(event));
        } catch (RuntimeException | StackOverflowError e) {
            metrics.eventProcessed(EventStatus.FAILED, Duration.ofNanos(System.nanoTime() - start));
            LOG.atWarn()
                    .setCause(e)
                    .addKeyValue("error", "this is a bug of the adapter: " + e)
                    .addKeyValue("event_id", event.id())
                    .addKeyValue("event_type", event.type())
                    .log("event handler error (acked)");
            return policy.afterCrash();
        }
        if (result.failed()) {
            LOG.atWarn()
                    .addKeyValue("event_id", event.id())
                    .addKeyValue("event_type", event.type())
                    .addKeyValue(
                            "failed_phases",
                            result.failures().stream()
                                    .map(failure -> failure.phase().text())
                                    .toList())
                    .log("event handler failed (acked)");
        }
        return policy.afterRun(result.outcome());
    }

    private RunResult runObserved(Event event) {
        return run.run(event, observer, Deadline.in(eventLimit));
    }
}
