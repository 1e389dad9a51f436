package io.hyperfleet.adapter.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.broker.BrokerConfig.Transport.RabbitMq;
import io.hyperfleet.adapter.broker.DeliverySource.Subscribed;
import io.hyperfleet.adapter.broker.DeliverySources.Opened;
import io.hyperfleet.adapter.standins.EventPublisher;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The embedded broker counts unsettled messages for the channel, RabbitMQ for each consumer. */
@Tag("real")
@EnabledIfEnvironmentVariable(named = RealPrefetchTest.URL, matches = "amqp.+")
class RealPrefetchTest {

    static final String URL = "HYPERFLEET_TEST_RABBITMQ_URL";

    /** More than the consumers that there are at first hold. */
    private static final int MAX_UNSETTLED = 20;

    private final String uri = System.getenv(URL);
    private final String topic = "prefetch-" + UUID.randomUUID();
    private final RecordingConsumer consumer = new RecordingConsumer();

    @Test
    void whenAllConsumersAreFullRoomIsMadeForAllThatMayBeUnsettled() throws Exception {
        RabbitMq rabbit = new RabbitMq(
                uri, "", "fanout", "", "", 0, 0, "", false, new BrokerConfig.DeadLetterPlace("", Duration.ofDays(7)));
        BrokerConfig config = new BrokerConfig(false, rabbit, OptionalInt.of(1));
        DeliverySource source = ((Opened.Ready) DeliverySources.open(config, topic, "sub", false, Map.of())).source();
        Subscription subscription =
                ((Subscribed.Active) source.subscribe(MAX_UNSETTLED, consumer, consumer)).subscription();
        try (EventPublisher publisher = EventPublisher.connect(uri, topic, "fanout")) {
            for (int i = 0; i < MAX_UNSETTLED + 5; i++) {
                publisher.publish(("message " + i).getBytes(StandardCharsets.UTF_8), Map.of());
            }
        }

        Delivery first = next("message 0");
        for (int i = 1; i < MAX_UNSETTLED; i++) {
            next("message " + i);
        }
        assertThat(consumer.waiting()).isZero();
        first.acknowledge();
        next("message " + MAX_UNSETTLED);
        assertThat(subscription.close(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void roomIsMadeForNoMoreThanFindsPlaceInMemory() throws Exception {
        int fitting = 40;
        byte[] body = new byte[(int) (Runtime.getRuntime().maxMemory() / 16 / fitting)];
        RabbitMq rabbit = new RabbitMq(
                uri, "", "fanout", "", "", 0, 0, "", false, new BrokerConfig.DeadLetterPlace("", Duration.ofDays(7)));
        BrokerConfig config = new BrokerConfig(false, rabbit, OptionalInt.of(1));
        DeliverySource source = ((Opened.Ready) DeliverySources.open(config, topic, "sub", false, Map.of())).source();
        Subscription subscription = ((Subscribed.Active) source.subscribe(1_000, consumer, consumer)).subscription();
        try (EventPublisher publisher = EventPublisher.connect(uri, topic, "fanout")) {
            for (int i = 0; i < fitting + 5; i++) {
                publisher.publish(body, Map.of());
            }
        }

        Delivery first = consumer.next();
        for (int i = 1; i < fitting; i++) {
            var _ = consumer.next();
        }
        assertThat(consumer.waiting()).isZero();
        first.acknowledge();
        var _ = consumer.next();
        assertThat(subscription.close(Duration.ofSeconds(10))).isTrue();
    }

    private Delivery next(String text) throws InterruptedException {
        Delivery delivery = consumer.next();
        assertThat(new String(delivery.body(), StandardCharsets.UTF_8)).isEqualTo(text);
        return delivery;
    }
}
