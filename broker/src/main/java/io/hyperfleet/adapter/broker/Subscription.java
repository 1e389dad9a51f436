package io.hyperfleet.adapter.broker;

import java.time.Duration;

/** A running flow of deliveries. */
public interface Subscription {

    /**
     * Ends the flow. Deliveries that are on their way may still arrive for a moment. What was delivered can still be
     * settled.
     */
    void stopTaking();

    /**
     * Passes on the settlements made so far and lets go of the broker; what is unsettled returns to the queue.
     *
     * @return whether that was done within the limit
     */
    boolean close(Duration limit);
}
