package io.hyperfleet.adapter.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.app.observe.Metrics;
import io.hyperfleet.adapter.broker.Delivery;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.Failure;
import io.hyperfleet.adapter.engine.run.FailureClass;
import io.hyperfleet.adapter.engine.run.Phase;
import io.hyperfleet.adapter.engine.run.RunObserver;
import io.hyperfleet.adapter.engine.run.RunResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Intake, lanes, throttle, settlement and stop together, under thousands of schedules: messages arrive, runs end and time
 * passes in an order that a seed decides; downstreams fail for single resources and as a whole, connections are lost. Nothing runs in parallel,
 * so that the seed that a failure names gives the same schedule again.
 */
class DeliverySimulationTest {

    private static final int SCHEDULES = 1_500;
    private static final int EARLIER_DELIVERIES_AT_QUARANTINE = 4;

    /** A queue that hands over again what is returned to it, and what is unsettled when its connection ends. */
    private static final class Queue {

        private final Deque<Message> waiting = new ArrayDeque<>();
        private final List<Message> all = new ArrayList<>();
        private final List<SimulatedDelivery> unsettled = new ArrayList<>();

        void loseConnection() {
            for (SimulatedDelivery delivery : unsettled) {
                delivery.lost = true;
                delivery.message.losses++;
                waiting.add(delivery.message);
            }
            unsettled.clear();
        }
    }

    /** One message, over all its deliveries. */
    private static final class Message {

        private final String id;
        private final String key;
        private final int generation;
        private int deliveries;
        private int losses;
        private String end = "";

        Message(String id, String key, int generation) {
            this.id = id;
            this.key = key;
            this.generation = generation;
        }

        @Override
        public String toString() {
            return id + " (" + key + " g" + generation + ", " + deliveries + " deliveries, " + end + ")";
        }
    }

    private static final class SimulatedDelivery implements Delivery {

        private final Queue queue;
        private final Message message;
        private final int earlier;
        private boolean settled;
        private boolean lost;

        SimulatedDelivery(Queue queue, Message message) {
            this.queue = queue;
            this.message = message;
            this.earlier = message.deliveries++;
            queue.unsettled.add(this);
        }

        @Override
        public byte[] body() {
            String json = message.key.isEmpty()
                    ? "poison"
                    : "{\"specversion\":\"1.0\",\"id\":\"%s\",\"data\":{\"id\":\"%s\",\"kind\":\"Cluster\",\"generation\":%d}}"
                            .formatted(message.id, message.key, message.generation);
            return json.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Map<String, String> headers() {
            return Map.of();
        }

        @Override
        public boolean redelivered() {
            return earlier > 0;
        }

        @Override
        public int earlierDeliveries() {
            return earlier;
        }

        @Override
        public boolean isLost() {
            return lost;
        }

        @Override
        public void acknowledge() {
            settle("acknowledged");
        }

        @Override
        public void requeue() {
            settle("");
            if (!lost) {
                queue.waiting.add(message);
            }
        }

        @Override
        public void quarantine(String reason) {
            settle("quarantined");
        }

        private void settle(String end) {
            assertThat(settled).as("settled once: %s", message).isFalse();
            settled = true;
            if (!lost) {
                queue.unsettled.remove(this);
                message.end = end;
            }
        }
    }

    private static final class World {

        private final Random random;
        private final SimulatedTime time;
        private final Queue queue = new Queue();
        private final List<Runnable> running = new ArrayList<>();
        private final Set<String> runningKeys = new HashSet<>();
        private final Map<String, Integer> done = new HashMap<>();
        private final SettlementPolicy policy;
        private final Throttle throttle;
        private final Lanes<EventPulse> lanes;
        private final EventIntake intake;
        private final int parallelism;
        private final Settling settling;
        private boolean outage;
        private final Set<String> broken = new HashSet<>();

        World(long seed, SettlementPolicy policy) {
            this.random = new Random(seed);
            this.time = new SimulatedTime(seed);
            this.policy = policy;
            this.parallelism = 1 + random.nextInt(4);
            Metrics metrics = new Metrics("probe", "v", "c", "topic");
            settling = new Settling(metrics, time, random);
            throttle = new Throttle(time, random, new NobodyWatches());
            EventHandler handler = new EventHandler(
                    this::run, event -> {}, policy, settling, throttle, metrics, Duration.ofMinutes(2), running::add);
            lanes = new Lanes<>(throttle::slots, time, handler);
            throttle.start(parallelism, lanes::slotsChanged);
            intake = new EventIntake(lanes, policy, settling, metrics, "topic");
        }

        private RunResult run(Event event, RunObserver observer, Deadline deadline) {
            String key = keyOf(event);
            assertThat(runningKeys.add(key)).as("one run at a time of %s", key).isTrue();
            try {
                boolean fails = outage || broken.contains(key);
                throttle.called(Downstream.HYPERFLEET_API, fails);
                if (!fails) {
                    done.merge(key, generationOf(event), Math::max);
                }
                return result(fails);
            } finally {
                runningKeys.remove(key);
            }
        }

