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
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One run per key at a time, at most as many keys at once as there are slots, and of the pulses that wait for a key only
 * the newest is run: each pulse is in exactly one {@link Batch}, or among those that {@link #stop} hands back.
 *
 * <pre>
 *   of one key:   (none) ──pulse──▶ READY ──slot free──▶ RUNNING ──done──▶ (none)
 *                                    ▲ │                   │ │ │
 *                                    │ └◀─pulse: coalesce  │ │ └◀─pulse: wait, coalesce
 *                                    ├──done, pulses wait──┘ │
 *                                    │                       ▼ again
 *                                    └──────time is up──── PAUSED ◀─pulse: wait, coalesce
 * </pre>
 *
 * <p>Keys are served in the order in which they became ready, so that a key with many pulses delays another one by at most
 * its own slot, and a key that is tried again holds no slot while it waits. Holds one pulse with its content for each key
 * and the superseded ones beside it; whoever submits limits how many there can be. Knows no threads and no time:
 * {@link Runner} says how a batch is carried out, {@link Timer} lets time pass.
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

    /** How the run of a batch ended; one of the two is told, once. */
    interface Completion {

        /** The batch is done with and settled. */
        void done();

        /**
         * The batch is not settled: it goes back to its key, together with what arrived meanwhile, and waits so long.
         *
         * @return false when the lanes are stopped: then the batch has still to be settled and to be done
         */
        boolean again(Duration after);
    }

    /** Carries out batches. */
    interface Runner<P extends Pulse> {

        /** Begins to carry out a batch; must not throw. */
        void start(Batch<P> batch, Completion completion);
    }

    /** The pulses of one key. Exists while it is ready, running or paused. */
    private static final class Lane<P extends Pulse> {

        private final Object key;
        private @Nullable P newest;
        private List<P> superseded = new ArrayList<>();
        private boolean running;
        private boolean paused;

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

        void putBack(Batch<P> batch) {
            superseded.addAll(batch.superseded());
            P arrived = newest;
            newest = batch.newest();
            if (arrived != null) {
                add(arrived);
            }
        }

        void drop(Predicate<P> useless) {
            if (newest == null) {
                return;
            }
            List<P> waiting = pulses(take());
            waiting.removeIf(useless);
            waiting.forEach(this::add);
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

    private final IntSupplier slots;
    private final Timer timer;
    private final Runner<P> runner;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final Map<Object, Lane<P>> lanes = new LinkedHashMap<>();
    private final Deque<Lane<P>> ready = new ArrayDeque<>();
    private int running;
    private boolean stopped;

    /**
     * @param slots how many keys may run at once at this moment; {@link #slotsChanged} tells when that became more
     */
    Lanes(IntSupplier slots, Timer timer, Runner<P> runner) {
        this.slots = slots;
        this.timer = timer;
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
            boolean becomesReady = !lane.running && !lane.paused && !lane.hasWaiting();
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

    /** More may run than before. */
    void slotsChanged() {
        startReady();
    }

    /** Forgets pulses that wait and need not be run or settled any more. */
    void drop(Predicate<P> useless) {
        lock.lock();
        try {
            lanes.values().forEach(lane -> lane.drop(useless));
            ready.removeIf(lane -> !lane.hasWaiting());
            lanes.values().removeIf(lane -> !lane.running && !lane.paused && !lane.hasWaiting());
        } finally {
            lock.unlock();
        }
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
                    left.addAll(pulses(lane.take()));
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

    /** Every pulse that waits at the moment, superseded ones included. */
    List<P> waiting() {
        lock.lock();
        try {
            List<P> waiting = new ArrayList<>();
            for (Lane<P> lane : lanes.values()) {
                P newest = lane.newest;
                if (newest != null) {
                    waiting.add(newest);
                    waiting.addAll(lane.superseded);
                }
            }
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    private static <P extends Pulse> List<P> pulses(Batch<P> batch) {
        List<P> pulses = new ArrayList<>(batch.superseded());
        pulses.add(batch.newest());
        return pulses;
    }

    private void startReady() {
        for (Run run = next(); run != null; run = next()) {
            runner.start(run.batch, run);
        }
    }

    private @Nullable Run next() {
        int allowed = slots.getAsInt();
        lock.lock();
        try {
            if (stopped || running >= allowed || ready.isEmpty()) {
                return null;
            }
            Lane<P> lane = ready.removeFirst();
            lane.running = true;
            running++;
            return new Run(lane, lane.take());
        } finally {
            lock.unlock();
        }
    }

    /** A batch that is being carried out. */
    private final class Run implements Completion {

        private final Lane<P> lane;
        private final Batch<P> batch;

        Run(Lane<P> lane, Batch<P> batch) {
            this.lane = lane;
            this.batch = batch;
        }

        @Override
        public void done() {
            lock.lock();
            try {
                end();
                resume();
            } finally {
                lock.unlock();
            }
            startReady();
        }

        @Override
        public boolean again(Duration after) {
            lock.lock();
            try {
                if (stopped) {
                    return false;
                }
                end();
                lane.putBack(batch);
                lane.paused = true;
            } finally {
                lock.unlock();
            }
            timer.after(after, this::unpause);
            startReady();
            return true;
        }

        private void end() {
            lane.running = false;
            running--;
            if (running == 0) {
                idle.signalAll();
            }
        }

        private void unpause() {
            lock.lock();
            try {
                lane.paused = false;
                if (!stopped) {
                    resume();
                }
            } finally {
                lock.unlock();
            }
            startReady();
        }

        private void resume() {
            if (lane.hasWaiting()) {
                ready.addLast(lane);
            } else {
                lanes.remove(lane.key, lane);
            }
        }
    }
}
