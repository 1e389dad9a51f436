package io.hyperfleet.adapter.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.hyperfleet.adapter.app.cli.DeadLetterRequest;
import io.hyperfleet.adapter.app.config.ConfigFiles;
import io.hyperfleet.adapter.app.config.ConfigFlags;
import io.hyperfleet.adapter.app.config.ConfigLoader;
import io.hyperfleet.adapter.standins.EmbeddedBroker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees and does with the messages that were put aside. */
@Timeout(60)
class DeadLetterCommandTest {

    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"ev-1\",\"data\":{\"id\":\"ocean\",\"kind\":\"Cluster\",\"generation\":4}}";

    private static EmbeddedBroker broker;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private String queue = "";

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void putTwoMessagesAside(TestInfo test) throws IOException, TimeoutException {
        String topic = test.getTestMethod().orElseThrow().getName();
        queue = topic + "-sub";
        Files.writeString(folder.resolve("adapter.yaml"), """
                adapter: {name: probe}
                clients: {broker: {topic: %s, subscription_id: sub}}
                """.formatted(topic));
        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare(queue, true, false, false, null);
            channel.queueDeclare(queue + "-dlq", true, false, false, null);
            publish(channel, EVENT, "failed in 5 deliveries");
            publish(channel, "no event\u0007", "not a CloudEvent: invalid character");
        }
    }

    @Test
    void theListSaysWhatIsThereAndWhy() {
        assertThat(run(new DeadLetterRequest.ListThem())).isEmpty();

        assertThat(out.toString(StandardCharsets.UTF_8).lines().map(String::stripTrailing))
                .containsExactly(
                        "ID             PUT ASIDE             ABOUT             REASON",
                        "ev-1           2026-01-02T03:04:05Z  Cluster ocean g4  failed in 5 deliveries",
                        "#8f1ed7ded4f8  2026-01-02T03:04:05Z                    not a CloudEvent: invalid character"
                                .replace("#8f1ed7ded4f8", hashShown()),
                        "",
                        "2 messages in " + queue + "-dlq",
                        "Next: adapter dlq show <id>, replay <id>, drop <id>");
    }

    @Test
    void oneMessageIsShownWithItsHeadersAndContent() {
        assertThat(run(new DeadLetterRequest.Show("ev-1"))).isEmpty();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("x-hyperfleet-reason: failed in 5 deliveries\n", "\n\n" + EVENT + "\n");
        assertThat(broker.messagesIn(queue + "-dlq")).hasValue(2);
    }

    @Test
    void aReplayedMessageIsInTheQueueAgainAndNoLongerAside() throws Exception {
        assertThat(run(new DeadLetterRequest.Replay(Optional.of("ev-1")))).isEmpty();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("1 message replayed\n");
        assertThat(broker.messagesIn(queue + "-dlq")).hasValue(1);
        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            var message = channel.basicGet(queue, true);
            assertThat(new String(message.getBody(), StandardCharsets.UTF_8)).isEqualTo(EVENT);
            assertThat(message.getProps().getHeaders()).doesNotContainKey("x-hyperfleet-reason");
        }
    }

    @Test
    void allMessagesCanBeDropped() {
        assertThat(run(new DeadLetterRequest.Drop(Optional.empty()))).isEmpty();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("2 messages dropped\n");
        assertThat(broker.messagesIn(queue + "-dlq")).hasValue(0);
    }

    @Test
    void anUnknownIdIsAnErrorAndNothingHappens() {
        assertThat(run(new DeadLetterRequest.Drop(Optional.of("ev-9"))))
                .hasValue("there is no message ev-9 in " + queue + "-dlq; adapter dlq list shows what is there");
        assertThat(broker.messagesIn(queue + "-dlq")).hasValue(2);
    }

    private Optional<String> run(DeadLetterRequest request) {
        Map<String, String> environment = Map.of("BROKER_TYPE", "rabbitmq", "BROKER_RABBITMQ_URL", broker.uri());
        ConfigFlags flags = new ConfigFlags(folder.resolve("adapter.yaml").toString(), "", Map.of());
        return new DeadLetterCommand(
                        environment,
                        new ConfigLoader(
                                new ConfigFiles(folder, InputStream.nullInputStream()), environment, "0.0.0-dev"),
                        folder,
                        new PrintStream(out, true, StandardCharsets.UTF_8))
                .run(flags, request);
    }

    /** The id of the message that is no event, as the list shows it. */
    private String hashShown() {
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .findFirst()
                .orElseThrow();
    }

    private void publish(Channel channel, String body, String reason) throws IOException {
        Map<String, Object> headers =
                Map.of("x-hyperfleet-reason", reason, "x-hyperfleet-quarantined-at", "2026-01-02T03:04:05.678Z");
        channel.basicPublish(
                "",
                queue + "-dlq",
                new AMQP.BasicProperties.Builder().headers(headers).build(),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static Connection connect() throws IOException, TimeoutException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setPort(broker.port());
        return factory.newConnection();
    }
}
