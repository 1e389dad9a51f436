package io.hyperfleet.adapter.broker;

import io.hyperfleet.adapter.broker.BrokerConfig.Transport;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the source that a broker configuration describes. */
public final class DeliverySources {

    private static final Logger LOG = LoggerFactory.getLogger(DeliverySources.class);

    /** What opening came to. */
    public sealed interface Opened {

        record Ready(DeliverySource source) implements Opened {}

        /**
         * @param error in the words operators search for
         */
        record Failed(String error) implements Opened {}
    }

    private DeliverySources() {}

    /**
     * Connects to the broker, but does not consume yet.
     *
     * @param deadLettersByDefault whether messages that are put aside are kept when the configuration names no place
     * @param environment for {@code PUBSUB_EMULATOR_HOST}
     */
    public static Opened open(
            BrokerConfig config,
            String topic,
            String subscriptionId,
            boolean deadLettersByDefault,
            Map<String, String> environment) {
        if (config.logConfig()) {
            LOG.info("Creating subscriber");
            LOG.info("{}", BrokerConfigText.of(config));
        }
        return switch (config.transport()) {
            case Transport.RabbitMq rabbit ->
                RabbitMqSource.open(rabbit, config.consumers(), topic, subscriptionId, deadLettersByDefault);
            case Transport.GooglePubSub pubSub -> PubSubSource.open(pubSub, topic, subscriptionId, environment);
        };
    }
}
