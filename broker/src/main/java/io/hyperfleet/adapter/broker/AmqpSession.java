package io.hyperfleet.adapter.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One connection with one channel and its consumers, from connecting to its end. It is never repaired: a new session takes
 * its place. The methods are called by one thread; only the {@link Events} come from threads of the AMQP client.
 *
 * <p>With RabbitMQ the prefetch count holds for each consumer, and it is the one that operators know: 1 unless configured.
 * When all consumers are full, {@link #widen} adds one with room for everything else that may be unsettled, so that several
 * pulses for one resource can be seen together and do not keep others away. Where the broker counts for the whole channel,
 * as the protocol's first definition has it, there is one consumer with all that room.
 */
final class AmqpSession {

    private static final int CLOSE_TIMEOUT_MILLIS = 2_000;

    /** The bodies of unsettled messages may take this part of the heap; what is made of them takes a few times as much. */
    private static final int MEMORY_SHARE = 16;

    /** What a session tells while it lives. */
    interface Events {

        /** A message arrived, to be settled in this session. */
        void delivered(AmqpSession session, Message message);

        /** Every consumer has as many unsettled messages as it may have. */
        void saturated(AmqpSession session);

        /** Nothing will arrive any more and nothing can be settled. Told at least once unless we ended it. */
        void ended(AmqpSession session, SessionEnd why);
    }

    /** A message as it arrived; its tag counts in its session only. */
    static final class Message {

        private static final String DELIVERY_COUNT = "x-delivery-count";

        private final Envelope envelope;
        private final AMQP.BasicProperties properties;
        private final byte[] body;

        private Message(Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
            this.envelope = envelope;
            this.properties = properties;
            this.body = body;
        }

        long tag() {
            return envelope.getDeliveryTag();
        }

        boolean redelivered() {
            return envelope.isRedeliver();
        }

        AMQP.BasicProperties properties() {
            return properties;
        }

        byte[] body() {
            return body;
        }

        Map<String, String> headers() {
            Map<String, String> headers = new HashMap<>();
            if (properties.getHeaders() != null) {
                properties.getHeaders().forEach((name, value) -> headers.put(name, String.valueOf(value)));
            }
            if (properties.getContentType() != null) {
                headers.put("content-type", properties.getContentType());
            }
            return headers;
        }

        /** What a quorum queue counts, or how often the message came back from a dead-letter queue of this queue. */
        int earlierDeliveries(String queue) {
            Map<String, Object> headers = properties.getHeaders();
            if (headers == null) {
                return 0;
            }
            long counted = headers.get(DELIVERY_COUNT) instanceof Number number ? number.longValue() : 0;
            long deaths = headers.get("x-death") instanceof List<?> list
                    ? list.stream().mapToLong(death -> deathsIn(queue, death)).sum()
                    : 0;
            return Math.clamp(Math.max(counted, deaths), 0, Integer.MAX_VALUE);
        }

        private static long deathsIn(String queue, Object death) {
            boolean here = death instanceof Map<?, ?> table && queue.equals(String.valueOf(table.get("queue")));
            return here && ((Map<?, ?>) death).get("count") instanceof Number number ? number.longValue() : 0;
        }
    }

    /** Why a session ended. */
    sealed interface SessionEnd {

        record ConnectionLost(String reason) implements SessionEnd {}

        /** The broker closed the channel because of something done on it, or because a queue is gone. */
        record ChannelClosed(String reason) implements SessionEnd {}

        /** The broker took back the right to consume: the queue was deleted or moved. */
        record ConsumerCancelled() implements SessionEnd {}
    }

    /** What becomes of a message. */
    sealed interface Disposition {

        record Acknowledge() implements Disposition {}

        record Requeue() implements Disposition {}

        record Quarantine(String reason) implements Disposition {}
    }

    /**
     * How to consume.
     *
     * @param queue the queue to consume from
     * @param consumers how many consumers there are at first
     * @param prefetchCount how many unsettled messages each of them may have; at least 1
     * @param prefetchSize how many bytes of them; 0 for any
     * @param tag the consumer tag; empty for one made by the broker
     * @param maxUnsettled how many unsettled messages all consumers may have together
     */
    record Consuming(String queue, int consumers, int prefetchCount, int prefetchSize, String tag, int maxUnsettled) {

        private String tagOf(int consumer) {
            return tag.isEmpty() || consumer == 0 ? tag : tag + "-" + (consumer + 1);
        }
    }

    private final Connection connection;
    private final Channel channel;
    private final List<String> consumerTags = new ArrayList<>();
    private final Semaphore endedConsumers = new Semaphore(0);
    private final AtomicInteger unsettled = new AtomicInteger();
    private final AtomicLong deliveries = new AtomicLong();
    private final AtomicLong deliveredBytes = new AtomicLong();
    /** How many unsettled messages the consumers can have together. */
    private final AtomicInteger capacity = new AtomicInteger();

    private AmqpSession(Connection connection, Channel channel) {
        this.connection = connection;
        this.channel = channel;
    }

    static AmqpSession connect(ConnectionFactory factory, String connectionName) throws AmqpException {
        try {
            Connection connection = factory.newConnection(connectionName);
            Channel channel = connection.createChannel();
            if (channel == null) {
                connection.abort(CLOSE_TIMEOUT_MILLIS);
                throw new IOException("the broker allows no channel on the connection");
            }
            return new AmqpSession(connection, channel);
        } catch (IOException | TimeoutException | RuntimeException e) {
            String address = factory.getHost() + ":" + factory.getPort();
            throw new AmqpException(AmqpFailure.of(e).during("cannot connect to AMQP: " + address), e);
        }
    }

    /** Declares the topology and starts to consume. */
    void consume(RabbitMqTopology topology, Consuming how, Events events) throws AmqpException {
        topology.declare(connection);
        channel.addShutdownListener(signal -> tellEnd(signal, events));
        try {
            if (countsPerConsumer()) {
                addConsumers(how.consumers(), how.prefetchCount(), how, events);
            } else {
                addConsumers(1, how.maxUnsettled(), how, events);
            }
        } catch (IOException | RuntimeException e) {
            throw new AmqpException(AmqpFailure.of(e).during("cannot consume from queue"), e);
        }
    }

    /** Makes room for all that may be unsettled and finds place in memory, if that is not done yet. */
    void widen(Consuming how, Events events) throws AmqpException {
        int room = Math.min(how.maxUnsettled(), fitting()) - capacity.get();
        if (room <= 0) {
            return;
        }
        try {
            addConsumers(1, room, how, events);
        } catch (IOException | RuntimeException e) {
            throw new AmqpException(AmqpFailure.of(e).during("cannot add a consumer to the queue"), e);
        }
    }

    /** How many messages of the average size so far can be unsettled. The broker itself counts messages only. */
    private int fitting() {
        long budget = Runtime.getRuntime().maxMemory() / MEMORY_SHARE;
        return (int) Math.min(Integer.MAX_VALUE, budget * deliveries.get() / Math.max(1, deliveredBytes.get()));
    }

    private boolean countsPerConsumer() {
        return connection.getServerProperties().get("capabilities") instanceof Map<?, ?> capabilities
                && Boolean.TRUE.equals(capabilities.get("per_consumer_qos"));
    }

    // The capacity is raised first: messages for a new consumer may arrive before the broker confirms it.
    private void addConsumers(int number, int prefetchCount, Consuming how, Events events) throws IOException {
        channel.basicQos(how.prefetchSize(), prefetchCount, false);
        capacity.addAndGet(number * prefetchCount);
        for (int i = 0; i < number; i++) {
            String tag = how.tagOf(consumerTags.size());
            consumerTags.add(channel.basicConsume(how.queue(), false, tag, new SessionConsumer(events)));
        }
    }

    /**
     * @return false when the session has ended, so that the broker delivers the message again
     */
    boolean acknowledge(Message message) {
        return sent(() -> channel.basicAck(message.tag(), false));
    }

    /** As {@link #acknowledge}. */
    boolean requeue(Message message) {
        return sent(() -> channel.basicNack(message.tag(), false, true));
    }

    /** As {@link #acknowledge}. The broker moves the message to where the queue's own policy says, or drops it. */
    boolean reject(Message message) {
        return sent(() -> channel.basicReject(message.tag(), false));
    }

    /** Whether messages of this session can still be settled. Safe for use by any thread. */
    boolean isOpen() {
        return channel.isOpen();
    }

    private boolean sent(Frame frame) {
        unsettled.decrementAndGet();
        try {
            frame.send();
            return true;
        } catch (IOException | AlreadyClosedException e) {
            return false;
        }
    }

    @FunctionalInterface
    private interface Frame {

        void send() throws IOException;
    }

    /**
     * Asks for no more messages; returns when the last one has been passed on.
     *
     * @return false when that is not known, because the session has ended or the broker does not answer
     */
    boolean stopConsuming() throws InterruptedException {
        try {
            for (String tag : consumerTags) {
                channel.basicCancel(tag);
            }
            return endedConsumers.tryAcquire(consumerTags.size(), CLOSE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (IOException | AlreadyClosedException e) {
            return false;
        }
    }

    /** Ends the session; what was settled before reaches the broker, if the connection is alive. */
    void close() {
        connection.abort(CLOSE_TIMEOUT_MILLIS);
    }

    private void tellEnd(ShutdownSignalException signal, Events events) {
        if (signal.isInitiatedByApplication()) {
            return;
        }
        String reason = AmqpFailure.of(signal).text();
        events.ended(
                this,
                signal.isHardError() ? new SessionEnd.ConnectionLost(reason) : new SessionEnd.ChannelClosed(reason));
    }

    /** Turns the callbacks of the AMQP client into {@link Events}. */
    private final class SessionConsumer extends DefaultConsumer {

        private final Events events;

        SessionConsumer(Events events) {
            super(channel);
            this.events = events;
        }

        @Override
        public void handleDelivery(
                String consumerTag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
            deliveries.incrementAndGet();
            deliveredBytes.addAndGet(body.length);
            events.delivered(AmqpSession.this, new Message(envelope, properties, body));
            if (unsettled.incrementAndGet() == capacity.get()) {
                events.saturated(AmqpSession.this);
            }
        }

        @Override
        public void handleCancel(String consumerTag) {
            events.ended(AmqpSession.this, new SessionEnd.ConsumerCancelled());
        }

        @Override
        public void handleCancelOk(String consumerTag) {
            endedConsumers.release();
        }
    }
}
