package io.hyperfleet.adapter.broker;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.DefaultExceptionHandler;
import io.hyperfleet.adapter.broker.BrokerConfig.Transport.RabbitMq;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A queue of RabbitMQ, or of another broker that speaks AMQP 0-9-1. */
final class RabbitMqSource implements DeliverySource {

    private static final Logger LOG = LoggerFactory.getLogger(RabbitMqSource.class);

    /** A declaration that is not answered in this time is given up, and the connection with it. */
    private static final int RPC_TIMEOUT_MILLIS = 10_000;

    /**
     * The largest message that RabbitMQ accepts by default. One that is larger than we process must still be received, to
     * be refused: otherwise the client would close the connection and meet it again, for ever.
     */
    private static final int MAX_MESSAGE_BYTES = 128 << 20;

    private final Settings settings;
    private final AmqpSession firstSession;

    /** Everything needed to start a session. */
    record Settings(
            ConnectionFactory factory,
            RabbitMqTopology topology,
            String topic,
            String subscriptionId,
            int consumers,
            int prefetchCount,
            int prefetchSize,
            String consumerTag) {

        AmqpSession connect() throws AmqpException {
            AmqpSession session = AmqpSession.connect(factory, "hyperfleet-adapter " + subscriptionId);
            LOG.info("Connected to AMQP");
            return session;
        }

        AmqpSession.Consuming consuming(int maxUnsettled) {
            return new AmqpSession.Consuming(
                    topology.queue(), consumers, Math.max(1, prefetchCount), prefetchSize, consumerTag, maxUnsettled);
        }

        /** An error as operators know it. */
        String routerError(AmqpFailure failure) {
            return "router error on topic \"" + topic + "\" (subscription: " + subscriptionId
                    + "): cannot subscribe topic " + topic + ": " + failure.text();
        }
    }

    private RabbitMqSource(Settings settings, AmqpSession firstSession) {
        this.settings = settings;
        this.firstSession = firstSession;
    }

    /** Connects, but does not consume yet. */
    static DeliverySources.Opened open(RabbitMq config, int consumers, String topic, String subscriptionId) {
        try {
            Settings settings = new Settings(
                    factory(AmqpAddress.parse(config.url())),
                    RabbitMqTopology.of(config, topic, subscriptionId),
                    topic,
                    subscriptionId,
                    consumers,
                    config.prefetchCount(),
                    config.prefetchSize(),
                    config.consumerTag());
            return new DeliverySources.Opened.Ready(new RabbitMqSource(settings, settings.connect()));
        } catch (AmqpAddress.UnusableException | AmqpException e) {
            return new DeliverySources.Opened.Failed("failed to create RabbitMQ subscriber: " + e.getMessage());
        }
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

    private static ConnectionFactory factory(AmqpAddress address) throws AmqpAddress.UnusableException {
        ConnectionFactory factory = new ConnectionFactory();
        address.configure(factory);
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setChannelRpcTimeout(RPC_TIMEOUT_MILLIS);
        factory.setMaxInboundMessageBodySize(MAX_MESSAGE_BYTES);
        factory.setThreadFactory(Thread.ofVirtual().name("amqp-", 0).factory());
        factory.setExceptionHandler(new QuietExceptionHandler());
        return factory;
    }

    /** Connections that break are reported by their subscription, once. */
    private static final class QuietExceptionHandler extends DefaultExceptionHandler {

        @Override
        public void handleUnexpectedConnectionDriverException(Connection connection, Throwable exception) {
            LOG.debug("AMQP connection broke", exception);
        }
    }
}
