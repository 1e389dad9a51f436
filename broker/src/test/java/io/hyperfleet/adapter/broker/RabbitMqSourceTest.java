package io.hyperfleet.adapter.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import io.hyperfleet.adapter.broker.BrokerConfig.Transport.RabbitMq;
import io.hyperfleet.adapter.broker.DeliverySource.Subscribed;
import io.hyperfleet.adapter.broker.DeliverySources.Opened;
import io.hyperfleet.adapter.standins.EmbeddedBroker;
import io.hyperfleet.adapter.standins.EventPublisher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Against an embedded broker over a real socket. */
@Timeout(60)
class RabbitMqSourceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static EmbeddedBroker broker;

    private final RecordingConsumer consumer = new RecordingConsumer();
    private String topic;
    private String queue;
    private BrokerConfig.DeadLetterPlace deadLetters = new BrokerConfig.DeadLetterPlace("", Duration.ofDays(7));

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void nameTheTopic(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName();
        queue = topic + "-sub";
    }

    @Test
    void anAcknowledgedMessageLeavesTheQueue() throws Exception {
        Subscription subscription = subscribe(10);
        publish("one");

        Delivery delivery = consumer.next();
        assertThat(text(delivery)).isEqualTo("one");
        assertThat(delivery.redelivered()).isFalse();
        delivery.acknowledge();

        await(() -> messages() == 0);
        assertThat(subscription.close(PATIENCE)).isTrue();
    }

    @Test
    void aReturnedMessageComesBack() throws Exception {
        Subscription subscription = subscribe(10);
        publish("again");

        consumer.next().requeue();

        Delivery second = consumer.next();
        assertThat(text(second)).isEqualTo("again");
        assertThat(second.redelivered()).isTrue();
        second.acknowledge();
        await(() -> messages() == 0);
        subscription.close(PATIENCE);
    }

    @Test
    void aRejectedMessageDoesNotComeBack() throws Exception {
        Subscription subscription = subscribe(10);
        publish("poison");
        publish("good");

        consumer.next().quarantine("no use");

        Delivery good = consumer.next();
        assertThat(text(good)).isEqualTo("good");
        good.acknowledge();
        await(() -> messages() == 0);
        assertThat(consumer.waiting()).isZero();
        subscription.close(PATIENCE);
    }

    @Test
    void onlyTheFirstSettlementCounts() throws Exception {
        Subscription subscription = subscribe(10);
        publish("once");

        Delivery delivery = consumer.next();
        delivery.acknowledge();
        delivery.acknowledge();
        delivery.requeue();
        publish("next");

        assertThat(text(consumer.next())).isEqualTo("next");
        assertThat(consumer.nextState()).isEqualTo("consuming");
        assertThat(subscription.close(PATIENCE)).isTrue();
    }

    @Test
    @SuppressWarnings("JavaUtilDate") // the only time the AMQP client sends
    void headersOfAnyTypeAreHarmless() throws Exception {
        Subscription subscription = subscribe(10);
        try (EventPublisher publisher = EventPublisher.connect(broker.uri(), topic, "fanout")) {
            publisher.publish(
                    "body".getBytes(StandardCharsets.UTF_8),
                    Map.of(
                            "x-death",
                            List.of(Map.of("count", 1L)),
                            "x-delivery-count",
                            3,
                            "flag",
                            true,
                            "nested",
                            Map.of("a", Map.of())));
        }

        Delivery delivery = consumer.next();

        assertThat(delivery.headers()).containsEntry("x-delivery-count", "3").containsKey("x-death");
        delivery.acknowledge();
        subscription.close(PATIENCE);
    }

    @Test
    void noMoreThanThePrefetchIsHandedOver() throws Exception {
        Subscription subscription = subscribe(2);
        for (int i = 0; i < 5; i++) {
            publish("message " + i);
        }

        Delivery first = consumer.next();
        consumer.next();
        assertThat(consumer.waiting()).isZero();
        first.acknowledge();
        assertThat(text(consumer.next())).isEqualTo("message 2");
        subscription.close(PATIENCE);
    }

    @Test
    void afterALostConnectionConsumingGoesOnAndLateSettlementsAreDropped() throws Exception {
        Subscription subscription = subscribe(10);
        publish("interrupted");
        Delivery before = consumer.next();
        assertThat(consumer.nextState()).isEqualTo("consuming");

        broker.closeConnections();

        assertThat(consumer.nextState()).isEqualTo("interrupted");
        before.acknowledge();
        assertThat(consumer.nextState()).isIn("too late", "consuming");
        assertThat(consumer.nextState()).isIn("too late", "consuming");
        Delivery after = consumer.next();
        assertThat(text(after)).isEqualTo("interrupted");
        assertThat(after.redelivered()).isTrue();
        after.acknowledge();
        await(() -> messages() == 0);
        subscription.close(PATIENCE);
    }

    @Test
    void everythingIsDeclaredAgainOnABrokerThatLostIt() throws Exception {
        EmbeddedBroker first = EmbeddedBroker.start();
        int port = first.port();
        Subscription subscription = active(subscribe(first.uri(), "fanout", 10));
        assertThat(consumer.nextState()).isEqualTo("consuming");

        first.close();
        assertThat(consumer.nextState()).isEqualTo("interrupted");
        try (EmbeddedBroker second = EmbeddedBroker.startOn(port)) {
            assertThat(consumer.nextState()).isEqualTo("consuming");
            try (EventPublisher publisher = EventPublisher.connect(second.uri(), topic, "fanout")) {
                publisher.publish("after".getBytes(StandardCharsets.UTF_8), Map.of());
            }
            assertThat(text(consumer.next())).isEqualTo("after");
            subscription.close(PATIENCE);
        }
    }

    @Test
    void whatIsUnsettledReturnsToTheQueueOnClosing() throws Exception {
        Subscription subscription = subscribe(10);
        publish("settled");
        publish("left");
        consumer.next().acknowledge();
        consumer.next();

        subscription.stopTaking();
        publish("late");
        assertThat(subscription.close(PATIENCE)).isTrue();

        await(() -> messages() == 2);
        assertThat(consumer.waiting()).isZero();
    }

    @Test
    void anExchangeOfAnotherTypeIsRefusedAtOnce() throws Exception {
        EventPublisher.connect(broker.uri(), topic, "topic").close();

        Subscribed result = subscribe(broker.uri(), "fanout", 10);

        assertThat(result)
                .isInstanceOfSatisfying(
                        Subscribed.Refused.class,
                        refused -> assertThat(refused.error())
                                .startsWith("router error on topic \"" + topic
                                        + "\" (subscription: sub): cannot subscribe topic " + topic
                                        + ": cannot declare exchange: Exception (")
                                .contains("Reason: \""));
    }

    @Test
    void aBrokerThatCannotBeReachedIsToldWithItsAddressAndWithoutItsPassword() {
        assertThat(open("amqp://user:secret@127.0.0.1:1/", "fanout"))
                .isInstanceOfSatisfying(
                        Opened.Failed.class,
                        failed -> assertThat(failed.error())
                                .startsWith("failed to create RabbitMQ subscriber: cannot connect to AMQP: ")
                                .contains("127.0.0.1:1", "Connection refused")
                                .doesNotContain("secret"));
    }

    @Test
    void encryptionToAPlaintextBrokerIsToldAsSuch() {
        String uri = "amqps://guest:guest@127.0.0.1:" + broker.port() + "/";

        assertThat(open(uri, "fanout"))
                .isInstanceOfSatisfying(
                        Opened.Failed.class,
                        failed -> assertThat(failed.error())
                                .contains("cannot connect to AMQP: 127.0.0.1:")
                                .endsWith("tls: first record does not look like a TLS handshake (the server speaks"
                                        + " plaintext)"));
    }

    @Test
    void aWrongPasswordIsToldAsSuch() {
        String uri = "amqp://guest:wrong@127.0.0.1:" + broker.port() + "/";

        assertThat(open(uri, "fanout"))
                .isInstanceOfSatisfying(
                        Opened.Failed.class,
                        failed -> assertThat(failed.error())
                                .startsWith("failed to create RabbitMQ subscriber: cannot connect to AMQP: 127.0.0.1:")
                                .contains("Reason: \"")
                                .doesNotContain("wrong"));
    }

    @Test
    void whatIsPutAsideIsKeptWithItsReasonWhereTheConfigurationNamesAPlace() throws Exception {
        deadLetters = new BrokerConfig.DeadLetterPlace("dlx-" + topic, Duration.ZERO);
        Subscription subscription = subscribe(10);
        publish("poison");

        consumer.next().quarantine("not a CloudEvent");

        await(() -> messages() == 0);
        try (Connection connection = AmqpAddress.parse(broker.uri()).factory().newConnection();
                Channel channel = connection.createChannel()) {
            GetResponse kept = channel.basicGet(queue + "-dlq", true);
            assertThat(new String(kept.getBody(), StandardCharsets.UTF_8)).isEqualTo("poison");
            assertThat(String.valueOf(kept.getProps().getHeaders().get("x-hyperfleet-reason")))
                    .isEqualTo("not a CloudEvent");
            assertThat(String.valueOf(kept.getProps().getHeaders().get("x-hyperfleet-queue")))
                    .isEqualTo(queue);
        }
        subscription.close(PATIENCE);
    }

    @Test
    void whatIsBeingPutAsideWhenTheSubscriptionIsClosedIsPutAsideWhole() throws Exception {
        deadLetters = new BrokerConfig.DeadLetterPlace("dlx-" + topic, Duration.ZERO);
        Subscription subscription = subscribe(10);
        publish("poison");
        int connectionsBefore = broker.connections();

        consumer.next().quarantine("not a CloudEvent");
        await(() -> broker.connections() > connectionsBefore);

        assertThat(subscription.close(PATIENCE)).isTrue();
        assertThat(broker.messagesIn(queue + "-dlq")).hasValue(1);
        assertThat(messages()).isZero();
    }

    @Test
    void whatIsToBePutAsideWhenTheSubscriptionIsClosedIsPutAsideToo() throws Exception {
        deadLetters = new BrokerConfig.DeadLetterPlace("dlx-" + topic, Duration.ZERO);
        Subscription subscription = subscribe(10);
        publish("poison");

        consumer.next().quarantine("not a CloudEvent");

        assertThat(subscription.close(PATIENCE)).isTrue();
        assertThat(broker.messagesIn(queue + "-dlq")).hasValue(1);
        assertThat(messages()).isZero();
    }

    @Test
    void aSubscriptionThatHasGivenUpIsClosedWithoutWaitingForWhatIsToBePutAside() throws Exception {
        deadLetters = new BrokerConfig.DeadLetterPlace("dlx-" + topic, Duration.ZERO);
        SubscriptionListener thatFails = new SubscriptionListener() {
            @Override
            public void consuming() {}

            @Override
            public void interrupted(String reason) {
                throw new IllegalStateException("a bug");
            }

            @Override
            public void settlementTooLate() {}

            @Override
            public void failed(String error) {
                consumer.failed(error);
            }
        };
        Subscription subscription = active(subscribe(broker.uri(), "fanout", 10, thatFails));
        broker.closeConnections();
        assertThat(consumer.nextState()).isEqualTo("failed");
        long start = System.nanoTime();

        assertThat(subscription.close(PATIENCE)).isTrue();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(RabbitMqSubscription.DEAD_LETTERS_LIMIT);
    }

    @Test
    void earlierDeliveriesAreThoseTheBrokerCounted() throws Exception {
        Subscription subscription = subscribe(10);
        try (EventPublisher publisher = EventPublisher.connect(broker.uri(), topic, "fanout")) {
            byte[] body = "counted".getBytes(StandardCharsets.UTF_8);
            publisher.publish(body, Map.of());
            publisher.publish(body, Map.of("x-delivery-count", 3));
            publisher.publish(body, Map.of("x-death", List.of(Map.of("queue", queue, "count", 2L))));
            publisher.publish(body, Map.of("x-death", List.of(Map.of("queue", "another", "count", 9L), "nonsense")));
        }

        for (int expected : new int[] {0, 3, 2, 0}) {
            Delivery delivery = consumer.next();
            assertThat(delivery.earlierDeliveries()).isEqualTo(expected);
            delivery.acknowledge();
        }
        subscription.close(PATIENCE);
    }

    private Subscription subscribe(int prefetch) throws IOException {
        return active(subscribe(broker.uri(), "fanout", prefetch));
    }

    private static Subscription active(Subscribed result) {
        assertThat(result).isInstanceOf(Subscribed.Active.class);
        return ((Subscribed.Active) result).subscription();
    }

    private Subscribed subscribe(String uri, String exchangeType, int prefetch) {
        return subscribe(uri, exchangeType, prefetch, consumer);
    }

    private Subscribed subscribe(String uri, String exchangeType, int prefetch, SubscriptionListener listener) {
        Opened opened = open(uri, exchangeType);
        assertThat(opened).isInstanceOf(Opened.Ready.class);
        return ((Opened.Ready) opened).source().subscribe(prefetch, consumer, listener);
    }

    private Opened open(String uri, String exchangeType) {
        RabbitMq rabbit = new RabbitMq(uri, "", exchangeType, "", "", 0, 0, "", false, deadLetters);
        return DeliverySources.open(
                new BrokerConfig(false, rabbit, OptionalInt.empty()), topic, "sub", false, Map.of());
    }

    private void publish(String body) throws IOException {
        try (EventPublisher publisher = EventPublisher.connect(broker.uri(), topic, "fanout")) {
            publisher.publish(body.getBytes(StandardCharsets.UTF_8), Map.of());
        }
    }

    private long messages() {
        OptionalLong count = broker.messagesIn(queue);
        return count.orElse(-1);
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
