package io.hyperfleet.adapter.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.app.serve.Lanes.Batch;
import io.hyperfleet.adapter.app.serve.Lanes.Completion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What the lanes promise, under thousands of schedules. Each is drawn from a seed, which a failure names; nothing runs in
 * parallel, so that the same seed gives the same schedule.
 */
class LanesSimulationTest {

    private static final int SCHEDULES = 5_000;

    /** A pulse that counts how often it was settled. */
    private static final class SimulatedPulse implements Lanes.Pulse {

        private final String key;
        private final long generation;
        private int settled;

        SimulatedPulse(String key, long generation) {
            this.key = key;
            this.generation = generation;
        }

        @Override
        public Object key() {
            return key;
        }

        @Override
        public long generation() {
            return generation;
        }

        @Override
        public String toString() {
            return key + "@" + generation;
        }
    }

    private record Running(Batch<SimulatedPulse> batch, Completion completion) {}

    /** One schedule: pulses arrive and runs end in an order that chance decides. */
    private static final class Schedule {

        private final Random random;
        private final int parallelism;
        private final List<Running> running = new ArrayList<>();
        private final List<SimulatedPulse> submitted = new ArrayList<>();
        private final Map<String, List<SimulatedPulse>> waiting = new HashMap<>();
        private final SimulatedTime time;
        private final Lanes<SimulatedPulse> lanes;
        private boolean stopped;

        Schedule(long seed) {
            random = new Random(seed);
            parallelism = 1 + random.nextInt(4);
            time = new SimulatedTime(seed);
            lanes = new Lanes<>(() -> parallelism, time, this::start);
        }

        void play() {
            int steps = 1 + random.nextInt(60);
            for (int step = 0; step < steps; step++) {
                switch (random.nextInt(4)) {
                    case 0 -> {
                        var _ = time.passUntilNext();
                    }
                    case 1 -> submit();
                    default -> {
                        if (running.isEmpty()) {
                            submit();
                        } else {
                            endOne();
                        }
                    }
                }
            }
        }

        private void submit() {
            SimulatedPulse pulse = new SimulatedPulse("key-" + random.nextInt(5), random.nextInt(4));
            submitted.add(pulse);
            waiting.computeIfAbsent(pulse.key, key -> new ArrayList<>()).add(pulse);
            assertThat(lanes.submit(pulse)).isTrue();
        }

        private void start(Batch<SimulatedPulse> batch, Completion completion) {
            String key = batch.newest().key;
            assertThat(running)
                    .as("runs of %s", key)
                    .noneMatch(run -> run.batch().newest().key.equals(key));
            running.add(new Running(batch, completion));
            assertThat(running.size()).as("runs at once").isLessThanOrEqualTo(parallelism);
            List<SimulatedPulse> waited = Objects.requireNonNull(waiting.remove(key));
            Set<SimulatedPulse> covered = new HashSet<>(batch.superseded());
            covered.add(batch.newest());
            assertThat(covered).as("all that waited is in the batch").isEqualTo(new HashSet<>(waited));
            long newest = waited.stream().mapToLong(p -> p.generation).max().orElseThrow();
            assertThat(batch.newest().generation).as("generation that runs").isEqualTo(newest);
        }

        private void endOne() {
            Running run = running.remove(random.nextInt(running.size()));
            if (random.nextInt(4) == 0) {
                List<SimulatedPulse> back = waiting.computeIfAbsent(run.batch().newest().key, key -> new ArrayList<>());
                int before = back.size();
                back.addAll(run.batch().superseded());
                back.add(run.batch().newest());
                if (run.completion().again(Duration.ofMillis(random.nextInt(1_000)))) {
                    return;
                }
                assertThat(stopped).as("only stopped lanes refuse to try again").isTrue();
                back.subList(before, back.size()).clear();
            }
            run.batch().newest().settled++;
            run.batch().superseded().forEach(pulse -> pulse.settled++);
            run.completion().done();
        }

        void finishEverything() {
            while (!running.isEmpty() || time.passUntilNext()) {
                if (!running.isEmpty()) {
                    endOne();
                }
            }
        }

        List<SimulatedPulse> stop() {
            stopped = true;
            return lanes.stop();
        }
    }

    @Test
    void everyPulseIsSettledExactlyOnceAndNoKeyRunsTwiceAtATime() {
        for (long seed = 0; seed < SCHEDULES; seed++) {
            Schedule schedule = new Schedule(seed);
            try {
                schedule.play();
                schedule.finishEverything();
                assertThat(schedule.submitted).allMatch(pulse -> pulse.settled == 1);
                assertThat(schedule.lanes.running()).isZero();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("schedule with seed " + seed, e);
            }
        }
    }

    @Test
    void stoppingHandsBackWhatWaitsAndLosesNothing() {
        for (long seed = 0; seed < SCHEDULES; seed++) {
            Schedule schedule = new Schedule(seed);
            try {
                schedule.play();
                List<SimulatedPulse> returned = schedule.stop();
                returned.forEach(pulse -> pulse.settled++);
                assertThat(schedule.lanes.submit(new SimulatedPulse("late", 1))).isFalse();
                List<SimulatedPulse> waited =
                        schedule.waiting.values().stream().flatMap(List::stream).toList();
                schedule.finishEverything();
                assertThat(schedule.submitted).allMatch(pulse -> pulse.settled == 1);
                assertThat(returned).hasSameElementsAs(waited);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("schedule with seed " + seed, e);
            }
        }
    }

    @Test
    void aHotKeyDelaysAnotherKeyByOneRunAtMost() {
        List<Running> running = new ArrayList<>();
        Lanes<SimulatedPulse> lanes = new Lanes<>(
                () -> 1, new SimulatedTime(0), (batch, completion) -> running.add(new Running(batch, completion)));
        IntStream.range(0, 100).forEach(i -> lanes.submit(new SimulatedPulse("hot", i)));
        lanes.submit(new SimulatedPulse("calm", 1));
        lanes.submit(new SimulatedPulse("hot", 200));

        running.removeFirst().completion().done();

        assertThat(running)
                .singleElement()
                .satisfies(run -> assertThat(run.batch().newest().key).isEqualTo("calm"));
    }

    @Test
    void anOlderPulseThatArrivesLateIsSettledWithTheNewerOne() {
        List<Batch<SimulatedPulse>> batches = new ArrayList<>();
        List<Completion> ends = new ArrayList<>();
        Lanes<SimulatedPulse> lanes = new Lanes<>(() -> 1, new SimulatedTime(0), (batch, completion) -> {
            batches.add(batch);
            ends.add(completion);
        });
        lanes.submit(new SimulatedPulse("a", 1));
        lanes.submit(new SimulatedPulse("a", 7));
        lanes.submit(new SimulatedPulse("a", 5));
        lanes.submit(new SimulatedPulse("a", 6));

        ends.getFirst().done();

        assertThat(batches).hasSize(2);
        assertThat(batches.getLast().newest().generation).isEqualTo(7);
        assertThat(batches.getLast().superseded()).extracting(p -> p.generation).containsExactly(5L, 6L);
    }
}
