package io.hyperfleet.adapter.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.hyperfleet.adapter.broker.BrokerConfig.Transport.RabbitMq;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue, the exchange and their binding. Names and properties are a contract with the publishers and with the
 * programs that consumed from the same queue before: durable, no arguments, bound with an empty routing key.
 */
record RabbitMqTopology(String queue, String exchange, String exchangeType) {

    private static final Logger LOG = LoggerFactory.getLogger(RabbitMqTopology.class);

    static RabbitMqTopology of(RabbitMq config, String topic, String subscriptionId) {
        String queue = config.queue().isEmpty() ? topic : config.queue();
        String exchange = config.exchange().isEmpty() ? topic : config.exchange();
        return new RabbitMqTopology(queue + "-" + subscriptionId, exchange, config.exchangeType());
    }

    /**
     * Declares all three; does nothing where they exist with the same properties. A queue that exists with others, such as
     * a quorum queue, is used as it is, and so is what exists and may not be declared.
     */
    void declare(Connection connection) throws AmqpException {
        declareOrUse(
                connection,
                "cannot declare queue",
                channel -> channel.queueDeclare(queue, true, false, false, null),
                channel -> channel.queueDeclarePassive(queue),
                Set.of(AMQP.PRECONDITION_FAILED, AMQP.ACCESS_REFUSED));
        declareOrUse(
                connection,
                "cannot declare exchange",
                channel -> channel.exchangeDeclare(exchange, exchangeType, true, false, false, null),
                channel -> channel.exchangeDeclarePassive(exchange),
                Set.of(AMQP.ACCESS_REFUSED));
        attempt(connection, "cannot bind queue", channel -> channel.queueBind(queue, exchange, ""));
    }

    private static void declareOrUse(
            Connection connection, String what, Call declare, Call look, Set<Integer> tolerated) throws AmqpException {
        try {
            attempt(connection, what, declare);
        } catch (AmqpException e) {
            if (!tolerated.contains(AmqpFailure.replyCode(e))) {
                throw e;
            }
            try {
                attempt(connection, what, look);
            } catch (AmqpException missing) {
                e.addSuppressed(missing);
                throw e;
            }
            LOG.warn("{}; what exists is used as it is", e.failure().text());
        }
    }

    /** Uses a channel of its own, because the broker closes it when it refuses. */
    private static void attempt(Connection connection, String what, Call call) throws AmqpException {
        try {
            Channel channel = connection.createChannel();
            if (channel == null) {
                throw new IOException("the broker allows no further channel on the connection");
            }
            var _ = call.send(channel);
            channel.close();
        } catch (IOException | TimeoutException | RuntimeException e) {
            throw new AmqpException(AmqpFailure.of(e).during(what), e);
        }
    }

    @FunctionalInterface
    private interface Call {

        Object send(Channel channel) throws IOException;
    }
}
