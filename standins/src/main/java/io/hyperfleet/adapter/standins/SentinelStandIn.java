package io.hyperfleet.adapter.standins;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces resources as Sentinel does: at once when one has changed, and again and again while it is not reconciled.
 * The repetition is the only retry that HyperFleet has.
 *
 * <p>Events are handed over one after the other, on a thread of their own.
 */
public final class SentinelStandIn implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SentinelStandIn.class);
    private static final int LOOKS_PER_REPETITION = 4;

    private final HyperFleetApiStandIn api;
    private final Duration repetition;
    private final Consumer<ReconcileEvent> publisher;
    private final Map<String, Long> lastAnnounced = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sentinel-stand-in").daemon().factory());

    private SentinelStandIn(HyperFleetApiStandIn api, Duration repetition, Consumer<ReconcileEvent> publisher) {
        this.api = api;
        this.repetition = repetition;
        this.publisher = publisher;
    }

    /**
     * Watches an API from now on.
     *
     * @param repetition how long after an event the next one follows while the resource is not reconciled; ten seconds
     *     in production
     * @param publisher gets the events
     */
    public static SentinelStandIn watch(
            HyperFleetApiStandIn api, Duration repetition, Consumer<ReconcileEvent> publisher) {
        SentinelStandIn sentinel = new SentinelStandIn(api, repetition, publisher);
        api.onChange(sentinel::announceSoon);
        long period = Math.max(1, repetition.toMillis() / LOOKS_PER_REPETITION);
        var _ = sentinel.thread.scheduleWithFixedDelay(sentinel::repeat, period, period, TimeUnit.MILLISECONDS);
        return sentinel;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void repeat() {
        long now = System.nanoTime();
        for (ReconcileEvent event : api.unreconciled()) {
            Long last = lastAnnounced.get(event.resourceId());
            if (last == null || now - last >= repetition.toNanos()) {
                announce(event);
            }
        }
    }

    private void announceSoon(ReconcileEvent event) {
        if (!thread.isShutdown()) {
            thread.execute(() -> announce(event));
        }
    }

    /** An event that cannot be published is not lost for good: its resource is announced again. */
    private void announce(ReconcileEvent event) {
        lastAnnounced.put(event.resourceId(), System.nanoTime());
        try {
            publisher.accept(event);
        } catch (RuntimeException e) {
            LOG.warn("event for {} {} not published: {}", event.kind(), event.resourceId(), e.toString());
        }
    }
}
