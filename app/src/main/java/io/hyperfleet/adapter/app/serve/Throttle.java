package io.hyperfleet.adapter.app.serve;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many events may run at once, as far as the downstreams can take it. While one of them fails, events wait instead of
 * failing, and one at a time is tried; when it answers again, the number of slots grows with every run that goes well, so
 * that recovery is no burst. A run that goes well without having called the downstream that fails says nothing about it.
 *
 * <pre>
 *   FULL ──circuit opens──▶ PAUSED ──pause over──▶ TRIAL (one slot) ──goes well──▶ GROWING ──all slots──▶ FULL
 *     ▲                      ▲   ▲                  │       │                         │
 *     │                      │   └──────fails───────┘       │ nothing to try          │
 *     │                      └──────────────────────────────┼────circuit opens────────┘
 *     └──────────────(by way of GROWING)────────────────────┘
 * </pre>
 *
 * <p>Safe for use by any thread.
 */
final class Throttle {

    private static final Logger LOG = LoggerFactory.getLogger(Throttle.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    /** Short, because it is also how late a recovery may be noticed. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    /** With no event to try for so long, nothing is known about the downstream any more. */
    private static final Duration KNOWLEDGE_EXPIRES = Duration.ofSeconds(10);

    private enum State {
        FULL,
        PAUSED,
        TRIAL,
        GROWING
    }

    /** Is told when a circuit opens and closes, in that order, with the lock held; must not block. */
    interface Listener {

        void open(Downstream downstream);

        void closed(Downstream downstream);
    }

    private final Timer timer;
    private final RandomGenerator random;
    private final Listener listener;
    private final Map<Downstream, Circuit> circuits = new EnumMap<>(Downstream.class);

    private Runnable slotsChanged = () -> {};
    private State state = State.FULL;
    private int parallelism;
    private int slots;
    private Duration pause = FIRST_PAUSE;

    /** Counts the changes of state, so that a timer set in an earlier one knows that it came too late. */
    private long epoch;

    Throttle(Timer timer, RandomGenerator random, Listener listener) {
        this.timer = timer;
        this.random = random;
        this.listener = listener;
        for (Downstream downstream : Downstream.values()) {
            circuits.put(downstream, new Circuit());
        }
    }

    /**
     * Before this there are no slots.
     *
     * @param fullParallelism the slots when all is well
     * @param changed is told when there may be more slots, without a lock held
     */
    synchronized void start(int fullParallelism, Runnable changed) {
        parallelism = fullParallelism;
        slots = fullParallelism;
        slotsChanged = changed;
    }

    /** How many events may run at once at this moment. */
    synchronized int slots() {
        return slots;
    }

    /** Whether this downstream fails, so that trying the same call once more at once is no use. */
    boolean isFailing(Downstream downstream) {
        return circuit(downstream).isOpen();
    }

    /** Whether any downstream fails, so that a failed event is not to blame. */
    boolean isFailing() {
        return circuits.values().stream().anyMatch(Circuit::isOpen);
    }

    /** A call was made, retries included. */
    synchronized void called(Downstream downstream, boolean failed) {
        if (!circuit(downstream).record(failed)) {
            return;
        }
        LOG.warn("Downstream {} fails: events wait, one at a time is tried", downstream.text());
        listener.open(downstream);
        if (state == State.FULL || state == State.GROWING) {
            pause = FIRST_PAUSE;
            pauseNow();
        }
    }

    /** A run has ended. */
    void ended(boolean failedTransiently) {
        Runnable changed;
        synchronized (this) {
            if (state == State.FULL) {
                return;
            }
            if (!failedTransiently) {
                wentWell();
            } else if (state == State.TRIAL) {
                pause = longer(pause);
                pauseNow();
            }
            changed = slotsChanged;
        }
        changed.run();
    }

    private void wentWell() {
        if (state == State.GROWING) {
            growBy(1);
        } else if (circuits.values().stream().filter(Circuit::isOpen).allMatch(Circuit::answers)) {
            grow();
        }
    }

    private void pauseNow() {
        enter(State.PAUSED, 0);
        long current = epoch;
        timer.after(varied(pause), () -> tryOne(current));
    }

    private void tryOne(long expected) {
        Runnable changed;
        synchronized (this) {
            if (epoch != expected) {
                return;
            }
            enter(State.TRIAL, 1);
            long current = epoch;
            timer.after(KNOWLEDGE_EXPIRES, () -> forget(current));
            changed = slotsChanged;
        }
        changed.run();
    }

    private void forget(long expected) {
        Runnable changed;
        synchronized (this) {
            if (epoch != expected) {
                return;
            }
            grow();
            changed = slotsChanged;
        }
        changed.run();
    }

    private void grow() {
        closeCircuits();
        enter(State.GROWING, 0);
        growBy(1);
    }

    private void growBy(int more) {
        slots = Math.min(parallelism, slots + more);
        if (slots == parallelism) {
            enter(State.FULL, parallelism);
        }
    }

    private void enter(State next, int nextSlots) {
        state = next;
        slots = nextSlots;
        epoch++;
    }

    private void closeCircuits() {
        circuits.forEach((downstream, circuit) -> {
            if (circuit.close()) {
                LOG.info("Downstream {} is used again", downstream.text());
                listener.closed(downstream);
            }
        });
    }

    private Circuit circuit(Downstream downstream) {
        return Objects.requireNonNull(circuits.get(downstream));
    }

    private static Duration longer(Duration pause) {
        Duration next = pause.plus(pause.dividedBy(2));
        return next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
    }

    /** Up to a quarter less, so that several processes do not try at the same moment. */
    private Duration varied(Duration pause) {
        return Duration.ofNanos((long) (pause.toNanos() * (1 - random.nextDouble() / 4)));
    }
}
