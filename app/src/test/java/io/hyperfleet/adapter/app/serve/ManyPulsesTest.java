package io.hyperfleet.adapter.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.app.observe.Metrics;
import io.hyperfleet.adapter.engine.run.Phase;
import io.hyperfleet.adapter.engine.run.RunResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten thousand pulses for a hundred resources, on real threads. */
@Timeout(60)
class ManyPulsesTest {

    private static final int PULSES = 10_000;
    private static final int KEYS = 100;

    private final Set<Object> running = ConcurrentHashMap.newKeySet();
    private final Queue<Object> overlaps = new ConcurrentLinkedQueue<>();
    private final Map<Object, Long> newest = new ConcurrentHashMap<>();

    @Test
    void noResourceIsRunTwiceAtATimeAndEachEndsWithItsNewestGeneration() throws InterruptedException {
        SimulatedTime time = new SimulatedTime(1);
        Metrics metrics = new Metrics("probe", "v", "c", "topic");
        Settling settling = new Settling(metrics, time, new Random(1));
        Throttle throttle = new Throttle(time, new Random(1), new NobodyWatches());
        List<RecordedDelivery> deliveries = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            EventHandler handler = new EventHandler(
                    (event, observer, deadline) -> {
                        EventPulse pulse = new EventPulse(event, new RecordedDelivery(""));
                        if (!running.add(pulse.key())) {
                            overlaps.add(pulse.key());
                        }
                        Thread.onSpinWait();
                        newest.merge(pulse.key(), pulse.generation(), Math::max);
                        running.remove(pulse.key());
                        return new RunResult(
                                Phase.POST_ACTIONS,
                                List.of(),
                                false,
                                "",
                                Map.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                Map.of());
                    },
                    event -> {},
                    SettlementPolicy.CLASSIFIED,
                    settling,
                    throttle,
                    metrics,
                    Duration.ofMinutes(2),
                    threads);
            Lanes<EventPulse> lanes = new Lanes<>(throttle::slots, time, handler);
            throttle.start(16, lanes::slotsChanged);
            EventIntake intake = new EventIntake(lanes, SettlementPolicy.CLASSIFIED, settling, metrics, "topic");
            for (int i = 0; i < PULSES; i++) {
                RecordedDelivery delivery = RecordedDelivery.ofCluster("e" + i, "c" + i % KEYS, i / KEYS + 1);
                deliveries.add(delivery);
                intake.accept(delivery);
            }
            assertThat(lanes.awaitIdle(Duration.ofSeconds(30))).isTrue();
        }

        assertThat(overlaps).isEmpty();
        assertThat(newest).hasSize(KEYS);
        assertThat(newest.values()).containsOnly((long) PULSES / KEYS);
        assertThat(deliveries)
                .allSatisfy(delivery -> assertThat(delivery.settlements()).containsExactly("acknowledged"));
    }
}
