package io.hyperfleet.adapter.app.serve;

import io.hyperfleet.adapter.app.observe.Backlog;
import io.hyperfleet.adapter.app.observe.Metrics;
import io.hyperfleet.adapter.app.observe.Readiness;
import io.hyperfleet.adapter.broker.BrokerConfig;
import io.hyperfleet.adapter.broker.BrokerConfigReader;
import io.hyperfleet.adapter.broker.DeliverySource;
import io.hyperfleet.adapter.broker.DeliverySource.Subscribed;
import io.hyperfleet.adapter.broker.DeliverySources;
import io.hyperfleet.adapter.broker.Subscription;
import io.hyperfleet.adapter.broker.SubscriptionListener;
import io.hyperfleet.adapter.engine.run.RunObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The flow of events from the broker through their lanes, from its start to its orderly end.
 *
 * <p>Stopping goes: take no more → hand back what waits → let finish what runs, for the drain period → pass on the
 * settlements and let go of the broker, which hands what is left to somebody else. A run is never cancelled.
 */
final class Consumption {

    private static final Logger LOG = LoggerFactory.getLogger(Consumption.class);

    private final Lanes<EventPulse> lanes;
    private final SettlementPolicy policy;
    private final Settling settling;
    private final ScheduledExecutorService clock;
    private final Subscription subscription;

    private Consumption(
            Lanes<EventPulse> lanes,
            SettlementPolicy policy,
            Settling settling,
            ScheduledExecutorService clock,
            Subscription subscription) {
        this.lanes = lanes;
        this.policy = policy;
        this.settling = settling;
        this.clock = clock;
        this.subscription = subscription;
    }

    /**
     * What events are run with.
     *
     * @param throttle says how many may run at once; sees the calls of {@code run}
     * @param clock its timer's; shut down when the flow has ended
     */
    record Engine(EventRun run, RunObserver observer, Throttle throttle, ScheduledExecutorService clock) {}

    /** Connects to the broker, subscribes and returns when events can arrive. */
    static Consumption start(
            ServeSettings settings, Engine engine, Metrics metrics, Readiness readiness, StopRequest stop)
            throws StartException {
        String topic = settings.subscription().topic();
        LOG.info("Creating broker subscriber...");
        SettlementPolicy policy = settings.policy();
        BrokerConfig config = config(settings);
        DeliverySource source = source(settings, config);
        LOG.info("Broker subscriber created successfully");

        Timer timer = Timer.of(engine.clock());
        Settling settling = new Settling(metrics, timer, RandomGenerator.getDefault());
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("event-", 0).factory());
        Throttle throttle = engine.throttle();
        EventHandler handler = new EventHandler(
                engine.run(),
                engine.observer(),
                policy,
                settling,
                throttle,
                metrics,
                settings.limits().event(),
                threads);
        Lanes<EventPulse> lanes = new Lanes<>(throttle::slots, timer, handler);
        throttle.start(config.parallelism(), lanes::slotsChanged);
        metrics.watchBacklog(() -> backlog(lanes, throttle));
        EventIntake intake = new EventIntake(lanes, policy, settling, metrics, topic);

        LOG.info("Subscribing to broker topic...");
        Listener listener = new Listener(lanes, readiness, metrics, stop);
        return switch (source.subscribe(config.maxUnsettled(), intake, listener)) {
            case Subscribed.Active(Subscription subscription) -> {
                LOG.info("Successfully subscribed to broker topic");
                yield new Consumption(lanes, policy, settling, engine.clock(), subscription);
            }
            case Subscribed.Refused(String error) -> {
                SubscriptionErrors.log(error);
                throw new StartException("Failed to subscribe to topic", "failed to subscribe to topic: " + error);
            }
        };
    }

    private static Backlog backlog(Lanes<EventPulse> lanes, Throttle throttle) {
        long now = System.nanoTime();
        List<EventPulse> waiting = lanes.waiting();
        long oldest = waiting.stream()
                .mapToLong(pulse -> now - pulse.arrivedNanos())
                .max()
                .orElse(0);
        return new Backlog(lanes.running(), throttle.slots(), waiting.size(), Duration.ofNanos(Math.max(0, oldest)));
    }

    /** Ends the flow within the limits. */
    void stop(ServeSettings.Limits limits) {
        long start = System.nanoTime();
        subscription.stopTaking();
        List<EventPulse> waiting = lanes.stop();
        waiting.forEach(pulse -> settling.settle(pulse, policy.notRun()));
        LOG.info(
                "Drain started: {} events are running, {} were returned to the broker",
                lanes.running(),
                waiting.size());
        if (drained(limits.drain())) {
            LOG.info("Drain completed");
        } else {
            LOG.warn(
                    "Drain period of {} s is over: {} events still run and will be delivered again",
                    limits.drain().toSeconds(),
                    lanes.running());
        }
        clock.shutdownNow();
        LOG.info("Closing broker subscriber...");
        Duration left = limits.shutdown().minusNanos(System.nanoTime() - start);
        if (subscription.close(left.isNegative() ? Duration.ZERO : left)) {
            LOG.info("Subscriber closed successfully");
        } else {
            LOG.atError()
                    .addKeyValue("error", "subscriber close timed out; unsettled messages are delivered again")
                    .log("Subscriber close timed out");
        }
    }

    private boolean drained(Duration limit) {
        try {
            return lanes.awaitIdle(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static BrokerConfig config(ServeSettings settings) throws StartException {
        return switch (BrokerConfigReader.read(settings.environment(), settings.applicationFolder())) {
            case BrokerConfigReader.Result.Valid(BrokerConfig config) -> config;
            case BrokerConfigReader.Result.Invalid invalid ->
                throw notCreated("failed to load config: " + invalid.message());
        };
    }

    private static DeliverySource source(ServeSettings settings, BrokerConfig config) throws StartException {
        ServeSettings.Subscription subscription = settings.subscription();
        boolean deadLettersByDefault = settings.policy() == SettlementPolicy.CLASSIFIED;
        return switch (DeliverySources.open(
                config, subscription.topic(), subscription.id(), deadLettersByDefault, settings.environment())) {
            case DeliverySources.Opened.Ready(DeliverySource source) -> source;
            case DeliverySources.Opened.Failed(String error) -> throw notCreated(error);
        };
    }

    private static StartException notCreated(String error) {
        return new StartException("Failed to create subscriber", "failed to create subscriber: " + error);
    }

    /** Lets readiness follow the connection. */
    private record Listener(Lanes<EventPulse> lanes, Readiness readiness, Metrics metrics, StopRequest stop)
            implements SubscriptionListener {

        // What still waits from a connection that was lost is delivered anew. Kept, it would add up with each
        // connection.
        @Override
        public void consuming() {
            lanes.drop(pulse -> pulse.delivery().isLost());
            readiness.pass(Readiness.Check.BROKER);
        }

        @Override
        public void interrupted(String reason) {
            readiness.fail(Readiness.Check.BROKER);
        }

        @Override
        public void settlementTooLate() {
            metrics.messages().settlementTooLate();
        }

        @Override
        public void failed(String error) {
            stop.subscriptionFailed(error);
        }
    }
}
