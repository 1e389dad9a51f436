package io.hyperfleet.adapter.broker;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.hyperfleet.adapter.broker.AmqpSession.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts messages among the dead letters, one after another, each until the broker has it or its session has ended: then the
 * broker delivers the message again. Uses a connection of its own, because a broker that is short of memory or disk reads
 * nothing more from connections that publish, and the settlements of other messages must still get through.
 *
 * <p>Who hands messages over keeps them unsettled until then, which limits how many wait here.
 */
final class DeadLetterWriter {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWriter.class);

    private static final Duration RETRY = Duration.ofSeconds(5);

    /** How long the connection is kept for a next message. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private static final int CLOSE_TIMEOUT_MILLIS = 2_000;

    /** Makes the factory of a connection, with the certificates and keys as they are at that moment. */
    @FunctionalInterface
    interface Factory {

        ConnectionFactory create() throws AmqpException;
    }

    private sealed interface Item {

        record Entry(AmqpSession session, Message message, String reason, Runnable written) implements Item {}

        /** Nothing more will be written. */
        record Last() implements Item {}
    }

    private final DeadLetterQueue deadLetters;
    private final Factory factory;
    private final String connectionName;
    private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
    private final Thread thread;

    DeadLetterWriter(DeadLetterQueue deadLetters, Factory factory, String connectionName) {
        this.deadLetters = deadLetters;
        this.factory = factory;
        this.connectionName = connectionName;
        this.thread = Thread.ofVirtual().name("dead-letters").start(this::writeAll);
    }

    /**
     * Returns at once.
     *
     * @param written told when the broker has taken responsibility for the copy
     */
    void put(AmqpSession session, Message message, String reason, Runnable written) {
        items.add(new Item.Entry(session, message, reason, written));
    }

    /** Lets what waits and what is on its way be written, for so long; what is left stays with the broker. */
    void close(Duration limit) throws InterruptedException {
        items.add(new Item.Last());
        if (!thread.join(limit)) {
            thread.interrupt();
        }
    }

    private void writeAll() {
        try {
            Item next = items.take();
            while (next instanceof Item.Entry) {
                next = write(next);
            }
        } catch (InterruptedException e) {
            LOG.debug("No more messages are put aside");
        }
    }

    /**
     * Writes this message and those that follow it soon.
     *
     * @return the next one, waited for
     */
    private Item write(Item first) throws InterruptedException {
        @Nullable Item current = first;
        try (Connected connected = Connected.by(factory.create(), connectionName)) {
            deadLetters.declare(connected.connection());
            while (current instanceof Item.Entry entry) {
                if (entry.session().isOpen()) {
                    deadLetters.add(connected.connection(), entry.message(), entry.reason());
                    entry.written().run();
                }
                current = items.poll(LINGER.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (AmqpException e) {
            LOG.error(
                    "Messages that are put aside are kept until the dead letters take them: {}",
                    e.failure().told());
            Thread.sleep(RETRY);
            if (current != null) {
                items.add(current);
            }
            current = null;
        }
        return current == null ? items.take() : current;
    }

    private record Connected(Connection connection) implements AutoCloseable {

        static Connected by(ConnectionFactory factory, String name) throws AmqpException {
            try {
                return new Connected(factory.newConnection(name));
            } catch (IOException | TimeoutException | RuntimeException e) {
                throw new AmqpException(AmqpFailure.of(e).during("cannot connect to AMQP"), e);
            }
        }

        @Override
        public void close() {
            connection.abort(CLOSE_TIMEOUT_MILLIS);
        }
    }
}
