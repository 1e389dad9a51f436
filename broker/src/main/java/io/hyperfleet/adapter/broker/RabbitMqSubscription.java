package io.hyperfleet.adapter.broker;

import io.hyperfleet.adapter.broker.AmqpSession.Disposition;
import io.hyperfleet.adapter.broker.AmqpSession.Message;
import io.hyperfleet.adapter.broker.AmqpSession.SessionEnd;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a consumer on a queue as long as it is wanted. Every delivery is settled at most once, on the channel it came
 * from; a settlement whose channel has ended is dropped and told, because the broker delivers that message again.
 *
 * <pre>
 *   start ──▶ CONSUMING ──session ended──▶ RECONNECTING ──connected, declared──▶ CONSUMING
 *                 │                            │  └──refused again and again──▶ failed
 *                 └──stopTaking──▶ DRAINING ◀──┘
 *                                     └──close──▶ closed
 * </pre>
 *
 * <p>An AMQP channel must not be used by several threads: one thread owns the session, everybody else hands it commands
 * through a queue. It holds at most a few commands for each unsettled delivery, so that the limit of those limits its length.
 */
final class RabbitMqSubscription implements Subscription, AmqpSession.Events {

    private static final Logger LOG = LoggerFactory.getLogger(RabbitMqSubscription.class);

    /**
     * A broker that is starting may refuse what it will allow a moment later. After so many refusals in a row it is up to
     * somebody to change something, and a new process to read it.
     */
    private static final int REFUSALS_BEFORE_GIVING_UP = 5;

    /** A session that lived that long was a good one: the next one is tried for at once. */
    private static final Duration GOOD_SESSION = Duration.ofSeconds(10);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    /** For messages that are being put aside when the subscription is closed. */
    static final Duration DEAD_LETTERS_LIMIT = Duration.ofSeconds(2);

    private final RabbitMqSource.Settings settings;
    private final AmqpSession.Consuming consuming;
    private final Consumer<Delivery> intake;
    private final SubscriptionListener listener;
    private final Optional<DeadLetterWriter> deadLetters;
    private final ReconnectBackoff backoff = new ReconnectBackoff(ThreadLocalRandom.current());
    private final BlockingQueue<Command> commands = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final CompletableFuture<Void> ownerEnded = new CompletableFuture<>();
    private final Thread owner;

    // What follows belongs to the owner, and before its start to the thread that starts it.
    private @Nullable AmqpSession session;
    private boolean taking = true;
    private boolean mayWiden = true;
    private boolean open = true;
    private int refusals;
    private long sessionStartNanos;
    private long nextAttemptNanos;

    private sealed interface Command {

        record Settle(AmqpSession session, Message message, Disposition disposition) implements Command {}

        record Widen(AmqpSession session) implements Command {}

        record Ended(AmqpSession session, SessionEnd why) implements Command {}

        record StopTaking() implements Command {}

        /** Tells that all commands before it are carried out. */
        record Reached(CompletableFuture<Void> told) implements Command {}

        record Close() implements Command {}
    }

    RabbitMqSubscription(
            RabbitMqSource.Settings settings,
            AmqpSession firstSession,
            int maxUnsettled,
            Consumer<Delivery> intake,
            SubscriptionListener listener) {
        this.settings = settings;
        this.session = firstSession;
        this.consuming = settings.consuming(maxUnsettled);
        this.intake = intake;
        this.listener = listener;
        this.deadLetters = settings.deadLetterWriter();
        this.owner = Thread.ofPlatform().name("broker").daemon().unstarted(this::own);
    }

    /** Consumes on the session given, or throws. */
    void start() throws AmqpException {
        AmqpSession first = session;
        if (first == null) {
            throw new IllegalStateException("started already");
        }
        consume(first);
        sessionStartNanos = System.nanoTime();
        listener.consuming();
        owner.start();
    }

