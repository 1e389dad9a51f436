package io.hyperfleet.adapter.app.serve;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;

/** Time that passes when the test says so. What is due at the same moment comes in an order that the seed decides. */
final class SimulatedTime implements Timer {

    private record Due(long nanos, int order, Runnable action) {}

    private final Queue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::nanos).thenComparingInt(Due::order));
    private final Random random;
    private long nowNanos;

    SimulatedTime(long seed) {
        random = new Random(seed);
    }

    @Override
    public void after(Duration wait, Runnable action) {
        due.add(new Due(nowNanos + wait.toNanos(), random.nextInt(), action));
    }

    /** Passes until the next thing is due and does it; false when nothing is. */
    boolean passUntilNext() {
        Due next = due.poll();
        if (next == null) {
            return false;
        }
        nowNanos = next.nanos();
        next.action().run();
        return true;
    }

    Duration now() {
        return Duration.ofNanos(nowNanos);
    }
}
