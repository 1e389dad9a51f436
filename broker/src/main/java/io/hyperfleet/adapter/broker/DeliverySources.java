package io.hyperfleet.adapter.broker;

import io.hyperfleet.adapter.broker.BrokerConfig.Transport;
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

    /** Connects to the broker, but does not consume yet. */
    public static Opened open(BrokerConfig config, String topic, String subscriptionId) {
        if (config.logConfig()) {
            LOG.info("Creating subscriber");
            LOG.info("{}", BrokerConfigText.of(config));
        }
        return switch (config.transport()) {
            case Transport.RabbitMq rabbit -> RabbitMqSource.open(rabbit, config.consumers(), topic, subscriptionId);
            case Transport.GooglePubSub _ ->
                new Opened.Failed("failed to create Google Pub/Sub subscriber: this program does not support Google"
                        + " Pub/Sub; set broker.type to rabbitmq");
        };
    }
}
