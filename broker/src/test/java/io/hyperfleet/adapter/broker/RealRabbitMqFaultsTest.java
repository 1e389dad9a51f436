package io.hyperfleet.adapter.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import io.hyperfleet.adapter.broker.BrokerConfig.Transport.RabbitMq;
import io.hyperfleet.adapter.broker.DeliverySource.Subscribed;
import io.hyperfleet.adapter.broker.DeliverySources.Opened;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A real RabbitMQ that is killed, paused, or has queues of another kind: run by {@code make test-real}. */
@Tag("real")
@Timeout(180)
@EnabledIfEnvironmentVariable(named = RealRabbitMqFaultsTest.NODE, matches = ".+")
class RealRabbitMqFaultsTest {

    private static final String URL = "HYPERFLEET_TEST_RABBITMQ_URL";

    /** A file with the process group of the node, which is started again when it ends. */
    static final String NODE = "HYPERFLEET_TEST_RABBITMQ_NODE";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration RESTART = Duration.ofSeconds(90);
    private static final int MESSAGES = 20;

    private final RecordingConsumer consumer = new RecordingConsumer();
    private String topic = "";
    private String queue = "";

    @BeforeEach
    void nameTheTopic(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName();
        queue = topic + "-sub";
    }

    @Test
    void aNodeThatIsKilledLosesNothing() throws Exception {
        Subscription subscription = subscribe();
        assertThat(consumer.nextState()).isEqualTo("consuming");
        publish(MESSAGES);
        Set<String> acknowledged = new TreeSet<>();
        for (int i = 0; i < MESSAGES / 2; i++) {
            acknowledge(consumer.next(), acknowledged);
        }

        signal("KILL");
        assertThat(consumer.nextState()).isEqualTo("interrupted");
        String state = nextState(RESTART);
        while (state.equals("too late")) {
            state = nextState(RESTART);
        }
        assertThat(state).isEqualTo("consuming");
        while (acknowledged.size() < MESSAGES) {
            acknowledge(consumer.next(), acknowledged);
        }

        assertThat(subscription.close(PATIENCE)).isTrue();
    }

    @Test
    void aNodeThatIsPausedIsNoticedAndUsedAgainWithinTenSeconds() throws Exception {
        Subscription subscription = subscribe();
        assertThat(consumer.nextState()).isEqualTo("consuming");

        signal("STOP");
        try {
            assertThat(nextState(PATIENCE)).isEqualTo("interrupted");
        } finally {
            signal("CONT");
        }
        assertThat(nextState(PATIENCE)).isEqualTo("consuming");
        publish(1);
        consumer.next().acknowledge();

        assertThat(subscription.close(PATIENCE)).isTrue();
    }

    @Test
    void aQuorumQueueIsUsedAsItIsAndItsCountIsKnown() throws Exception {
        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum"));
        }
        Subscription subscription = subscribe();
        publish(1);

        consumer.next().requeue();
        Delivery again = consumer.next();

