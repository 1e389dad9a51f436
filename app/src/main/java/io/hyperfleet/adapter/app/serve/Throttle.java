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
 * failing, and one at a time is tried; when it answers again, every run that goes well, the trial first, makes room for
 * itself and one more, so that recovery is no burst. A run that goes well without having called the downstream that fails
 * says nothing about it.
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

    /**
     * Each pause is longer than the one before by the hundredth part. So the return of a downstream is noticed after a
     * quarter of a second and a hundredth of the time that it was away, and one that stays away is asked once a second.
     */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private static final int GROWTH = 100;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

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
            growTo(slots + 1);
        } else if (circuits.values().stream().filter(Circuit::isOpen).allMatch(Circuit::answers)) {
            grow(2);
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
            grow(1);
            changed = slotsChanged;
        }
        changed.run();
    }

    /** The circuits close, and the number of slots grows from here on. */
    private void grow(int firstSlots) {
        closeCircuits();
        enter(State.GROWING, 0);
        growTo(firstSlots);
    }

    private void growTo(int wanted) {
        slots = Math.min(parallelism, wanted);
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
        Duration next = pause.plus(pause.dividedBy(GROWTH));
        return next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
    }

    /** Up to a quarter less, so that several processes do not try at the same moment. */
    private Duration varied(Duration pause) {
        return Duration.ofNanos((long) (pause.toNanos() * (1 - random.nextDouble() / 4)));
    }
}
