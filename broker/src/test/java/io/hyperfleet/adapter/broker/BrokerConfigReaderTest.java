package io.hyperfleet.adapter.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.broker.BrokerConfig.Transport;
import io.hyperfleet.adapter.broker.BrokerConfigReader.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerConfigReaderTest {

    private static final String MINIMAL = """
            broker:
              type: rabbitmq
              rabbitmq:
                url: amqp://user:secret@broker:5672/
            """;

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("settings.yaml");
        environment.put("BROKER_CONFIG_FILE", file.toString());
    }

    @Test
    void theFileBesideTheProgramIsReadWhenNoneIsNamed() throws IOException {
        Files.writeString(folder.resolve("broker.yaml"), MINIMAL);

        assertThat(BrokerConfigReader.read(Map.of(), folder)).isInstanceOf(Result.Valid.class);
    }

    @Test
    void whatIsNotSaidHasItsDefault() {
        BrokerConfig config = valid(MINIMAL);

        assertThat(config.logConfig()).isFalse();
        assertThat(config.parallelism()).isEqualTo(32);
        assertThat(config.maxUnsettled()).isEqualTo(1000);
        Transport.RabbitMq rabbit = (Transport.RabbitMq) config.transport();
        assertThat(rabbit.exchangeType()).isEqualTo("fanout");
        assertThat(rabbit.exchange()).isEmpty();
        assertThat(rabbit.queue()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 1000",
        "1, 1, 1",
        "1, 10, 10",
        "0, 0, 1000",
        "-3, 0, 1000",
        "8, 0, 1000",
        "8, 1, 8",
        "8, 20, 160",
        "64, 0, 1000",
        "2000, 0, 2000"
    })
    void theUnsettledDeliveriesFollowThePrefetchAndTheParallelism(int parallelism, int prefetchCount, int expected) {
        BrokerConfig config = valid(MINIMAL + "    prefetch_count: " + prefetchCount + "\nsubscriber: {parallelism: "
                + parallelism + "}\n");

        assertThat(config.maxUnsettled()).isEqualTo(expected);
    }

    @Test
    void deadLettersAreKeptForAWeekUnlessSaidOtherwise() {
        assertThat(((Transport.RabbitMq) valid(MINIMAL).transport()).deadLetters())
                .isEqualTo(new BrokerConfig.DeadLetterPlace("", Duration.ofDays(7)));
        assertThat(((Transport.RabbitMq) valid(MINIMAL + "    dead_letter_exchange: dlx\n    dead_letter_ttl: 36h\n")
                                .transport())
                        .deadLetters())
                .isEqualTo(new BrokerConfig.DeadLetterPlace("dlx", Duration.ofHours(36)));
    }

    @Test
    void pubSubIsReadWithItsDurations() {
        Transport transport = valid("""
                broker:
                  type: googlepubsub
                  googlepubsub:
                    project_id: p1
                    ack_deadline_seconds: 60
                    message_retention_duration: 7d
                    expiration_ttl: 0
                    retry_min_backoff: 500ms
                    retry_max_backoff: 1m30s
                    num_goroutines: 2
                    create_topic_if_missing: true
                """).transport();

        assertThat(transport)
                .isEqualTo(new Transport.GooglePubSub(
                        "p1",
                        60,
                        Optional.of(Duration.ofDays(7)),
                        Optional.of(Duration.ZERO),
                        false,
                        Optional.of(Duration.ofMillis(500)),
                        Optional.of(Duration.ofSeconds(90)),
                        5,
                        0,
                        0,
                        2,
                        true,
                        false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                          | project_id is required",
                "{project_id: p, ack_deadline_seconds: 5}                    | ack_deadline_seconds must be between 10 and 600 seconds",
                "{project_id: p, message_retention_duration: 5m}             | message_retention_duration must be between 10m and 31d",
                "{project_id: p, message_retention_duration: 604800}         | message_retention_duration: invalid duration format: 604800",
                "{project_id: p, expiration_ttl: 1h}                         | expiration_ttl must be at least 1d or 0 (never expire)",
                "{project_id: p, expiration_ttl: 1d, message_retention_duration: 2d} | expiration_ttl must be greater than or equal to message_retention_duration",
                "{project_id: p, retry_min_backoff: 601s}                    | retry_min_backoff must be between 0s and 600s",
                "{project_id: p, retry_min_backoff: 9s, retry_max_backoff: 8s} | retry_min_backoff must be less than or equal to retry_max_backoff",
                "{project_id: p, dead_letter_max_attempts: 4}                | dead_letter_max_attempts must be between 5 and 100",
                "{project_id: p, topic_retention_duration: 1m}               | topic_retention_duration must be between 10m and 31d, or 0 (disabled)",
                "{project_id: p, num_goroutines: -1}                         | num_goroutines must be non-negative",
            })
    void rulesOfPubSubAreHeld(String section, String message) {
        assertThat(message(read("broker: {type: googlepubsub, googlepubsub: " + section + "}")))
                .isEqualTo("invalid configuration: googlepubsub." + message);
    }

    @Test
    void keysAreFoundInAnyCaseAndUnknownOnesPassedOver() {
        BrokerConfig config = valid("""
                Broker:
                  TYPE: rabbitmq
                  RabbitMQ: {URL: "amqp://h/", Queue: q, surprise: 1}
                something: else
                """);

        assertThat(((Transport.RabbitMq) config.transport()).queue()).isEqualTo("q");
    }

    @Test
    void theEnvironmentWinsAndNeedsNoKeyInTheFile() {
        environment.put("BROKER_RABBITMQ_EXCHANGE", "from-environment");
        environment.put("SUBSCRIBER_PARALLELISM", "3");
        environment.put("BROKER_RABBITMQ_QUEUE", "");

        BrokerConfig config = valid(MINIMAL + "    exchange: from-file\n    queue: kept\n");

        Transport.RabbitMq rabbit = (Transport.RabbitMq) config.transport();
        assertThat(rabbit.exchange()).isEqualTo("from-environment");
        assertThat(rabbit.queue()).as("an empty variable counts as not set").isEqualTo("kept");
        assertThat(config.parallelism()).isEqualTo(3);
    }

    @Test
    void aMissingFileIsAnEmptyOneAndIsNamed() {
        assertThat(message(BrokerConfigReader.read(environment, folder)))
                .isEqualTo("invalid configuration: unsupported broker type: (none); set BROKER_CONFIG_FILE to the path"
                        + " of broker.yaml, which is not at " + file + ", or BROKER_TYPE");
        assertThat(message(read("log_config: false"))).contains("(none); set broker.type in ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url: ''                              | rabbitmq.url is required",
                "url: http://h/                       | rabbitmq.url must start with 'amqp://' or 'amqps://'",
                "{url: amqp://h/, exchange_type: x}   | rabbitmq.exchange_type must be one of: direct, fanout, topic, headers",
                "{url: amqp://h/, prefetch_count: -1} | rabbitmq.prefetch_count must be non-negative",
                "{url: amqp://h/, prefetch_size: -1}  | rabbitmq.prefetch_size must be non-negative",
            })
    void aBrokenRuleIsNamed(String rabbitmq, String message) {
        String section = rabbitmq.startsWith("{") ? rabbitmq : "{" + rabbitmq + "}";

        assertThat(message(read("broker: {type: rabbitmq, rabbitmq: " + section + "}")))
                .isEqualTo("invalid configuration: " + message);
    }

    @Test
    void aValueOfTheWrongTypeIsNamedWithItsKey() {
        assertThat(message(read(MINIMAL + "    prefetch_count: many\n")))
                .isEqualTo("error unmarshaling config: 'broker.rabbitmq.prefetch_count' cannot parse 'many' as int");
    }

    @Test
    void allMistakesAreFoundAtOnceTypesBeforeRules() {
        Result result = read("""
                log_config: perhaps
                broker:
                  type: rabbitmq
                  rabbitmq: {url: http://h/, exchange_type: x, prefetch_size: -1, prefetch_count: many}
                """);

        assertThat(((Result.Invalid) result).problems())
                .extracting(problem -> problem.key().orElseThrow())
                .containsExactly(
                        BrokerKey.LOG_CONFIG,
                        BrokerKey.PREFETCH_COUNT,
                        BrokerKey.URL,
                        BrokerKey.EXCHANGE_TYPE,
                        BrokerKey.PREFETCH_SIZE);
    }

    @Test
    void aPipeIsNotWaitedFor() throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();

        assertThat(message(BrokerConfigReader.read(environment, folder))).contains("not a regular file");
    }

    @Test
    void brokenYamlIsToldWithItsPlaceButWithoutItsText() {
        Result result = read("broker:\n  rabbitmq: {url: amqp://user:secret@h/\n");

        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.Invalid.class,
                        invalid -> assertThat(invalid.message())
                                .startsWith("error reading config file: ")
                                .contains("line 3, column 1")
                                .doesNotContain("secret"));
    }

    @Test
    void theLoggedConfigurationHidesThePassword() {
        assertThat(BrokerConfigText.of(valid(MINIMAL)))
                .startsWith("=== Subscriber Configuration (JSON) ===\n{")
                .contains("amqp://user:***@broker:5672/", "\"ExchangeType\" : \"fanout\"")
                .doesNotContain("secret");
    }

    private BrokerConfig valid(String yaml) {
        Result result = read(yaml);
        assertThat(result).isInstanceOf(Result.Valid.class);
        return ((Result.Valid) result).config();
    }

    private static String message(Result result) {
        assertThat(result).isInstanceOf(Result.Invalid.class);
        return ((Result.Invalid) result).message();
    }

    private Result read(String yaml) {
        try {
            Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return BrokerConfigReader.read(environment, folder);
    }
}
