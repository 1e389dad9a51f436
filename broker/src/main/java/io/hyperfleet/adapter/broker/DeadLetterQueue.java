package io.hyperfleet.adapter.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.hyperfleet.adapter.broker.AmqpSession.Message;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where the messages of a queue go that are put aside: an exchange that several adapters can share, and for each queue a
 * queue of its own, {@code <queue>-dlq}, bound with the name of the queue. Both are made when first needed; where they
 * exist they are used as they are. Messages keep their body, properties and headers, get the headers named here and are
 * dropped when they have been there for too long.
 *
 * @param source the queue that the messages come from
 * @param ttl how long a message is kept; zero for ever
 */
record DeadLetterQueue(String exchange, String source, Duration ttl) {

    static final String REASON = "x-hyperfleet-reason";
    static final String QUARANTINED_AT = "x-hyperfleet-quarantined-at";
    static final String SOURCE_QUEUE = "x-hyperfleet-queue";

    private static final int MAX_REASON_CHARACTERS = 1_000;
    private static final int PERSISTENT = 2;

    /** Its queue. */
    String queue() {
        return source + "-dlq";
    }

    /**
     * Returns when the broker has taken responsibility for the message. That can take as long as the broker blocks those
     * who publish, because a message that is on its way must not be sent a second time.
     */
    void add(Connection connection, Message message, String reason) throws AmqpException, InterruptedException {
        try {
            publish(connection, message, reason);
        } catch (IOException | TimeoutException | RuntimeException e) {
            throw new AmqpException(AmqpFailure.of(e).during("cannot put a message into " + queue()), e);
        }
    }

    /** Makes what is missing; to be called once for each connection, before the first message. */
    void declare(Connection connection) throws AmqpException {
        try {
            declareMissing(connection);
        } catch (IOException | TimeoutException | RuntimeException e) {
            throw new AmqpException(
                    AmqpFailure.of(e).during("cannot declare exchange " + exchange + " and queue " + queue()), e);
        }
    }

    private void declareMissing(Connection connection) throws IOException, TimeoutException {
        if (!exists(connection, channel -> channel.exchangeDeclarePassive(exchange))) {
            onChannel(connection, channel -> channel.exchangeDeclare(exchange, BuiltinExchangeType.DIRECT, true));
        }
        if (!exists(connection, channel -> channel.queueDeclarePassive(queue()))) {
            onChannel(connection, channel -> channel.queueDeclare(queue(), true, false, false, Map.of()));
        }
        onChannel(connection, channel -> channel.queueBind(queue(), exchange, source));
    }

    private void publish(Connection connection, Message message, String reason)
            throws IOException, TimeoutException, InterruptedException {
        Map<String, Object> headers = new HashMap<>();
        if (message.properties().getHeaders() != null) {
            headers.putAll(message.properties().getHeaders());
        }
        headers.put(REASON, shortened(reason));
        headers.put(QUARANTINED_AT, Instant.now().toString());
        headers.put(SOURCE_QUEUE, source);
        AMQP.BasicProperties properties = message.properties()
                .builder()
                .headers(headers)
                .deliveryMode(PERSISTENT)
                .expiration(ttl.isZero() ? null : Long.toString(ttl.toMillis()))
                .build();
        try (Channel channel = connection.createChannel()) {
            AtomicBoolean returned = new AtomicBoolean();
            channel.addReturnListener(unroutable -> returned.set(true));
            channel.confirmSelect();
            channel.basicPublish(exchange, source, true, properties, message.body());
            boolean confirmed = channel.waitForConfirms();
            if (!confirmed || returned.get()) {
                throw new IOException("the broker does not take it");
            }
        }
    }

    private static String shortened(String reason) {
        return reason.length() <= MAX_REASON_CHARACTERS ? reason : reason.substring(0, MAX_REASON_CHARACTERS) + "...";
    }

    /** Asks on a channel of its own, because the broker closes it when the answer is no. */
    private static boolean exists(Connection connection, Call question) throws IOException, TimeoutException {
        try {
            onChannel(connection, question);
            return true;
        } catch (IOException e) {
            if (AmqpFailure.isNotFound(e)) {
                return false;
            }
            throw e;
        }
    }

    private static void onChannel(Connection connection, Call call) throws IOException, TimeoutException {
        Channel channel = connection.createChannel();
        if (channel == null) {
            throw new IOException("the broker allows no further channel on the connection");
        }
        try {
            var _ = call.send(channel);
        } finally {
            if (channel.isOpen()) {
                channel.close();
            }
        }
    }

    @FunctionalInterface
    private interface Call {

        Object send(Channel channel) throws IOException;
    }
}
