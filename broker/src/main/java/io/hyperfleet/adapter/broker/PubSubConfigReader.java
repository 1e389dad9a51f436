package io.hyperfleet.adapter.broker;

import static io.hyperfleet.adapter.broker.BrokerConfigReader.require;

import io.hyperfleet.adapter.broker.BrokerConfig.Transport.GooglePubSub;
import io.hyperfleet.adapter.broker.BrokerConfigReader.InvalidException;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads the section {@code broker.googlepubsub}. Rules, their order and their texts are those of the HyperFleet broker
 * library; {@code dead_letter_topic} and {@code topic_retention_duration} have no effect there and none here.
 */
record PubSubConfigReader(BrokerSettings settings) {

    private static final String SECTION = "broker.googlepubsub.";
    private static final Duration SHORTEST_RETENTION = Duration.ofMinutes(10);
    private static final Duration LONGEST_RETENTION = Duration.ofDays(31);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(10);

    GooglePubSub read() throws BrokerSettings.UnreadableException, InvalidException {
        String project = settings.text(SECTION + "project_id");
        require(!project.isEmpty(), "googlepubsub.project_id is required");
        int ackDeadline = number("ack_deadline_seconds");
        require(
                ackDeadline == 0 || (ackDeadline >= 10 && ackDeadline <= 600),
                "googlepubsub.ack_deadline_seconds must be between 10 and 600 seconds");
        Optional<Duration> retention = duration("message_retention_duration");
        require(
                retention.isEmpty() || isRetention(retention.get()),
                "googlepubsub.message_retention_duration must be between 10m and 31d");
        Optional<Duration> ttl = duration("expiration_ttl");
        checkTtl(ttl, retention);
        Optional<Duration> minBackoff = backoff("retry_min_backoff");
        Optional<Duration> maxBackoff = backoff("retry_max_backoff");
        require(
                minBackoff.isEmpty() || maxBackoff.isEmpty() || minBackoff.get().compareTo(maxBackoff.get()) <= 0,
                "googlepubsub.retry_min_backoff must be less than or equal to retry_max_backoff");
        int attempts = number("dead_letter_max_attempts");
        require(
                attempts == 0 || (attempts >= 5 && attempts <= 100),
                "googlepubsub.dead_letter_max_attempts must be between 5 and 100");
        Optional<Duration> topicRetention = duration("topic_retention_duration");
        require(
                topicRetention.isEmpty() || topicRetention.get().isZero() || isRetention(topicRetention.get()),
                "googlepubsub.topic_retention_duration must be between 10m and 31d, or 0 (disabled)");
        return new GooglePubSub(
                project,
                ackDeadline,
                retention,
                ttl,
                settings.flag(SECTION + "enable_message_ordering"),
                minBackoff,
                maxBackoff,
                attempts == 0 ? 5 : attempts,
                nonNegative("max_outstanding_messages"),
                nonNegative("max_outstanding_bytes"),
                nonNegative("num_goroutines"),
                settings.flag(SECTION + "create_topic_if_missing"),
                settings.flag(SECTION + "create_subscription_if_missing"));
    }

    private static boolean isRetention(Duration value) {
        return value.compareTo(SHORTEST_RETENTION) >= 0 && value.compareTo(LONGEST_RETENTION) <= 0;
    }

    private static void checkTtl(Optional<Duration> ttl, Optional<Duration> retention) throws InvalidException {
        if (ttl.isEmpty() || ttl.get().isZero()) {
            return;
        }
        require(
                ttl.get().compareTo(Duration.ofDays(1)) >= 0,
                "googlepubsub.expiration_ttl must be at least 1d or 0 (never expire)");
        require(
                retention.isEmpty() || ttl.get().compareTo(retention.get()) >= 0,
                "googlepubsub.expiration_ttl must be greater than or equal to message_retention_duration");
    }

    private Optional<Duration> backoff(String key) throws InvalidException {
        Optional<Duration> value = duration(key);
        require(
                value.isEmpty() || (!value.get().isNegative() && value.get().compareTo(LONGEST_BACKOFF) <= 0),
                "googlepubsub." + key + " must be between 0s and 600s");
        return value;
    }

    /** Empty when the key is not given. */
    private Optional<Duration> duration(String key) throws InvalidException {
        String text = settings.text(SECTION + key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> parsed = BrokerDuration.parse(text);
        require(parsed.isPresent(), "googlepubsub." + key + ": invalid duration format: " + text);
        return parsed;
    }

    private int nonNegative(String key) throws BrokerSettings.UnreadableException, InvalidException {
        int value = number(key);
        require(value >= 0, "googlepubsub." + key + " must be non-negative");
        return value;
    }

    private int number(String key) throws BrokerSettings.UnreadableException {
        return settings.number(SECTION + key).orElse(0);
    }
}
