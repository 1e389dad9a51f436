package io.hyperfleet.adapter.broker;

import io.hyperfleet.adapter.broker.BrokerConfig.Transport;
import java.util.Map;
import java.util.function.Function;

/** The messages that were put aside, for people to look at. Used by one thread. */
public interface DeadLetters extends AutoCloseable {

    /** No more than so many are looked at in one go. */
    int MAX_LOOKED_AT = 10_000;

    /**
     * A message that was put aside.
     *
     * @param reason why; empty when the broker itself put it there
     * @param quarantinedAt RFC 3339; empty when not known
     * @param headers with the reason among them
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record DeadLetter(byte[] body, String reason, String quarantinedAt, Map<String, String> headers) {

        public DeadLetter {
            headers = Map.copyOf(headers);
        }
    }

    /** What becomes of a message that was looked at. */
    enum Decision {
        KEEP,
        /** Back to where it came from, then no longer kept here. */
        REPLAY,
        DROP
    }

    /** What opening came to. */
    sealed interface Opened {

        record Ready(DeadLetters deadLetters) implements Opened {}

        record Failed(String error) implements Opened {}
    }

    /** The broker does not do what it is asked; what was decided before that has happened. */
    final class UnavailableException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String reason;

        UnavailableException(String reason) {
            super(reason);
            this.reason = reason;
        }

        @Override
        public String getMessage() {
            return reason;
        }
    }

    /** What people know the place by. */
    String name();

    /** Shows the messages, oldest first, and does with each what is decided. */
    void review(Function<DeadLetter, Decision> decide) throws UnavailableException;

    @Override
    void close();

    /**
     * Connects to where a subscription's messages are put aside.
     *
     * @param environment for {@code PUBSUB_EMULATOR_HOST}
     */
    static Opened open(BrokerConfig config, String topic, String subscriptionId, Map<String, String> environment) {
        return switch (config.transport()) {
            case Transport.RabbitMq rabbit -> RabbitMqDeadLetters.connect(rabbit, topic, subscriptionId);
            case Transport.GooglePubSub pubSub ->
                PubSubDeadLetters.connect(new PubSubNames(pubSub.projectId(), topic, subscriptionId), environment);
        };
    }
}