        void step() {
            assertThat(running.size()).as("runs at once").isLessThanOrEqualTo(parallelism);
            switch (random.nextInt(9)) {
                case 0 -> publish();
                case 1 -> outage = random.nextInt(3) == 0;
                case 2 -> {
                    broken.clear();
                    if (random.nextInt(3) == 0) {
                        broken.add("key-" + random.nextInt(4));
                    }
                }
                case 3, 4 -> deliver();
                case 5, 6 -> endOne();
                case 7 -> reconnect();
                default -> {
                    var _ = time.passUntilNext();
                }
            }
        }

        private void reconnect() {
            if (random.nextInt(4) == 0) {
                queue.loseConnection();
                lanes.drop(pulse -> pulse.delivery().isLost());
                assertThat(lanes.waiting())
                        .as("what waits can be settled")
                        .noneMatch(pulse -> pulse.delivery().isLost());
            }
        }

        private void publish() {
            String key = random.nextInt(10) == 0 ? "" : "key-" + random.nextInt(4);
            Message message = new Message("e" + queue.all.size(), key, random.nextInt(5));
            queue.all.add(message);
            queue.waiting.add(message);
        }

        private void deliver() {
            Message next = queue.waiting.poll();
            if (next != null) {
                intake.accept(new SimulatedDelivery(queue, next));
            }
        }

        private void endOne() {
            if (!running.isEmpty()) {
                running.remove(random.nextInt(running.size())).run();
            }
        }

        /** Everything is well from here on; goes on until nothing is left to do. */
        void settleDown() {
            outage = false;
            broken.clear();
            boolean busy = true;
            while (busy) {
                while (!queue.waiting.isEmpty() || !running.isEmpty()) {
                    deliver();
                    endOne();
                }
                busy = time.passUntilNext() || !queue.waiting.isEmpty() || !running.isEmpty();
            }
        }

        void stop() {
            lanes.stop().forEach(pulse -> settling.settle(pulse, policy.notRun()));
            while (!running.isEmpty()) {
                endOne();
            }
        }

        private static RunResult result(boolean fails) {
            List<Failure> failures =
                    fails ? List.of(new Failure(Phase.PRECONDITIONS, "p", "503", FailureClass.TRANSIENT)) : List.of();
            return new RunResult(
                    Phase.POST_ACTIONS, failures, false, "", Map.of(), List.of(), List.of(), List.of(), Map.of());
        }

        private static String keyOf(Event event) {
            return ((EventKey.OfResource) EventKey.of(event)).id();
        }

        private static int generationOf(Event event) {
            return (int) new EventPulse(event, new RecordedDelivery("")).generation();
        }
    }

    @Test
    void noEventIsAcknowledgedWithoutARunThatCoversItAndNoneIsForgotten() {
        forEachSchedule(SettlementPolicy.CLASSIFIED, world -> {
            world.settleDown();
            for (Message message : world.queue.all) {
                assertThat(message.end).as("end of %s", message).isNotEmpty();
                if (message.key.isEmpty()) {
                    assertThat(message.end).as("poison %s", message).isEqualTo("quarantined");
                    assertThat(message.deliveries).isEqualTo(1 + message.losses);
                } else if (message.end.equals("acknowledged")) {
                    assertThat(world.done.getOrDefault(message.key, -1))
                            .as("newest run for %s", message)
                            .isGreaterThanOrEqualTo(message.generation);
                } else {
                    assertThat(message.deliveries - 1)
                            .as("deliveries before %s was put aside", message)
                            .isGreaterThanOrEqualTo(EARLIER_DELIVERIES_AT_QUARANTINE);
                }
            }
        });
    }

    @Test
    void whenTheDownstreamsAreWellAllSlotsComeBack() {
        forEachSchedule(SettlementPolicy.CLASSIFIED, world -> {
            for (int i = 0; i < 40; i++) {
                world.publish();
            }
            world.settleDown();
            assertThat(world.throttle.isFailing()).isFalse();
            assertThat(world.throttle.slots()).isPositive();
        });
    }

    @Test
    void alwaysAckAcknowledgesEveryEventThatWasRun() {
        forEachSchedule(SettlementPolicy.ALWAYS_ACK, world -> {
            world.settleDown();
            for (Message message : world.queue.all) {
                assertThat(message.end).isEqualTo(message.key.isEmpty() ? "quarantined" : "acknowledged");
                assertThat(message.deliveries).isEqualTo(1 + message.losses);
            }
        });
    }

    @Test
    void stoppingLeavesNothingBetweenQueueAndSettlement() {
        forEachSchedule(SettlementPolicy.CLASSIFIED, world -> {
            world.stop();
            // What was to be returned after a pause is returned by the end of the connection.
            while (world.time.passUntilNext()) {
                assertThat(world.running).isEmpty();
            }
            Set<Message> inQueue = new HashSet<>(world.queue.waiting);
            for (Message message : world.queue.all) {
                assertThat(inQueue.contains(message))
                        .as("%s is settled or in the queue", message)
                        .isEqualTo(message.end.isEmpty());
            }
        });
    }

    private interface Check {

        void of(World world);
    }

    private static void forEachSchedule(SettlementPolicy policy, Check check) {
        for (long seed = 0; seed < SCHEDULES; seed++) {
            World world = new World(seed, policy);
            try {
                int steps = 20 + world.random.nextInt(150);
                for (int step = 0; step < steps; step++) {
                    world.step();
                }
                check.of(world);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("schedule with seed " + seed, e);
            }
        }
    }
}
