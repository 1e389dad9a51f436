package io.hyperfleet.adapter.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import io.hyperfleet.adapter.broker.BrokerConfig.Transport.GooglePubSub;
import io.hyperfleet.adapter.broker.DeliverySource.Subscribed;
import io.hyperfleet.adapter.broker.DeliverySources.Opened;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The official client against the services of Pub/Sub, reached as an emulator is. */
@Timeout(60)
class PubSubSourceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TOPIC = "projects/p1/topics/clusters";
    private static final String SUBSCRIPTION = "projects/p1/subscriptions/sub-1";
    private static final String DEAD_LETTERS = "projects/p1/topics/sub-1-dlq";
    private static final String KEPT_DEAD_LETTERS = "projects/p1/subscriptions/sub-1-dlq";

    private final RecordingConsumer consumer = new RecordingConsumer();
    private FakePubSub pubSub;

    @BeforeEach
    void startPubSub() throws IOException {
        pubSub = FakePubSub.start();
    }

    @AfterEach
    void stopPubSub() {
        pubSub.close();
    }

    @Test
    void whatIsMissingIsCreatedWithItsDeadLetters() {
        var subscription = active(subscribe(config(true)));

        Subscription created = Objects.requireNonNull(pubSub.subscription(SUBSCRIPTION));
        assertThat(pubSub.hasTopic(TOPIC)).isTrue();
        assertThat(created.getTopic()).isEqualTo(TOPIC);
        assertThat(created.getAckDeadlineSeconds()).isEqualTo(60);
        assertThat(created.getRetryPolicy().getMinimumBackoff().getSeconds()).isEqualTo(10);
        assertThat(created.getDeadLetterPolicy().getDeadLetterTopic()).isEqualTo(DEAD_LETTERS);
        assertThat(created.getDeadLetterPolicy().getMaxDeliveryAttempts()).isEqualTo(5);
        assertThat(pubSub.hasTopic(DEAD_LETTERS)).isTrue();
        assertThat(subscription.close(PATIENCE)).isTrue();
    }

    @Test
    void whatIsMissingAndMayNotBeCreatedIsRefused() {
        assertThat(subscribe(config(false)))
                .isEqualTo(new Subscribed.Refused("router error on topic \"clusters\" (subscription: sub-1): cannot"
                        + " subscribe topic clusters: sub-1: subscription does not exist"));
    }

    @Test
    void aSubscriptionToAnotherTopicIsRefused() {
        pubSub.createSubscription(SUBSCRIPTION, "projects/p1/topics/other");

        assertThat(subscribe(config(true)))
                .isInstanceOfSatisfying(
                        Subscribed.Refused.class,
                        refused -> assertThat(refused.error())
                                .contains("requested subscription already exists, but for other topic than expected"));
    }

    @Test
    void messagesAreAcknowledgedReturnedAndPutAside() throws Exception {
        var subscription = active(subscribe(config(true)));
        publish("one");
        Delivery first = consumer.next();
        assertThat(text(first)).isEqualTo("one");
        assertThat(first.headers()).containsEntry("origin", "test");
        assertThat(first.redelivered()).isFalse();

        first.requeue();
        Delivery second = consumer.next();
        assertThat(second.redelivered()).isTrue();
        assertThat(second.earlierDeliveries()).isEqualTo(1);
        second.acknowledge();
        publish("poison");
        consumer.next().quarantine("not a CloudEvent");

        await(() -> pubSub.messagesIn(SUBSCRIPTION) == 0);
        assertThat(pubSub.messagesIn(KEPT_DEAD_LETTERS)).isEqualTo(1);
        assertThat(subscription.close(PATIENCE)).isTrue();
    }

    @Test
    void aReasonLongerThanAnAttributeMayBeIsCut() throws Exception {
        var subscription = active(subscribe(config(true)));
        publish("poison");

        consumer.next().quarantine("ü".repeat(1_000));

        await(() -> pubSub.messagesIn(KEPT_DEAD_LETTERS) == 1);
        assertThat(subscription.close(PATIENCE)).isTrue();
    }

    @Test
    void whatIsSettledAfterTakingHasStoppedStillCounts() throws Exception {
        var subscription = active(subscribe(config(true)));
        publish("running");
        Delivery running = consumer.next();

        subscription.stopTaking();
        running.acknowledge();

        assertThat(subscription.close(PATIENCE)).isTrue();
        assertThat(pubSub.messagesIn(SUBSCRIPTION)).isZero();
    }

    @Test
    void anOutageIsToldAndSoIsItsEnd() throws Exception {
        var subscription = active(subscribe(config(true)));
        assertThat(consumer.nextState()).isEqualTo("consuming");
        int port = pubSub.port();

        pubSub.close();
        assertThat(consumer.nextState()).isEqualTo("interrupted");
        pubSub = FakePubSub.startOn(port);
        pubSub.createTopic(TOPIC);
        pubSub.createSubscription(SUBSCRIPTION, TOPIC);
        assertThat(consumer.nextState()).isEqualTo("consuming");
        publish("after");

        assertThat(text(consumer.next())).isEqualTo("after");
        subscription.close(Duration.ofSeconds(1));
    }

    private Subscribed subscribe(GooglePubSub config) {
        BrokerConfig broker = new BrokerConfig(false, config, OptionalInt.empty());
        Map<String, String> environment = Map.of("PUBSUB_EMULATOR_HOST", pubSub.host());
        Opened opened = DeliverySources.open(broker, "clusters", "sub-1", true, environment);
        assertThat(opened).isInstanceOf(Opened.Ready.class);
        return ((Opened.Ready) opened).source().subscribe(broker.maxUnsettled(), consumer, consumer);
    }

    private static io.hyperfleet.adapter.broker.Subscription active(Subscribed result) {
        assertThat(result).isInstanceOf(Subscribed.Active.class);
        return ((Subscribed.Active) result).subscription();
    }

    private static GooglePubSub config(boolean create) {
        return new GooglePubSub(
                "p1",
                60,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of(Duration.ofSeconds(10)),
                Optional.empty(),
                5,
                0,
                0,
                0,
                create,
                create);
    }

    private void publish(String body) {
        pubSub.publish(
                TOPIC,
                PubsubMessage.newBuilder()
                        .setData(ByteString.copyFromUtf8(body))
                        .putAttributes("origin", "test")
                        .build());
    }

    private static String text(Delivery delivery) {
        return new String(delivery.body(), StandardCharsets.UTF_8);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the condition holds in time").isLessThan(end);
            Thread.sleep(Duration.ofMillis(10));
        }
    }
}
