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

    /** Done with: the broker forgets the message. */
    void acknowledge();

    /** Not done: the broker hands the message over again, at once and perhaps to another process. */
    void requeue();

    /** Never to be handed over again: the broker moves it to the dead letters if the queue has such a place, else drops it. */
    void reject();
}
