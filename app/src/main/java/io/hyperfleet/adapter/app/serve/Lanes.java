package io.hyperfleet.adapter.app.serve;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One run per key at a time, at most {@code parallelism} keys at once, and of the pulses that wait for a key only the
 * newest is run: each pulse is in exactly one {@link Batch}, or among those that {@link #stop} hands back.
 *
 * <pre>
 *   of one key:   (none) ──pulse──▶ READY ──slot free──▶ RUNNING ──finished──▶ (none)
 *                                    ▲ │                   │ │
 *                                    │ └◀─pulse: coalesce  │ └◀─pulse: wait, coalesce
 *                                    └─────finished, pulses wait─────┘
 * </pre>
 *
 * <p>Keys are served in the order in which they became ready, so that a key with many pulses delays another one by at most
 * its own slot. Holds one pulse with its content for each key and the superseded ones beside it; whoever submits limits
 * how many there can be. Knows no threads and no time: {@link Runner} says how a batch is carried out.
 *
 * @param <P> what is coalesced and run
 */
final class Lanes<P extends Lanes.Pulse> {

    /** Something to do for a key. */
    interface Pulse {

        /** Pulses with equal keys never run at the same time. */
        Object key();

        /** How new the state is that the pulse is about; a pulse replaces those that are not newer. */
        long generation();
    }

    /**
     * What one run is about.
     *
     * @param newest the pulse to run
     * @param superseded pulses that this run stands for; to be settled together with it, never earlier
     */
    record Batch<P extends Pulse>(P newest, List<P> superseded) {

        Batch {
            superseded = List.copyOf(superseded);
        }
    }

    /** Carries out batches. */
    interface Runner<P extends Pulse> {

        /**
         * Begins to carry out a batch; must not throw.
         *
         * @param finished to be called once, when the batch is done with and settled
         */
        void start(Batch<P> batch, Runnable finished);
    }

    /** The pulses of one key. Exists while it is ready or running. */
    private static final class Lane<P extends Pulse> {

        private final Object key;
        private @Nullable P newest;
        private List<P> superseded = new ArrayList<>();
        private boolean running;

        Lane(Object key) {
            this.key = key;
        }

        void add(P pulse) {
            P waiting = newest;
            if (waiting == null) {
                newest = pulse;
            } else if (pulse.generation() >= waiting.generation()) {
                superseded.add(waiting);
                newest = pulse;
            } else {
                superseded.add(pulse);
            }
        }

        boolean hasWaiting() {
            return newest != null;
        }

        Batch<P> take() {
            P pulse = newest;
            if (pulse == null) {
                throw new IllegalStateException("nothing waits for " + key);
            }
            Batch<P> batch = new Batch<>(pulse, superseded);
            newest = null;
            superseded = new ArrayList<>();
            return batch;
        }
    }

    private final int parallelism;
    private final Runner<P> runner;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final Map<Object, Lane<P>> lanes = new LinkedHashMap<>();
    private final Deque<Lane<P>> ready = new ArrayDeque<>();
    private int running;
    private boolean stopped;

    Lanes(int parallelism, Runner<P> runner) {
        if (parallelism < 1) {
            throw new IllegalArgumentException("parallelism must be at least 1, not " + parallelism);
        }
        this.parallelism = parallelism;
        this.runner = runner;
    }

    /**
     * Takes a pulse. Does not wait for a slot; what can be started is started.
     *
     * @return false when the lanes are stopped, so that the pulse stays with the caller
     */
    boolean submit(P pulse) {
        lock.lock();
        try {
            if (stopped) {
                return false;
            }
            Lane<P> lane = lanes.computeIfAbsent(pulse.key(), Lane::new);
            boolean becomesReady = !lane.running && !lane.hasWaiting();
            lane.add(pulse);
            if (becomesReady) {
                ready.addLast(lane);
            }
        } finally {
            lock.unlock();
        }
        startReady();
        return true;
    }

    /** Starts nothing any more and hands back every pulse that waits; what runs goes on. */
    List<P> stop() {
        lock.lock();
        try {
            stopped = true;
            ready.clear();
            List<P> left = new ArrayList<>();
            for (Lane<P> lane : lanes.values()) {
                if (lane.hasWaiting()) {
                    Batch<P> batch = lane.take();
                    left.addAll(batch.superseded());
                    left.add(batch.newest());
                }
            }
            lanes.values().removeIf(lane -> !lane.running);
            return left;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until nothing runs any more.
     *
     * @return false when the time was over before
     */
    boolean awaitIdle(Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (running > 0) {
                if (left <= 0) {
                    return false;
                }
                left = idle.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** How many batches run at the moment. */
    int running() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }

    private void startReady() {
        for (Start<P> start = next(); start != null; start = next()) {
            Lane<P> lane = start.lane();
            runner.start(start.batch(), () -> finished(lane));
        }
    }

    private record Start<P extends Pulse>(Lane<P> lane, Batch<P> batch) {}

    private @Nullable Start<P> next() {
        lock.lock();
        try {
            if (running >= parallelism || ready.isEmpty()) {
                return null;
            }
            Lane<P> lane = ready.removeFirst();
            lane.running = true;
            running++;
            return new Start<>(lane, lane.take());
        } finally {
            lock.unlock();
        }
    }

    private void finished(Lane<P> lane) {
        lock.lock();
        try {
            lane.running = false;
            running--;
            if (lane.hasWaiting()) {
                ready.addLast(lane);
            } else {
                lanes.remove(lane.key);
            }
            if (running == 0) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
        startReady();
    }
}
