package io.hyperfleet.adapter.broker;

import java.util.function.Consumer;

/** Where deliveries come from: a queue of a broker. */
public interface DeliverySource {

    /** What subscribing for the first time came to. */
    sealed interface Subscribed {

        record Active(Subscription subscription) implements Subscribed {}

        /**
         * The broker does not let us, and trying again would not change that.
         *
         * @param error the whole error in the words operators search for
         */
        record Refused(String error) implements Subscribed {}
    }

    /**
     * Starts the flow of deliveries and returns when it has started.
     *
     * @param maxUnsettled how many deliveries may be unsettled at a time, for brokers that are told a number
     * @param intake takes each delivery, one after another; must not block and must not throw
     * @param listener is told what becomes of the connection
     */
    Subscribed subscribe(int maxUnsettled, Consumer<Delivery> intake, SubscriptionListener listener);
}
