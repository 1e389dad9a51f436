package io.hyperfleet.adapter.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import io.hyperfleet.adapter.broker.BrokerConfig.Transport.RabbitMq;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * The dead-letter queue of a queue. Messages are read without being taken: what is kept goes back to its place when the
 * channel closes. What is replayed goes to its queue only, past the exchange, so that no other adapter sees it again.
 */
final class RabbitMqDeadLetters implements DeadLetters {

    private static final int CLOSE_TIMEOUT_MILLIS = 2_000;
    private static final long CONFIRM_MILLIS = 5_000;

    /** What a broker or a program added on the way here. */
    private static final Set<String> ADDED_HEADERS = Set.of(
            DeadLetterQueue.REASON,
            DeadLetterQueue.QUARANTINED_AT,
            DeadLetterQueue.SOURCE_QUEUE,
            "x-death",
            "x-delivery-count",
            "x-acquired-count",
            "x-first-death-exchange",
            "x-first-death-queue",
            "x-first-death-reason",
            "x-last-death-exchange",
            "x-last-death-queue",
            "x-last-death-reason");

    private final Connection connection;
    private final DeadLetterQueue names;

    private RabbitMqDeadLetters(Connection connection, DeadLetterQueue names) {
        this.connection = connection;
        this.names = names;
    }

    static Opened connect(RabbitMq config, String topic, String subscriptionId) {
        RabbitMqTopology topology = RabbitMqTopology.of(config, topic, subscriptionId);
        DeadLetterQueue names = new DeadLetterQueue(
                config.deadLetters().exchange(),
                topology.queue(),
                config.deadLetters().ttl());
        try {
            Connection connection =
                    AmqpAddress.parse(config.url()).factory().newConnection("hyperfleet-adapter dlq " + subscriptionId);
            return new Opened.Ready(new RabbitMqDeadLetters(connection, names));
        } catch (AmqpAddress.UnusableException e) {
            return new Opened.Failed(String.valueOf(e.getMessage()));
        } catch (AmqpException e) {
            return new Opened.Failed(e.failure().told());
        } catch (IOException | TimeoutException e) {
            return new Opened.Failed(
                    AmqpFailure.of(e).during("cannot connect to AMQP").told());
        }
    }

    @Override
    public String name() {
        return names.queue();
    }

    @Override
    public void review(Function<DeadLetter, Decision> decide) throws UnavailableException {
        try (Channel channel = openChannel()) {
            AtomicBoolean returned = new AtomicBoolean();
            channel.addReturnListener(unroutable -> returned.set(true));
            channel.confirmSelect();
            // As many as there are now: what is replayed may be put aside again meanwhile.
            long count = Math.min(MAX_LOOKED_AT, channel.messageCount(names.queue()));
            for (long i = 0; i < count; i++) {
                GetResponse message = channel.basicGet(names.queue(), false);
                if (message == null) {
                    return;
                }
                switch (decide.apply(letter(message))) {
                    case KEEP -> {}
                    case REPLAY -> {
                        replay(channel, message, returned);
                        channel.basicAck(message.getEnvelope().getDeliveryTag(), false);
                    }
                    case DROP -> channel.basicAck(message.getEnvelope().getDeliveryTag(), false);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted");
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            if (!AmqpFailure.isNotFound(e)) {
                throw new UnavailableException(
                        AmqpFailure.of(e).during("queue " + names.queue()).told());
            }
        }
    }

    private Channel openChannel() throws IOException {
        return connection
                .openChannel()
                .orElseThrow(() -> new IOException("the broker allows no channel on the connection"));
    }

    private void replay(Channel channel, GetResponse message, AtomicBoolean returned)
            throws IOException, TimeoutException, InterruptedException {
        Map<String, Object> headers = new HashMap<>(headersOf(message));
        headers.keySet().removeAll(new HashSet<>(ADDED_HEADERS));
        AMQP.BasicProperties properties =
                message.getProps().builder().headers(headers).expiration(null).build();
        channel.basicPublish("", names.source(), true, properties, message.getBody());
        boolean confirmed = channel.waitForConfirms(CONFIRM_MILLIS);
        if (!confirmed || returned.get()) {
            throw new IOException("the queue " + names.source() + " does not take the message");
        }
    }

    private static DeadLetter letter(GetResponse message) {
        Map<String, String> headers = new HashMap<>();
        headersOf(message).forEach((name, value) -> headers.put(name, String.valueOf(value)));
        String contentType = message.getProps().getContentType();
        if (contentType != null) {
            headers.put("content-type", contentType);
        }
        return new DeadLetter(
                message.getBody(),
                headers.getOrDefault(DeadLetterQueue.REASON, ""),
                headers.getOrDefault(DeadLetterQueue.QUARANTINED_AT, ""),
                headers);
    }

    private static Map<String, Object> headersOf(GetResponse message) {
        Map<String, Object> headers = message.getProps().getHeaders();
        return headers == null ? Map.of() : headers;
    }

    @Override
    public void close() {
        connection.abort(CLOSE_TIMEOUT_MILLIS);
    }
}
