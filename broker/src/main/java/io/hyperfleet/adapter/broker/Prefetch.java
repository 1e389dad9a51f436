package io.hyperfleet.adapter.broker;

/**
 * How many deliveries may be unsettled at a time.
 *
 * @param usual at least 1
 * @param withBacklog when messages wait in the queue at the moment of subscribing; at least {@code usual}
 */
public record Prefetch(int usual, int withBacklog) {

    static Prefetch fixed(int count) {
        return new Prefetch(count, count);
    }

    int of(int waiting) {
        return waiting > usual ? withBacklog : usual;
    }
}
