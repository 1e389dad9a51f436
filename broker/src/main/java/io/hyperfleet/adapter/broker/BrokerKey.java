package io.hyperfleet.adapter.broker;

import java.util.List;
import java.util.Locale;

/** Every key of {@code broker.yaml}. Any other is passed over, as the file is shared with other programs. */
public enum BrokerKey {
    LOG_CONFIG("log_config", Kind.FLAG, "false", "log these values at the start"),
    TYPE("broker.type", Kind.TEXT, "", "kind of broker; required", List.of("rabbitmq", "googlepubsub")),

    URL("broker.rabbitmq.url", Kind.TEXT, "", "amqp:// or amqps://; required for RabbitMQ"),
    EXCHANGE("broker.rabbitmq.exchange", Kind.TEXT, "", "exchange (the topic)"),
    EXCHANGE_TYPE(
            "broker.rabbitmq.exchange_type",
            Kind.TEXT,
            "fanout",
            "kind of exchange",
            List.of("direct", "fanout", "topic", "headers")),
    QUEUE("broker.rabbitmq.queue", Kind.TEXT, "", "first part of the queue's name (the topic)"),
    ROUTING_KEY("broker.rabbitmq.routing_key", Kind.TEXT, "", "no effect on an adapter"),
    PREFETCH_COUNT(
            "broker.rabbitmq.prefetch_count", Kind.WHOLE, "", "deliveries taken ahead for each event that may run"),
    PREFETCH_SIZE("broker.rabbitmq.prefetch_size", Kind.WHOLE, "0", "bytes taken ahead; RabbitMQ takes 0 only"),
    CONSUMER_TAG("broker.rabbitmq.consumer_tag", Kind.TEXT, "", "name of the consumers"),
    PUBLISHER_CONFIRM("broker.rabbitmq.publisher_confirm", Kind.FLAG, "false", "no effect on an adapter"),
    DEAD_LETTER_EXCHANGE(
            "broker.rabbitmq.dead_letter_exchange", Kind.TEXT, "", "exchange for messages that are put aside"),
    DEAD_LETTER_TTL(
            "broker.rabbitmq.dead_letter_ttl", Kind.DURATION, "7d", "how long such messages are kept; 0 for ever"),

    PROJECT_ID("broker.googlepubsub.project_id", Kind.TEXT, "", "project; required for Pub/Sub"),
    ACK_DEADLINE_SECONDS(
            "broker.googlepubsub.ack_deadline_seconds",
            Kind.WHOLE,
            "",
            "10 to 600, for a subscription that is created"),
    MESSAGE_RETENTION_DURATION(
            "broker.googlepubsub.message_retention_duration",
            Kind.DURATION,
            "",
            "10m to 31d, for a subscription that is created"),
    EXPIRATION_TTL(
            "broker.googlepubsub.expiration_ttl",
            Kind.DURATION,
            "",
            "at least 1d, or 0 for never, for a subscription that is created"),
    ENABLE_MESSAGE_ORDERING(
            "broker.googlepubsub.enable_message_ordering",
            Kind.FLAG,
            "false",
            "order by key, for a subscription that is created"),
    RETRY_MIN_BACKOFF("broker.googlepubsub.retry_min_backoff", Kind.DURATION, "", "0s to 600s"),
    RETRY_MAX_BACKOFF("broker.googlepubsub.retry_max_backoff", Kind.DURATION, "", "0s to 600s"),
    DEAD_LETTER_TOPIC("broker.googlepubsub.dead_letter_topic", Kind.TEXT, "", "no effect"),
    DEAD_LETTER_MAX_ATTEMPTS(
            "broker.googlepubsub.dead_letter_max_attempts",
            Kind.WHOLE,
            "5",
            "5 to 100 deliveries before a message is put aside, for a subscription that is created"),
    TOPIC_RETENTION_DURATION("broker.googlepubsub.topic_retention_duration", Kind.DURATION, "", "no effect"),
    MAX_OUTSTANDING_MESSAGES("broker.googlepubsub.max_outstanding_messages", Kind.WHOLE, "", "messages taken ahead"),
    MAX_OUTSTANDING_BYTES("broker.googlepubsub.max_outstanding_bytes", Kind.WHOLE, "", "bytes taken ahead"),
    NUM_GOROUTINES("broker.googlepubsub.num_goroutines", Kind.WHOLE, "1", "streams that deliver messages"),
    CREATE_TOPIC_IF_MISSING("broker.googlepubsub.create_topic_if_missing", Kind.FLAG, "false", "create the topic"),
    CREATE_SUBSCRIPTION_IF_MISSING(
            "broker.googlepubsub.create_subscription_if_missing", Kind.FLAG, "false", "create the subscription"),

    PARALLELISM(
            "subscriber.parallelism",
            Kind.WHOLE,
            String.valueOf(BrokerConfig.DEFAULT_PARALLELISM),
            "events carried out at once");

    /** The type of a value. Texts that spell a number or a switch count as one. */
    public enum Kind {
        TEXT("string"),
        FLAG("bool"),
        WHOLE("int"),
        /** {@code 10s}, {@code 1h30m}, {@code 7d}, or 0. */
        DURATION("string");

        private final String typeName;

        Kind(String typeName) {
            this.typeName = typeName;
        }

        /** As documentation and error texts call it. */
        public String typeName() {
            return typeName;
        }
    }

    private final String path;
    private final Kind kind;
    private final String standard;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> allowed;

    BrokerKey(String path, Kind kind, String standard, String meaning) {
        this(path, kind, standard, meaning, List.of());
    }

    BrokerKey(String path, Kind kind, String standard, String meaning, List<String> allowed) {
        this.path = path;
        this.kind = kind;
        this.standard = standard;
        this.meaning = meaning;
        this.allowed = allowed;
    }

    /** Lower case, dots between the levels. */
    public String path() {
        return path;
    }

    public Kind kind() {
        return kind;
    }

    /** The value that counts when none is given; empty when there is none. */
    public String standard() {
        return standard;
    }

    /** A few words for documentation. */
    public String meaning() {
        return meaning;
    }

    /** The values it can have; empty when any will do. */
    public List<String> allowed() {
        return allowed;
    }

    /** The environment variable that replaces it. */
    public String variable() {
        return path.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /** As the texts of the HyperFleet broker library call it. */
    String shortName() {
        return path.replaceFirst("^broker\\.", "");
    }
}
