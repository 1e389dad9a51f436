package io.hyperfleet.adapter.standins;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbeddedBrokerTest {

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void anEventArrivesAsSentinelSendsIt() throws Exception {
        try (Connection connection = connect();
                Channel channel = connection.createChannel();
                EventPublisher publisher = EventPublisher.connect(broker.uri(), "clusters", "topic")) {
            bind(channel, "clusters", "clusters-test");

            publisher.publish(ReconcileEvent.of("Cluster", "ocean-01", 3));

            GetResponse message = channel.basicGet("clusters-test", true);
            JsonNode event = Json.parse(message.getBody());
            assertThat(event.at("/type").asText()).isEqualTo("com.redhat.hyperfleet.cluster.reconcile");
            assertThat(event.at("/specversion").asText()).isEqualTo("1.0");
            assertThat(event.at("/source").asText()).isEqualTo("hyperfleet-sentinel");
            assertThat(event.at("/datacontenttype").asText()).isEqualTo("application/json");
            assertThat(event.has("time")).isFalse();
            assertThat(event.at("/data").toString())
                    .isEqualTo("{\"generation\":3,\"href\":\"/api/hyperfleet/v1/clusters/ocean-01\","
                            + "\"id\":\"ocean-01\",\"kind\":\"Cluster\"}");
            assertThat(message.getEnvelope().getRoutingKey()).isEmpty();
            assertThat(message.getProps().getDeliveryMode()).isEqualTo(2);
            assertThat(message.getProps().getContentType()).isNull();
            assertThat(message.getProps().getHeaders().get("_watermill_message_uuid"))
                    .hasToString(event.at("/id").asText());
        }
    }

    @Test
    void queuesCountWhatIsNotSettled() throws Exception {
        try (Connection connection = connect();
                Channel channel = connection.createChannel();
                EventPublisher publisher = EventPublisher.connect(broker.uri(), "counted", "fanout")) {
            assertThat(broker.messagesIn("counted-test")).isEqualTo(OptionalLong.empty());
            bind(channel, "counted", "counted-test");
            publisher.publish("no event".getBytes(StandardCharsets.UTF_8), Map.of());
            assertThat(broker.messagesIn("counted-test")).hasValue(1);

            long tag = channel.basicGet("counted-test", false).getEnvelope().getDeliveryTag();
            assertThat(broker.messagesIn("counted-test")).hasValue(1);
            channel.basicAck(tag, false);
            channel.queueDeclarePassive("counted-test");

            assertThat(broker.messagesIn("counted-test")).hasValue(0);
        }
    }

    @Test
    void connectionsCanBeClosedFromTheBrokersSide() throws Exception {
        ConnectionFactory factory = factory();
        factory.setAutomaticRecoveryEnabled(false);
        Connection connection = factory.newConnection();
        CountDownLatch closed = new CountDownLatch(1);
        connection.addShutdownListener(cause -> closed.countDown());

        broker.closeConnections();

        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void aBrokerComesBackOnItsPort() throws Exception {
        EmbeddedBroker first = EmbeddedBroker.start();
        int port = first.port();
        first.close();
        try (EmbeddedBroker second = EmbeddedBroker.startOn(port);
                EventPublisher publisher = EventPublisher.connect(second.uri(), "again", "topic")) {
            publisher.publish(ReconcileEvent.of("Cluster", "a", 1));
            assertThat(second.port()).isEqualTo(port);
            assertThat(second.connections()).isEqualTo(1);
        }
    }

    private static void bind(Channel channel, String exchange, String queue) throws Exception {
        channel.queueDeclare(queue, true, false, false, Map.of());
        channel.queueBind(queue, exchange, "");
    }

    private static Connection connect() throws Exception {
        return factory().newConnection();
    }

    private static ConnectionFactory factory() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri("amqp://guest:guest@127.0.0.1:" + broker.port() + "/%2f");
        return factory;
    }
}
