package io.hyperfleet.adapter.app.serve;

import io.hyperfleet.adapter.app.observe.EventFields;
import io.hyperfleet.adapter.app.observe.LogContext;
import io.hyperfleet.adapter.app.observe.Metrics;
import io.hyperfleet.adapter.app.observe.Metrics.EventStatus;
import io.hyperfleet.adapter.app.serve.Lanes.Batch;
import io.hyperfleet.adapter.app.serve.Lanes.Completion;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.RunObserver;
import io.hyperfleet.adapter.engine.run.RunResult;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the newest pulse of a batch and then settles every delivery of the batch alike, exactly once and never before the
 * run has ended, whatever came of it; or has the batch run again.
 */
final class EventHandler implements Lanes.Runner<EventPulse> {

    private static final Logger LOG = LoggerFactory.getLogger(EventHandler.class);

    private final EventRun run;
    private final RunObserver observer;
    private final SettlementPolicy policy;
    private final Settling settling;
    private final Throttle throttle;
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
            Settling settling,
            Throttle throttle,
            Metrics metrics,
            Duration eventLimit,
            Executor executor) {
        this.run = run;
        this.observer = observer;
        this.policy = policy;
        this.settling = settling;
        this.throttle = throttle;
        this.metrics = metrics;
        this.eventLimit = eventLimit;
        this.executor = executor;
    }

    @Override
    public void start(Batch<EventPulse> batch, Completion completion) {
        executor.execute(() -> carryOut(batch, completion));
    }

    private void carryOut(Batch<EventPulse> batch, Completion completion) {
        long start = System.nanoTime();
        Settlement settlement = settlementAfterRunning(batch.newest());
        metrics.messages().handled(Duration.ofNanos(System.nanoTime() - start));
        if (settlement instanceof Settlement.RunAgain(Duration after)) {
            if (completion.again(settling.varied(after))) {
                return;
            }
            settlement = policy.notRun();
        }
        try {
            settle(batch, settlement);
        } finally {
            completion.done();
        }
    }

    private void settle(Batch<EventPulse> batch, Settlement settlement) {
        Event event = batch.newest().event();
        settling.settle(batch.newest(), settlement);
        for (EventPulse superseded : batch.superseded()) {
            LOG.debug("Event superseded: id={} by id={}", superseded.event().id(), event.id());
            settling.settle(superseded, settlement);
        }
        metrics.eventsSuperseded(batch.superseded().size());
    }

    private Settlement settlementAfterRunning(EventPulse pulse) {
        Event event = pulse.event();
        long start = System.nanoTime();
        pulse.tries().begin(start);
        RunResult result;
        try {
            result = LogContext.call(EventFields.of(event), () -> runObserved(event));
        } catch (RuntimeException | Error e) {
            metrics.eventProcessed(EventStatus.FAILED, Duration.ofNanos(System.nanoTime() - start));
            LOG.atWarn()
                    .setCause(e)
                    .addKeyValue("error", "this is a bug of the adapter: " + e)
                    .addKeyValue("event_id", event.id())
                    .addKeyValue("event_type", event.type())
                    .log("event handler error (acked)");
            throttle.ended(false);
            return policy.afterCrash();
        }
        boolean outage = throttle.isFailing();
        if (!outage) {
            pulse.tries().count();
        }
        boolean mayPass = SettlementPolicy.isTransient(result.outcome());
        Settlement settlement = policy.afterRun(
                result.outcome(),
                new SettlementPolicy.Tries(
                        pulse.tries().runs(),
                        pulse.tries().sinceFirst(System.nanoTime()),
                        settling.deliveriesOf(pulse),
                        outage));
        if (result.failed()) {
            logFailure(event, result, mayPass, settlement);
        }
        throttle.ended(mayPass);
        return settlement;
    }

    private static void logFailure(Event event, RunResult result, boolean mayPass, Settlement settlement) {
        String action = switch (settlement) {
            case Settlement.Acknowledge _ -> "acked";
            case Settlement.RunAgain _ -> "run again";
            case Settlement.Requeue _ -> "requeued";
            case Settlement.Quarantine _ -> "quarantined";
        };
        LOG.atWarn()
                .addKeyValue("event_id", event.id())
                .addKeyValue("event_type", event.type())
                .addKeyValue(
                        "failed_phases",
                        result.failures().stream()
                                .map(failure -> failure.phase().text())
                                .toList())
                .addKeyValue("error_classification", mayPass ? "transient" : "terminal")
                .log("event handler failed ({})", action);
    }

    private RunResult runObserved(Event event) {
        return run.run(event, observer, Deadline.in(eventLimit));
    }
}