    private void consume(AmqpSession fresh) throws AmqpException {
        LOG.info("Starting consuming from AMQP channel");
        fresh.consume(settings.topology(), consuming, this);
    }

    @Override
    public void stopTaking() {
        commands.add(new Command.StopTaking());
        try {
            stopped.get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The broker did not confirm in {} s that it hands over no more messages", STOP_LIMIT.toSeconds());
        }
    }

    @Override
    public boolean close(Duration limit) {
        LOG.info("Closing AMQP Pub/Sub");
        long end = System.nanoTime() + limit.toNanos();
        try {
            if (deadLetters.isPresent()) {
                putAsideWhatWaits(
                        deadLetters.get(), limit.compareTo(DEAD_LETTERS_LIMIT) < 0 ? limit : DEAD_LETTERS_LIMIT);
            }
            commands.add(new Command.Close());
            boolean closed = owner.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            if (!closed) {
                owner.interrupt();
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        LOG.info("Closed AMQP Pub/Sub");
        return true;
    }

    /**
     * First the messages have to be handed to the writer, which takes none after its end. When the owner has ended, so has
     * its session: the broker has the messages back, and there is nothing to wait for.
     */
    private void putAsideWhatWaits(DeadLetterWriter writer, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        CompletableFuture<Void> handedOver = new CompletableFuture<>();
        commands.add(new Command.Reached(handedOver));
        try {
            CompletableFuture.anyOf(handedOver, ownerEnded).get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Messages to be put aside are delivered again: the broker connection is busy");
        }
        writer.close(ownerEnded.isDone() ? Duration.ZERO : Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    }

    @Override
    public void delivered(AmqpSession from, Message message) {
        intake.accept(new AmqpDelivery(from, message));
    }

    @Override
    public void saturated(AmqpSession which) {
        commands.add(new Command.Widen(which));
    }

    @Override
    public void ended(AmqpSession which, SessionEnd why) {
        commands.add(new Command.Ended(which, why));
    }

    private void own() {
        try {
            while (open) {
                Command command = nextCommand();
                if (command == null) {
                    reconnect();
                } else {
                    carryOut(command);
                }
            }
        } catch (InterruptedException e) {
            LOG.warn("Closing the broker connection took too long, leaving it");
        } catch (RuntimeException e) {
            // Without its owner the subscription is dead: nobody would settle, reconnect or tell that it is not ready.
            LOG.atError().setCause(e).log("Receiving messages ended by a bug of the adapter: {}", String.valueOf(e));
            listener.failed("this is a bug of the adapter: " + e);
        } finally {
            endSession();
            stopped.complete(null);
            ownerEnded.complete(null);
        }
    }

    /** Null when it is time to try to reconnect. */
    private @Nullable Command nextCommand() throws InterruptedException {
        if (session != null || !taking) {
            return commands.take();
        }
        return commands.poll(nextAttemptNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void carryOut(Command command) throws InterruptedException {
        switch (command) {
            case Command.Settle settle -> settle(settle);
            case Command.Widen(AmqpSession which) -> widen(which);
            case Command.Ended(AmqpSession which, SessionEnd why) -> {
                if (which == session) {
                    interrupted(why);
                }
            }
            case Command.StopTaking() -> {
                taking = false;
                if (session != null && !session.stopConsuming()) {
                    LOG.warn("The broker connection ended while stopping to consume");
                }
                stopped.complete(null);
            }
            case Command.Reached(CompletableFuture<Void> told) -> told.complete(null);
            case Command.Close() -> open = false;
        }
    }

    private void settle(Command.Settle settle) {
        if (settle.session() != session || !settled(settle)) {
            LOG.debug("Settlement came after the end of its connection; the message is delivered again");
            listener.settlementTooLate();
        }
    }

    /** False when the session has ended. */
    private boolean settled(Command.Settle settle) {
        return switch (settle.disposition()) {
            case Disposition.Acknowledge() -> settle.session().acknowledge(settle.message());
            case Disposition.Requeue() -> settle.session().requeue(settle.message());
            case Disposition.Quarantine(String reason) -> quarantined(settle, reason);
        };
    }

    private boolean quarantined(Command.Settle settle, String reason) {
        if (deadLetters.isEmpty()) {
            return settle.session().reject(settle.message());
        }
        Command done = new Command.Settle(settle.session(), settle.message(), new Disposition.Acknowledge());
        deadLetters.get().put(settle.session(), settle.message(), reason, () -> commands.add(done));
        return true;
    }

    // A broker that allows no more consumers closes the channel: it is not asked again.
    private void widen(AmqpSession which) {
        if (which != session || !mayWiden || !taking) {
            return;
        }
        try {
            which.widen(consuming, this);
        } catch (AmqpException e) {
            mayWiden = !e.failure().refusal();
            LOG.warn(
                    "{}; fewer pulses for one resource can be seen together",
                    e.failure().text());
        }
    }

    private void interrupted(SessionEnd why) {
        String reason = switch (why) {
            case SessionEnd.ConnectionLost(String text) -> {
                LOG.error("Received close notification from AMQP, reconnecting: {}", text);
                yield text;
            }
            case SessionEnd.ChannelClosed(String text) -> {
                LOG.error("Channel closed, stopping ProcessMessages: {}", text);
                yield text;
            }
            case SessionEnd.ConsumerCancelled() -> {
                LOG.error("Channel closed, stopping ProcessMessages: the broker cancelled the consumer");
                yield "the broker cancelled the consumer";
            }
        };
        endSession();
        listener.interrupted(reason);
        if (System.nanoTime() - sessionStartNanos > GOOD_SESSION.toNanos()) {
            backoff.reset();
        }
        nextAttemptNanos = System.nanoTime() + backoff.next().toNanos();
    }

    private void reconnect() {
        try {
            AmqpSession fresh = settings.connect();
            session = fresh;
            consume(fresh);
        } catch (AmqpException e) {
            attemptFailed(e.failure());
            return;
        }
        refusals = 0;
        sessionStartNanos = System.nanoTime();
        listener.consuming();
    }

    private void attemptFailed(AmqpFailure failure) {
        LOG.error(
                session == null ? "Cannot reconnect to AMQP, retrying: {}" : "Failed to prepare consume: {}",
                failure.told());
        endSession();
        refusals = failure.refusal() ? refusals + 1 : 0;
        if (refusals >= REFUSALS_BEFORE_GIVING_UP) {
            open = false;
            listener.failed(settings.routerError(failure));
            return;
        }
        nextAttemptNanos = System.nanoTime() + backoff.next().toNanos();
    }

    private void endSession() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    /** Settles by handing a command to the owner, once. */
    private final class AmqpDelivery implements Delivery {

        private final AmqpSession from;
        private final Message message;
        private final AtomicBoolean settled = new AtomicBoolean();

        AmqpDelivery(AmqpSession from, Message message) {
            this.from = from;
            this.message = message;
        }

        @Override
        public byte[] body() {
            return message.body();
        }

        @Override
        public Map<String, String> headers() {
            return message.headers();
        }

        @Override
        public boolean redelivered() {
            return message.redelivered();
        }

        @Override
        public int earlierDeliveries() {
            return message.earlierDeliveries(settings.topology().queue());
        }

        @Override
        public boolean isLost() {
            return !from.isOpen();
        }

        @Override
        public void acknowledge() {
            settle(new Disposition.Acknowledge());
        }

        @Override
        public void requeue() {
            settle(new Disposition.Requeue());
        }

        @Override
        public void quarantine(String reason) {
            settle(new Disposition.Quarantine(reason));
        }

        private void settle(Disposition disposition) {
            if (settled.compareAndSet(false, true)) {
                commands.add(new Command.Settle(from, message, disposition));
            }
        }
    }
}
