package io.hyperfleet.adapter.broker;

import io.hyperfleet.adapter.broker.BrokerConfig.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads {@code broker.yaml} and its overrides in the environment. An override has the name of its key in upper case with
 * underscores ({@code BROKER_RABBITMQ_URL}); it wins over the file, and an empty one counts as not set.
 *
 * <p>Keys are compared without regard to case and unknown ones are passed over, because the file is shared with other
 * programs. All texts of the errors are those of the HyperFleet broker library.
 */
public final class BrokerConfigReader {

    /** The variable that names the file. */
    public static final String FILE_VARIABLE = "BROKER_CONFIG_FILE";

    private static final Set<String> EXCHANGE_TYPES = Set.of("direct", "fanout", "topic", "headers");

    /** What reading came to. */
    public sealed interface Result {

        record Valid(BrokerConfig config) implements Result {}

        /**
         * @param message without the prefix {@code failed to load config: }
         */
        record Invalid(String message) implements Result {}
    }

    private final BrokerSettings settings;

    private BrokerConfigReader(BrokerSettings settings) {
        this.settings = settings;
    }

    /**
     * @param applicationFolder where {@code broker.yaml} is looked for when the environment names no file
     */
    public static Result read(Map<String, String> environment, Path applicationFolder) {
        String named = environment.getOrDefault(FILE_VARIABLE, "");
        Path file = named.isEmpty() ? applicationFolder.resolve("broker.yaml") : Path.of(named);
        try {
            BrokerSettings settings = BrokerSettings.read(file, environment);
            return new Result.Valid(new BrokerConfigReader(settings).config());
        } catch (BrokerSettings.UnreadableException e) {
            return new Result.Invalid(e.getMessage());
        } catch (InvalidException e) {
            return new Result.Invalid("invalid configuration: " + e.getMessage());
        }
    }

    private BrokerConfig config() throws BrokerSettings.UnreadableException, InvalidException {
        boolean logConfig = settings.flag("log_config");
        OptionalInt parallelism = settings.number("subscriber.parallelism");
        String type = settings.text("broker.type");
        Transport transport = switch (type) {
            case "rabbitmq" -> rabbitMq();
            case "googlepubsub" -> new PubSubConfigReader(settings).read();
            default -> throw new InvalidException("unsupported broker type: " + type);
        };
        return new BrokerConfig(logConfig, transport, parallelism);
    }

    private Transport.RabbitMq rabbitMq() throws BrokerSettings.UnreadableException, InvalidException {
        String exchangeType = settings.text("broker.rabbitmq.exchange_type");
        Transport.RabbitMq rabbit = new Transport.RabbitMq(
                settings.text("broker.rabbitmq.url"),
                settings.text("broker.rabbitmq.exchange"),
                exchangeType.isEmpty() ? "fanout" : exchangeType,
                settings.text("broker.rabbitmq.queue"),
                settings.text("broker.rabbitmq.routing_key"),
                settings.number("broker.rabbitmq.prefetch_count").orElse(0),
                settings.number("broker.rabbitmq.prefetch_size").orElse(0),
                settings.text("broker.rabbitmq.consumer_tag"),
                settings.flag("broker.rabbitmq.publisher_confirm"),
                deadLetters());
        require(!rabbit.url().isEmpty(), "rabbitmq.url is required");
        require(
                rabbit.url().startsWith("amqp://") || rabbit.url().startsWith("amqps://"),
                "rabbitmq.url must start with 'amqp://' or 'amqps://'");
        require(
                EXCHANGE_TYPES.contains(rabbit.exchangeType()),
                "rabbitmq.exchange_type must be one of: direct, fanout, topic, headers");
        require(rabbit.prefetchCount() >= 0, "rabbitmq.prefetch_count must be non-negative");
        require(rabbit.prefetchSize() >= 0, "rabbitmq.prefetch_size must be non-negative");
        return rabbit;
    }

    private BrokerConfig.DeadLetterPlace deadLetters() throws InvalidException {
        String ttl = settings.text("broker.rabbitmq.dead_letter_ttl");
        Duration kept = ttl.isEmpty()
                ? BrokerConfig.DeadLetterPlace.STANDARD_TTL
                : BrokerDuration.parse(ttl)
                        .filter(value -> !value.isNegative())
                        .orElseThrow(() ->
                                new InvalidException("rabbitmq.dead_letter_ttl: invalid duration format: " + ttl));
        return new BrokerConfig.DeadLetterPlace(settings.text("broker.rabbitmq.dead_letter_exchange"), kept);
    }

    static void require(boolean condition, String message) throws InvalidException {
        if (!condition) {
            throw new InvalidException(message);
        }
    }

    /** A rule is broken; becomes a {@link Result.Invalid} before it leaves this class. */
    static final class InvalidException extends Exception {

        InvalidException(String message) {
            super(message);
        }
    }
}
