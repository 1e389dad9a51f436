package io.hyperfleet.adapter.broker;

import com.google.api.core.ApiService;
import com.google.api.gax.batching.FlowControlSettings;
import com.google.api.gax.core.InstantiatingExecutorProvider;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import com.google.cloud.pubsub.v1.AckReplyConsumer;
import com.google.cloud.pubsub.v1.MessageReceiver;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.pubsub.v1.PubsubMessage;
import io.hyperfleet.adapter.broker.BrokerConfig.Transport.GooglePubSub;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a subscriber running as long as it is wanted. The client library extends the lease of every message that is not
 * settled, for up to {@link #LONGEST_LEASE}, limits how many there are, and reconnects by itself; what it gives up is
 * begun anew here. Whether Pub/Sub can be reached is looked at every {@link #LOOK}, because the library does not tell.
 */
final class PubSubSubscription implements Subscription {

    private static final Logger LOG = LoggerFactory.getLogger(PubSubSubscription.class);

    private static final Duration LONGEST_LEASE = Duration.ofMinutes(60);
    private static final Duration LOOK = Duration.ofSeconds(3);
    private static final long STANDARD_MESSAGES = 1_000;

    /** The original allows ten times as much, which would be more than the memory of the process. */
    private static final long STANDARD_BYTES = 100_000_000;

    private static final int REFUSALS_BEFORE_GIVING_UP = 5;
    private static final Set<StatusCode.Code> UNREACHABLE =
            EnumSet.of(StatusCode.Code.UNAVAILABLE, StatusCode.Code.DEADLINE_EXCEEDED, StatusCode.Code.NOT_FOUND);

    private final PubSubClients clients;
    private final GooglePubSub config;
    private final PubSubNames names;
    private final Consumer<Delivery> intake;
    private final SubscriptionListener listener;
    private final Publisher deadLetters;
    private final ReconnectBackoff backoff = new ReconnectBackoff(ThreadLocalRandom.current());
    private final ScheduledExecutorService owner = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("broker").daemon().factory());

    // What follows belongs to the owner, and before its start to the thread that starts it.
    private @Nullable Subscriber subscriber;
    private boolean taking = true;
    private boolean reachable = true;
    private int refusals;

    PubSubSubscription(
            PubSubClients clients,
            GooglePubSub config,
            PubSubNames names,
            Consumer<Delivery> intake,
            SubscriptionListener listener)
            throws IOException {
        this.clients = clients;
        this.config = config;
        this.names = names;
        this.intake = intake;
        this.listener = listener;
        this.deadLetters = clients.publisher(names.deadLetterTopic());
    }

    void start() {
        begin();
        listener.consuming();
        var _ = owner.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stopTaking() {
        owner.execute(() -> {
            taking = false;
            if (subscriber != null) {
                var _ = subscriber.stopAsync();
            }
        });
    }

    @Override
    public boolean close(Duration limit) {
        stopTaking();
        owner.shutdown();
        long end = System.nanoTime() + limit.toNanos();
        try {
            boolean idle = owner.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
            Subscriber last = subscriber;
            if (idle && last != null) {
                last.awaitTerminated(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
            return idle;
        } catch (TimeoutException | IllegalStateException e) {
            LOG.debug("The subscriber did not end in time", e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            deadLetters.shutdown();
            clients.close();
        }
    }

    private void begin() {
        FlowControlSettings limits = FlowControlSettings.newBuilder()
                .setMaxOutstandingElementCount(
                        config.maxOutstandingMessages() > 0 ? config.maxOutstandingMessages() : STANDARD_MESSAGES)
                .setMaxOutstandingRequestBytes(
                        config.maxOutstandingBytes() > 0 ? config.maxOutstandingBytes() : STANDARD_BYTES)
                .build();
        Subscriber next = Subscriber.newBuilder(names.subscription(), (MessageReceiver) this::received)
                .setChannelProvider(clients.transport())
                .setCredentialsProvider(clients.credentials())
                .setFlowControlSettings(limits)
                .setParallelPullCount(Math.max(1, config.streams()))
                .setMaxAckExtensionPeriodDuration(LONGEST_LEASE)
                .setExecutorProvider(InstantiatingExecutorProvider.newBuilder()
                        .setExecutorThreadCount(2)
                        .build())
                .build();
        next.addListener(new Ending(), MoreExecutors.directExecutor());
        subscriber = next;
        var _ = next.startAsync();
    }

    private void received(PubsubMessage message, AckReplyConsumer reply) {
        intake.accept(new PubSubDelivery(message, reply, deadLetters));
    }

    /** The library has given up. */
    private final class Ending extends ApiService.Listener {

        @Override
        public void failed(ApiService.State from, Throwable failure) {
            if (!owner.isShutdown()) {
                owner.execute(() -> ended(failure));
            }
        }
    }

    private void ended(Throwable failure) {
        subscriber = null;
        if (!taking) {
            return;
        }
        LOG.error("Receiving messages failed, retrying: {}", PubSubFailure.told(failure));
        refusals++;
        if (refusals >= REFUSALS_BEFORE_GIVING_UP) {
            taking = false;
            listener.failed(names.routerError(PubSubFailure.told(failure)));
            return;
        }
        interrupted(String.valueOf(failure.getMessage()));
        var _ = owner.schedule(this::beginAgain, backoff.next().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beginAgain() {
        if (taking) {
            begin();
        }
    }

    private void look() {
        if (!taking) {
            return;
        }
        String obstacle = obstacle();
        if (!obstacle.isEmpty()) {
            interrupted(obstacle);
        } else if (!reachable && subscriber != null) {
            LOG.info("Google Pub/Sub answers again");
            reachable = true;
            refusals = 0;
            backoff.reset();
            listener.consuming();
        }
    }

    /** Empty when the subscription is there; also when we may use it but not look at it. */
    private String obstacle() {
        try {
            var _ = PubSubProbe.look(clients, names.subscription());
            return "";
        } catch (ApiException e) {
            return UNREACHABLE.contains(e.getStatusCode().getCode()) ? String.valueOf(e.getMessage()) : "";
        } catch (RuntimeException e) {
            // Thrown on, it would end all looking.
            return PubSubFailure.told(e);
        }
    }

    private void interrupted(String reason) {
        if (reachable) {
            LOG.error("Google Pub/Sub cannot be used: {}", reason);
            reachable = false;
            listener.interrupted(reason);
        }
    }
}
