package io.hyperfleet.adapter.broker;

import com.rabbitmq.client.Channel;
import io.hyperfleet.adapter.broker.BrokerConfig.Transport.RabbitMq;
import java.io.IOException;

/**
 * The queue, the exchange and their binding. Names and properties are a contract with the publishers and with the
 * programs that consumed from the same queue before: durable, no arguments, bound with an empty routing key.
 */
record RabbitMqTopology(String queue, String exchange, String exchangeType) {

    static RabbitMqTopology of(RabbitMq config, String topic, String subscriptionId) {
        String queue = config.queue().isEmpty() ? topic : config.queue();
        String exchange = config.exchange().isEmpty() ? topic : config.exchange();
        return new RabbitMqTopology(queue + "-" + subscriptionId, exchange, config.exchangeType());
    }

    /**
     * Declares all three; does nothing where they exist with the same properties.
     *
     * @return how many messages wait in the queue
     */
    int declare(Channel channel) throws AmqpException {
        int waiting = attempt("cannot declare queue", () -> channel.queueDeclare(queue, true, false, false, null))
                .getMessageCount();
        var _ = attempt(
                "cannot declare exchange",
                () -> channel.exchangeDeclare(exchange, exchangeType, true, false, false, null));
        var _ = attempt("cannot bind queue", () -> channel.queueBind(queue, exchange, ""));
        return waiting;
    }

    private static <T> T attempt(String what, Declaration<T> declaration) throws AmqpException {
        try {
            return declaration.send();
        } catch (IOException | RuntimeException e) {
            throw new AmqpException(AmqpFailure.of(e).during(what), e);
        }
    }

    @FunctionalInterface
    private interface Declaration<T> {

        T send() throws IOException;
    }
}
