package io.hyperfleet.adapter.app.serve;

import io.hyperfleet.adapter.broker.Delivery;
import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.EventData;
import java.time.Duration;

/**
 * An event that waits for its turn, with the delivery to settle afterwards.
 *
 * @param tries what was tried for it so far
 * @param arrivedNanos when it came, in the time of {@link System#nanoTime}
 */
record EventPulse(Event event, EventKey key, Delivery delivery, Tries tries, long arrivedNanos) implements Lanes.Pulse {

    /** Used by one run at a time. */
    static final class Tries {

        private int runs;
        private long firstNanos;

        /** A run begins. */
        void begin(long nanoTime) {
            if (runs == 0) {
                firstNanos = nanoTime;
            }
        }

        /** A run ended that counts. */
        void count() {
            runs++;
        }

        int runs() {
            return runs;
        }

        Duration sinceFirst(long nanoTime) {
            return Duration.ofNanos(nanoTime - firstNanos);
        }
    }

    EventPulse(Event event, Delivery delivery) {
        this(event, EventKey.of(event), delivery, new Tries(), System.nanoTime());
    }

    @Override
    public long generation() {
        return switch (event.data()) {
            case EventData.Parsed(var _, EventData.Reference reference) -> reference.generation();
            case EventData.Unreadable _ -> 0;
        };
    }
}
