package io.hyperfleet.adapter.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.app.observe.Metrics;
import io.hyperfleet.adapter.app.tracing.Tracing;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.Failure;
import io.hyperfleet.adapter.engine.run.FailureClass;
import io.hyperfleet.adapter.engine.run.Phase;
import io.hyperfleet.adapter.engine.run.RunEvent;
import io.hyperfleet.adapter.engine.run.RunObserver;
import io.hyperfleet.adapter.engine.run.RunResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** From a delivery to its settlement, without threads: runs are carried out when the test says so. */
class SettlementTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Metrics metrics = new Metrics("probe", "v", "c", "topic");
    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final List<String> runs = new ArrayList<>();
    private final List<Class<?>> told = new ArrayList<>();
    private EventRun run = (event, observer, deadline) -> result(List.of());

    private final SimulatedTime time = new SimulatedTime(1);
    private final Settling settling = new Settling(metrics, time, new Random(1));
    private SettlementPolicy policy = SettlementPolicy.ALWAYS_ACK;
    private Lanes<EventPulse> lanes = lanes();
    private EventIntake intake = intake();

    private Lanes<EventPulse> lanes() {
        Throttle throttle = new Throttle(time, new Random(1), new NobodyWatches());
        Lanes<EventPulse> made = new Lanes<>(
                throttle::slots,
                time,
                new EventHandler(
                        new ToldRun(this::runRecorded, Tracing.off()),
                        event -> told.add(event.getClass()),
                        policy,
                        settling,
                        throttle,
                        metrics,
                        LIMIT,
                        threads::add));
        throttle.start(2, made::slotsChanged);
        return made;
    }

    private EventIntake intake() {
        return new EventIntake(lanes, policy, settling, metrics, "topic");
    }

    private void classified() {
        policy = SettlementPolicy.CLASSIFIED;
        lanes = lanes();
        intake = intake();
    }

    @Test
    void anEventIsAcknowledgedAfterItsRunAndNotBefore() {
        RecordedDelivery delivery = RecordedDelivery.ofCluster("e1", "c1", 1);

        intake.accept(delivery);
        assertThat(delivery.settlements()).isEmpty();
        runAll();

        assertThat(delivery.settlements()).containsExactly("acknowledged");
        assertThat(told).containsExactly(RunEvent.Flow.EventReceived.class, RunEvent.Flow.EventProcessed.class);
        assertThat(metrics.page())
                .contains(
                        "hyperfleet_broker_messages_consumed_total{component=\"probe\",topic=\"topic\",version=\"v\"} 1");
    }

    @Test
    void aFailedEventIsAcknowledged() {
        run = (event, observer, deadline) ->
                result(List.of(new Failure(Phase.RESOURCES, "r", "no", FailureClass.TRANSIENT)));
        RecordedDelivery delivery = RecordedDelivery.ofCluster("e1", "c1", 1);

        intake.accept(delivery);
        runAll();

        assertThat(delivery.settlements()).containsExactly("acknowledged");
    }

    @Test
    void aFailureThatMayPassIsTriedAgainInPlaceAndAcknowledgedWhenItPasses() {
        classified();
        run = (event, observer, deadline) ->
                result(runs.size() < 3 ? List.of(failure(FailureClass.TRANSIENT)) : List.of());
        RecordedDelivery delivery = RecordedDelivery.ofCluster("e1", "c1", 1);

        intake.accept(delivery);
        runAll();
        assertThat(delivery.settlements()).isEmpty();
        passTime();

        assertThat(runs).hasSize(3);
        assertThat(delivery.settlements()).containsExactly("acknowledged");
    }

    @Test
    void aFailureThatWouldComeAgainIsAcknowledgedAtOnce() {
        classified();
        run = (event, observer, deadline) -> result(List.of(failure(FailureClass.TERMINAL)));
        RecordedDelivery delivery = RecordedDelivery.ofCluster("e1", "c1", 1);

        intake.accept(delivery);
        runAll();

        assertThat(delivery.settlements()).containsExactly("acknowledged");
    }

    @Test
    void whatKeepsFailingIsReturnedAFewTimesAndThenPutAside() {
        classified();
        run = (event, observer, deadline) -> result(List.of(failure(FailureClass.TRANSIENT)));
        List<String> settlements = new ArrayList<>();

        for (int i = 0; i < 5; i++) {
            RecordedDelivery delivery = RecordedDelivery.ofCluster("e1", "c1", 1);
            intake.accept(delivery);
            runAll();
            passTime();
            settlements.addAll(delivery.settlements());
        }

        assertThat(settlements).containsExactly("requeued", "requeued", "requeued", "requeued", "quarantined");
        assertThat(runs).hasSize(15);
        assertThat(metrics.page())
                .contains("hyperfleet_adapter_nacks_total{adapter=\"probe\"", "hyperfleet_adapter_dlq_messages_total");
    }

    @Test
    void aNewerPulseTakesThePlaceOfOneThatIsTriedAgain() {
        classified();
        run = (event, observer, deadline) ->
                result(event.id().equals("e1") ? List.of(failure(FailureClass.TRANSIENT)) : List.of());
        RecordedDelivery first = RecordedDelivery.ofCluster("e1", "c1", 1);
        RecordedDelivery second = RecordedDelivery.ofCluster("e2", "c1", 2);

        intake.accept(first);
        runAll();
        intake.accept(second);
        passTime();

        assertThat(runs).containsExactly("e1", "e2");
        assertThat(first.settlements()).containsExactly("acknowledged");
        assertThat(second.settlements()).containsExactly("acknowledged");
    }

    @Test
    void whatWaitsToBeTriedAgainIsReturnedWhenTheProgramStops() {
        classified();
        run = (event, observer, deadline) -> result(List.of(failure(FailureClass.TRANSIENT)));
        RecordedDelivery delivery = RecordedDelivery.ofCluster("e1", "c1", 1);
        intake.accept(delivery);
        runAll();

        List<EventPulse> returned = lanes.stop();

        assertThat(returned).extracting(EventPulse::delivery).containsExactly(delivery);
    }

    @Test
    void anEventThatMeetsABugIsAcknowledgedCountedAndHoldsNothingUp() {
        run = (event, observer, deadline) -> {
            throw new IllegalStateException("a bug");
        };
        RecordedDelivery first = RecordedDelivery.ofCluster("e1", "c1", 1);
        RecordedDelivery second = RecordedDelivery.ofCluster("e2", "c1", 2);

        intake.accept(first);
        intake.accept(second);
        runAll();

        assertThat(first.settlements()).containsExactly("acknowledged");
        assertThat(second.settlements()).containsExactly("acknowledged");
        assertThat(metrics.page()).contains("status=\"failed\",version=\"v\"} 2");
    }

    @Test
    void anEventThatMeetsAnErrorOfTheVirtualMachineIsSettledToo() {
        run = (event, observer, deadline) -> {
            throw new NoClassDefFoundError("gone");
        };
        RecordedDelivery first = RecordedDelivery.ofCluster("e1", "c1", 1);
        RecordedDelivery second = RecordedDelivery.ofCluster("e2", "c1", 2);

        intake.accept(first);
        intake.accept(second);
        runAll();

        assertThat(first.settlements()).containsExactly("acknowledged");
        assertThat(second.settlements()).containsExactly("acknowledged");
    }

    @Test
    void supersededDeliveriesAreSettledTogetherWithTheRunThatReplacedThem() {
        List<RecordedDelivery> deliveries = new ArrayList<>();
        for (int generation = 1; generation <= 4; generation++) {
            deliveries.add(RecordedDelivery.ofCluster("e" + generation, "c1", generation));
        }
        deliveries.forEach(intake);

        runOne();
        assertThat(deliveries.get(0).settlements()).containsExactly("acknowledged");
        assertThat(deliveries.subList(1, 4))
                .allSatisfy(d -> assertThat(d.settlements()).isEmpty());
        runOne();

        assertThat(runs).containsExactly("e1", "e4");
        assertThat(deliveries).allSatisfy(d -> assertThat(d.settlements()).containsExactly("acknowledged"));
        assertThat(metrics.page())
                .contains(
                        "hyperfleet_adapter_events_superseded_total{adapter_name=\"probe\",component=\"probe\",version=\"v\"} 2");
    }

    @Test
    void aMessageThatIsNoEventIsPutAsideAtOnce() {
        RecordedDelivery poison = new RecordedDelivery("this is not json");

        intake.accept(poison);

        assertThat(poison.settlements()).containsExactly("quarantined");
        assertThat(threads).isEmpty();
        assertThat(metrics.page()).contains("error_type=\"conversion\"");
    }

    @Test
    void eventsWithoutAResourceDoNotWaitForEachOther() {
        intake.accept(new RecordedDelivery("{\"specversion\":\"1.0\",\"id\":\"a\",\"data\":{}}"));
        intake.accept(new RecordedDelivery("{\"specversion\":\"1.0\",\"id\":\"b\",\"data\":[]}"));

        assertThat(threads).hasSize(2);
        runAll();
        assertThat(runs).containsExactly("a", "b");
    }

    @Test
    void resourcesOfTheSameIdUnderDifferentOwnersDoNotWaitForEachOther() {
        for (String owner : List.of("c1", "c2")) {
            intake.accept(new RecordedDelivery("""
                    {"specversion":"1.0","id":"e-%s","data":{"id":"np","kind":"NodePool",
                     "owner_references":{"id":"%s","kind":"Cluster"}}}
                    """.formatted(owner, owner)));
        }

        assertThat(threads).hasSize(2);
    }

    @Test
    void whatArrivesAfterTheLanesStoppedIsReturned() {
        RecordedDelivery waiting = RecordedDelivery.ofCluster("e2", "c1", 2);
        RecordedDelivery late = RecordedDelivery.ofCluster("e3", "c9", 1);
        intake.accept(RecordedDelivery.ofCluster("e1", "c1", 1));
        intake.accept(waiting);

        List<EventPulse> returned = lanes.stop();
        intake.accept(late);

        assertThat(returned).extracting(EventPulse::delivery).containsExactly(waiting);
        assertThat(late.settlements()).containsExactly("requeued");
    }

    @Test
    void everyRunHasTheSameTimeLimit() {
        List<Duration> limits = new ArrayList<>();
        run = (event, observer, deadline) -> {
            limits.add(deadline.remaining(Duration.ofDays(1)));
            return result(List.of());
        };
        intake.accept(RecordedDelivery.ofCluster("e1", "c1", 1));

        runAll();

        assertThat(limits)
                .singleElement()
                .satisfies(limit -> assertThat(limit).isBetween(LIMIT.minusSeconds(30), LIMIT));
    }

    private RunResult runRecorded(Event event, RunObserver observer, Deadline deadline) {
        runs.add(event.id());
        return run.run(event, observer, deadline);
    }

    private void runOne() {
        Objects.requireNonNull(threads.poll()).run();
    }

    /** Lets time pass and runs what comes of it, until nothing does. */
    private void passTime() {
        while (time.passUntilNext()) {
            runAll();
        }
    }

    private static Failure failure(FailureClass classification) {
        return new Failure(Phase.RESOURCES, "r", "no", classification);
    }

    private void runAll() {
        while (!threads.isEmpty()) {
            runOne();
        }
    }

    private static RunResult result(List<Failure> failures) {
        return new RunResult(
                Phase.POST_ACTIONS, failures, false, "", Map.of(), List.of(), List.of(), List.of(), Map.of());
    }
}
