package io.hyperfleet.adapter.broker;

import java.util.Map;

/**
 * A message that the broker handed over and waits to hear about. Safe for use by any thread; the methods do not block.
 * Only the first settlement counts, later ones are ignored. A delivery that is never settled returns to the queue when
 * the connection ends.
 */
public interface Delivery {

    byte[] body();

    /** The headers as text, whatever their type, and the content type under {@code content-type}. */
    Map<String, String> headers();

    /** Whether the broker handed the message over before, perhaps to another process. */
    boolean redelivered();

    /** How often the broker handed the message over before, where it counts that; else 0. */
    int earlierDeliveries();

    /** Whether settling it is of no use any more: its connection has ended, and the broker hands the message over again. */
    boolean isLost();

    /** Done with: the broker forgets the message. */
    void acknowledge();

    /** Not done: the broker hands the message over again, at once and perhaps to another process. */
    void requeue();

    /**
     * Not to be handed over again: goes to the dead letters with the reason, if there are any, else is dropped. A message
     * that is to go to the dead letters is not let go before they have it.
     *
     * @param reason for whoever looks at the dead letters
     */
    void quarantine(String reason);
}
