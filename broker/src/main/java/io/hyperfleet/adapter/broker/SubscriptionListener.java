package io.hyperfleet.adapter.broker;

/** Is told what becomes of a subscription. The methods are called by its own thread, in order, and must not block. */
public interface SubscriptionListener {

    /** Deliveries can arrive: the connection is open and the consumer registered. Told before subscribing returns, too. */
    void consuming();

    /** No deliveries can arrive until {@link #consuming} is told again; reconnecting goes on by itself. */
    void interrupted(String reason);

    /** A settlement came too late, because the connection of its delivery has ended; the message is delivered again. */
    void settlementTooLate();

    /**
     * The subscription has ended for good, because the broker refuses it again and again.
     *
     * @param error the whole error in the words operators search for
     */
    void failed(String error);
}
