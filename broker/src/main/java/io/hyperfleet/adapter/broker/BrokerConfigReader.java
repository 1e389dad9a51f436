package io.hyperfleet.adapter.broker;

import io.hyperfleet.adapter.broker.BrokerConfig.Transport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

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

    /** What reading came to. */
    public sealed interface Result {

        record Valid(BrokerConfig config) implements Result {}

        /**
         * @param problems all of them, at least one
         */
        record Invalid(List<BrokerProblem> problems) implements Result {

            public Invalid {
                problems = List.copyOf(problems);
            }

            /** The first problem, without the prefix {@code failed to load config: }. */
            public String message() {
                return problems.getFirst().message();
            }
        }
    }

    private final BrokerSettings settings;
    private final BrokerProblems problems;
    private final String whereToSetTheType;

    private BrokerConfigReader(BrokerSettings settings, BrokerProblems problems, String whereToSetTheType) {
        this.settings = settings;
        this.problems = problems;
        this.whereToSetTheType = whereToSetTheType;
    }

    /**
     * @param applicationFolder where {@code broker.yaml} is looked for when the environment names no file
     */
    public static Result read(Map<String, String> environment, Path applicationFolder) {
        try {
            Path file = file(environment, applicationFolder);
            String where = Files.exists(file)
                    ? "broker.type in " + file
                    : FILE_VARIABLE + " to the path of broker.yaml, which is not at " + file;
            return read(BrokerSettings.load(file), environment, where);
        } catch (BrokerSettings.UnreadableException e) {
            return unreadable(e);
        }
    }

    /**
     * Reads the text of a {@code broker.yaml}.
     *
     * @param name of the file, for messages
     */
    public static Result readText(String name, String text, Map<String, String> environment) {
        try {
            return read(BrokerSettings.parse(name, text), environment, "broker.type in " + name);
        } catch (BrokerSettings.UnreadableException e) {
            return unreadable(e);
        }
    }

    private static Result read(Map<String, Object> values, Map<String, String> environment, String whereToSetTheType) {
        BrokerProblems problems = new BrokerProblems();
        BrokerSettings settings = new BrokerSettings(values, environment, problems);
        Optional<BrokerConfig> config = new BrokerConfigReader(settings, problems, whereToSetTheType).config();
        List<BrokerProblem> found = problems.all();
        return found.isEmpty() && config.isPresent() ? new Result.Valid(config.get()) : new Result.Invalid(found);
    }

    private static Result unreadable(BrokerSettings.UnreadableException e) {
        return new Result.Invalid(List.of(new BrokerProblem(Optional.empty(), e.getMessage())));
    }

    private static Path file(Map<String, String> environment, Path applicationFolder) {
        String named = environment.getOrDefault(FILE_VARIABLE, "");
        return named.isEmpty() ? applicationFolder.resolve("broker.yaml") : Path.of(named);
    }

    private Optional<BrokerConfig> config() {
        boolean logConfig = settings.flag(BrokerKey.LOG_CONFIG);
        OptionalInt parallelism = settings.number(BrokerKey.PARALLELISM);
        String type = settings.text(BrokerKey.TYPE);
        return switch (type) {
            case "rabbitmq" -> Optional.of(new BrokerConfig(logConfig, rabbitMq(), parallelism));
            case "googlepubsub" ->
                Optional.of(
                        new BrokerConfig(logConfig, new PubSubConfigReader(settings, problems).read(), parallelism));
            default -> {
                problems.add(
                        BrokerKey.TYPE,
                        "unsupported broker type: " + type
                                + (type.isEmpty() ? "(none); set " + whereToSetTheType + ", or BROKER_TYPE" : ""));
                yield Optional.empty();
            }
        };
    }

    private Transport.RabbitMq rabbitMq() {
        String exchangeType = settings.text(BrokerKey.EXCHANGE_TYPE);
        Transport.RabbitMq rabbit = new Transport.RabbitMq(
                settings.text(BrokerKey.URL),
                settings.text(BrokerKey.EXCHANGE),
                exchangeType.isEmpty() ? BrokerKey.EXCHANGE_TYPE.standard() : exchangeType,
                settings.text(BrokerKey.QUEUE),
                settings.text(BrokerKey.ROUTING_KEY),
                settings.number(BrokerKey.PREFETCH_COUNT).orElse(0),
                settings.number(BrokerKey.PREFETCH_SIZE).orElse(0),
                settings.text(BrokerKey.CONSUMER_TAG),
                settings.flag(BrokerKey.PUBLISHER_CONFIRM),
                deadLetters());
        problems.require(!rabbit.url().isEmpty(), BrokerKey.URL, "is required");
        problems.require(
                rabbit.url().isEmpty()
                        || rabbit.url().startsWith("amqp://")
                        || rabbit.url().startsWith("amqps://"),
                BrokerKey.URL,
                "must start with 'amqp://' or 'amqps://'");
        problems.require(
                BrokerKey.EXCHANGE_TYPE.allowed().contains(rabbit.exchangeType()),
                BrokerKey.EXCHANGE_TYPE,
                "must be one of: " + String.join(", ", BrokerKey.EXCHANGE_TYPE.allowed()));
        problems.require(rabbit.prefetchCount() >= 0, BrokerKey.PREFETCH_COUNT, "must be non-negative");
        problems.require(rabbit.prefetchSize() >= 0, BrokerKey.PREFETCH_SIZE, "must be non-negative");
        return rabbit;
    }

    private BrokerConfig.DeadLetterPlace deadLetters() {
        String ttl = settings.text(BrokerKey.DEAD_LETTER_TTL);
        Optional<Duration> kept = ttl.isEmpty()
                ? Optional.of(BrokerConfig.DeadLetterPlace.STANDARD_TTL)
                : BrokerDuration.parse(ttl).filter(value -> !value.isNegative());
        if (kept.isEmpty()) {
            problems.add(
                    BrokerKey.DEAD_LETTER_TTL,
                    BrokerKey.DEAD_LETTER_TTL.shortName() + ": invalid duration format: " + ttl);
        }
        return new BrokerConfig.DeadLetterPlace(
                settings.text(BrokerKey.DEAD_LETTER_EXCHANGE), kept.orElse(BrokerConfig.DeadLetterPlace.STANDARD_TTL));
    }
}
