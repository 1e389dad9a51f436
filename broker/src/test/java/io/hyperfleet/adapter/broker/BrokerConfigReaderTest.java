package io.hyperfleet.adapter.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.broker.BrokerConfig.Transport;
import io.hyperfleet.adapter.broker.BrokerConfigReader.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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
    void aMissingFileIsAnEmptyOne() {
        assertThat(BrokerConfigReader.read(environment, folder))
                .isEqualTo(new Result.Invalid("invalid configuration: unsupported broker type: "));
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

        assertThat(read("broker: {type: rabbitmq, rabbitmq: " + section + "}"))
                .isEqualTo(new Result.Invalid("invalid configuration: " + message));
    }

    @Test
    void aValueOfTheWrongTypeIsNamedWithItsKey() {
        assertThat(read(MINIMAL + "    prefetch_count: many\n"))
                .isEqualTo(new Result.Invalid(
                        "error unmarshaling config: 'broker.rabbitmq.prefetch_count' cannot parse 'many' as int"));
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

    private Result read(String yaml) {
        try {
            Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return BrokerConfigReader.read(environment, folder);
    }
}
