package io.hyperfleet.adapter.broker;

import io.hyperfleet.adapter.broker.BrokerConfig.Transport.RabbitMq;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A queue of RabbitMQ, or of another broker that speaks AMQP 0-9-1. */
final class RabbitMqSource implements DeliverySource {

    private static final Logger LOG = LoggerFactory.getLogger(RabbitMqSource.class);

    private final Settings settings;
    private final AmqpSession firstSession;

    /** Everything needed to start a session. */
    record Settings(
            AmqpAddress address,
            RabbitMqTopology topology,
            Optional<DeadLetterQueue> deadLetters,
            String topic,
            String subscriptionId,
            int consumers,
            int prefetchCount,
            int prefetchSize,
            String consumerTag) {

        /** Reads certificates and keys anew, so that they can be replaced while the program runs. */
        AmqpSession connect() throws AmqpException {
            AmqpSession session = AmqpSession.connect(address.factory(), "hyperfleet-adapter " + subscriptionId);
            LOG.info("Connected to AMQP");
            return session;
        }

        /** Empty when messages that are put aside have no place to go. */
        Optional<DeadLetterWriter> deadLetterWriter() {
            return deadLetters.map(place -> new DeadLetterWriter(
                    place, address::factory, "hyperfleet-adapter " + subscriptionId + " dead letters"));
        }

        AmqpSession.Consuming consuming(int maxUnsettled) {
            return new AmqpSession.Consuming(
                    topology.queue(), consumers, Math.max(1, prefetchCount), prefetchSize, consumerTag, maxUnsettled);
        }

        /** An error as operators know it. */
        String routerError(AmqpFailure failure) {
            return "router error on topic \"" + topic + "\" (subscription: " + subscriptionId
                    + "): cannot subscribe topic " + topic + ": " + failure.told();
        }
    }

    private RabbitMqSource(Settings settings, AmqpSession firstSession) {
        this.settings = settings;
        this.firstSession = firstSession;
    }

    /** Connects, but does not consume yet. */
    static DeliverySources.Opened open(
            RabbitMq config, int consumers, String topic, String subscriptionId, boolean deadLettersByDefault) {
        try {
            RabbitMqTopology topology = RabbitMqTopology.of(config, topic, subscriptionId);
            Settings settings = new Settings(
                    AmqpAddress.parse(config.url()),
                    topology,
                    deadLetters(config, topology, deadLettersByDefault),
                    topic,
                    subscriptionId,
                    consumers,
                    config.prefetchCount(),
                    config.prefetchSize(),
                    config.consumerTag());
            return new DeliverySources.Opened.Ready(new RabbitMqSource(settings, settings.connect()));
        } catch (AmqpAddress.UnusableException e) {
            return failed(String.valueOf(e.getMessage()));
        } catch (AmqpException e) {
            return failed(e.failure().told());
        }
    }

    private static DeliverySources.Opened failed(String reason) {
        return new DeliverySources.Opened.Failed("failed to create RabbitMQ subscriber: " + reason);
    }

    private static Optional<DeadLetterQueue> deadLetters(
            RabbitMq config, RabbitMqTopology topology, boolean byDefault) {
        String named = config.deadLetters().exchange();
        if (named.isEmpty() && !byDefault) {
            return Optional.empty();
        }
        String exchange = named.isEmpty() ? BrokerConfig.DeadLetterPlace.STANDARD_EXCHANGE : named;
        return Optional.of(new DeadLetterQueue(
                exchange, topology.queue(), config.deadLetters().ttl()));
    }

    @Override
    public Subscribed subscribe(int maxUnsettled, Consumer<Delivery> intake, SubscriptionListener listener) {
        LOG.info("Starting subscription to topic {}", settings.topic());
        RabbitMqSubscription subscription =
                new RabbitMqSubscription(settings, firstSession, maxUnsettled, intake, listener);
        try {
            subscription.start();
        } catch (AmqpException e) {
            firstSession.close();
            return new Subscribed.Refused(settings.routerError(e.failure()));
        }
        LOG.info("Successfully subscribed to topic {} subscription {}", settings.topic(), settings.subscriptionId());
        return new Subscribed.Active(subscription);
    }
}
