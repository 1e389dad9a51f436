package io.hyperfleet.adapter.standins;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * Puts events on a broker the way Sentinel does: durable exchange, empty routing key, persistent message, the event's
 * id in a header, the CloudEvent as the body, no content type. Returns from a publish when the broker has confirmed it.
 *
 * <p>Usable from several threads. Works with the {@link EmbeddedBroker} and with a real RabbitMQ.
 */
public final class EventPublisher implements AutoCloseable {

    private static final int PERSISTENT = 2;
    private static final int CONFIRM_TIMEOUT_MILLIS = 5_000;
    private static final String ROUTING_KEY = "";

    private final Connection connection;
    private final Channel channel;
    private final String exchange;

    private EventPublisher(Connection connection, Channel channel, String exchange) {
        this.connection = connection;
        this.channel = channel;
        this.exchange = exchange;
    }

    /**
     * Connects and declares the exchange.
     *
     * @param uri the broker, e.g. {@link EmbeddedBroker#uri()}
     * @param exchange Sentinel's topic
     * @param exchangeType {@code topic}, {@code fanout}, …; must be the one the adapter declares
     */
    public static EventPublisher connect(String uri, String exchange, String exchangeType) throws IOException {
        try {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(uri);
            if (factory.getVirtualHost().isEmpty()) {
                factory.setVirtualHost("/");
            }
            factory.setThreadFactory(Thread.ofVirtual().name("publisher-", 0).factory());
            Connection connection = factory.newConnection("hyperfleet-sentinel-stand-in");
            Channel channel = connection.createChannel();
            channel.exchangeDeclare(exchange, exchangeType, true);
            channel.confirmSelect();
            return new EventPublisher(connection, channel, exchange);
        } catch (TimeoutException e) {
            throw new IOException("the broker did not answer in time", e);
        } catch (GeneralSecurityException | URISyntaxException e) {
            throw new IllegalArgumentException("not a broker URL", e);
        }
    }

    /** Publishes an event as Sentinel would. */
    public void publish(ReconcileEvent event) throws IOException {
        publish(event.toJson(), Map.of("_watermill_message_uuid", event.eventId()));
    }

    /** Publishes any bytes with any headers: malformed events, foreign publishers. */
    public synchronized void publish(byte[] body, Map<String, Object> headers) throws IOException {
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .deliveryMode(PERSISTENT)
                .headers(headers)
                .build();
        channel.basicPublish(exchange, ROUTING_KEY, properties, body);
        try {
            channel.waitForConfirmsOrDie(CONFIRM_TIMEOUT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the broker was to confirm an event", e);
        } catch (TimeoutException e) {
            throw new IOException("the broker did not confirm an event in time", e);
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