        assertThat(again.earlierDeliveries()).isEqualTo(1);
        again.acknowledge();
        assertThat(subscription.close(PATIENCE)).isTrue();
    }

    @Test
    void whatIsPutAsideIsKeptForItsTime() throws Exception {
        Subscription subscription = subscribe();
        publish(1);

        consumer.next().quarantine("no use");
        subscription.close(PATIENCE);

        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            GetResponse kept = channel.basicGet(queue + "-dlq", true);
            assertThat(kept.getProps().getExpiration()).isEqualTo("86400000");
            assertThat(String.valueOf(kept.getProps().getHeaders().get(DeadLetterQueue.REASON)))
                    .isEqualTo("no use");
        }
    }

    @Test
    void aNodeShortOfMemoryStillHearsSettlementsAndGetsWhatIsPutAsideLater() throws Exception {
        assertThat(subscribe().close(PATIENCE)).isTrue();
        publish(2);
        control("set_vm_memory_high_watermark", "absolute", "1MB");
        try {
            Subscription subscription = subscribe();
            consumer.next().quarantine("no use");
            consumer.next().acknowledge();
            subscription.close(PATIENCE);
            assertThat(messagesIn(queue)).as("only what could not be put aside").isEqualTo(1);
        } finally {
            control("set_vm_memory_high_watermark", "absolute", "1GB");
        }

        Subscription again = subscribe();
        consumer.next().quarantine("still no use");
        awaitDeadLetter("still no use");
        assertThat(again.close(PATIENCE)).isTrue();

        assertThat(messagesIn(queue)).isZero();
    }

    @Test
    void deadLettersThatMayNotBeDeclaredKeepTheirMessagesInTheQueue() throws Exception {
        control("add_user", "limited", "pw");
        control("set_permissions", "limited", "^" + topic, ".*", ".*");
        Subscription subscription = subscribe(System.getenv(URL).replace("guest:guest", "limited:pw"));
        publish(2);

        consumer.next().quarantine("no use");
        consumer.next().acknowledge();

        assertThat(subscription.close(PATIENCE)).isTrue();
        assertThat(messagesIn(queue)).isEqualTo(1);
    }

    private void awaitDeadLetter(String reason) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare(queue + "-dlq", true, false, false, null);
            while (true) {
                GetResponse letter = channel.basicGet(queue + "-dlq", true);
                if (letter != null
                        && reason.equals(
                                String.valueOf(letter.getProps().getHeaders().get(DeadLetterQueue.REASON)))) {
                    return;
                }
                assertThat(System.nanoTime()).as("it is put aside in time").isLessThan(end);
                Thread.sleep(Duration.ofMillis(20));
            }
        }
    }

    private static long messagesIn(String name) throws Exception {
        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            return channel.messageCount(name);
        }
    }

    private static void control(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(System.getenv("HYPERFLEET_TEST_RABBITMQ_CTL")));
        command.addAll(List.of(arguments));
        Process ctl = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(ctl.waitFor()).isZero();
    }

    private Subscription subscribe() {
        return subscribe(System.getenv(URL));
    }

    private Subscription subscribe(String url) {
        RabbitMq rabbit = new RabbitMq(
                url,
                "",
                "fanout",
                "",
                "",
                0,
                0,
                "",
                false,
                new BrokerConfig.DeadLetterPlace("put-aside-" + topic, Duration.ofDays(1)));
        BrokerConfig config = new BrokerConfig(false, rabbit, OptionalInt.empty());
        Opened opened = DeliverySources.open(config, topic, "sub", true, Map.of());
        assertThat(opened).isInstanceOf(Opened.Ready.class);
        Subscribed result = ((Opened.Ready) opened).source().subscribe(config.maxUnsettled(), consumer, consumer);
        assertThat(result).isInstanceOf(Subscribed.Active.class);
        return ((Subscribed.Active) result).subscription();
    }

    private static void acknowledge(Delivery delivery, Set<String> acknowledged) {
        acknowledged.add(new String(delivery.body(), StandardCharsets.UTF_8));
        delivery.acknowledge();
    }

    private void publish(int count) throws Exception {
        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            for (int i = 0; i < count; i++) {
                channel.basicPublish(
                        topic,
                        "",
                        new AMQP.BasicProperties.Builder().deliveryMode(2).build(),
                        "m%02d".formatted(i).getBytes(StandardCharsets.UTF_8));
            }
            channel.waitForConfirmsOrDie(PATIENCE.toMillis());
        }
    }

    private static Connection connect() throws Exception {
        return AmqpAddress.parse(System.getenv(URL)).factory().newConnection();
    }

    private String nextState(Duration patience) throws InterruptedException {
        return consumer.nextState(patience);
    }

    private static void signal(String name) throws IOException, InterruptedException {
        String group = Files.readString(Path.of(System.getenv(NODE))).strip();
        Process kill = new ProcessBuilder("kill", "-" + name, "--", "-" + group)
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }
}
