package io.hyperfleet.adapter.broker;

import io.hyperfleet.adapter.broker.BrokerConfig.Transport.GooglePubSub;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads the section {@code broker.googlepubsub}. Rules, their order and their texts are those of the HyperFleet broker
 * library; {@code dead_letter_topic} and {@code topic_retention_duration} have no effect there and none here.
 */
record PubSubConfigReader(BrokerSettings settings, BrokerProblems problems) {

    private static final Duration SHORTEST_RETENTION = Duration.ofMinutes(10);
    private static final Duration LONGEST_RETENTION = Duration.ofDays(31);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(10);

    GooglePubSub read() {
        String project = settings.text(BrokerKey.PROJECT_ID);
        problems.require(!project.isEmpty(), BrokerKey.PROJECT_ID, "is required");
        int ackDeadline = number(BrokerKey.ACK_DEADLINE_SECONDS);
        problems.require(
                ackDeadline == 0 || (ackDeadline >= 10 && ackDeadline <= 600),
                BrokerKey.ACK_DEADLINE_SECONDS,
                "must be between 10 and 600 seconds");
        Optional<Duration> retention = duration(BrokerKey.MESSAGE_RETENTION_DURATION);
        problems.require(
                retention.isEmpty() || isRetention(retention.get()),
                BrokerKey.MESSAGE_RETENTION_DURATION,
                "must be between 10m and 31d");
        Optional<Duration> ttl = duration(BrokerKey.EXPIRATION_TTL);
        checkTtl(ttl, retention);
        Optional<Duration> minBackoff = backoff(BrokerKey.RETRY_MIN_BACKOFF);
        Optional<Duration> maxBackoff = backoff(BrokerKey.RETRY_MAX_BACKOFF);
        problems.require(
                minBackoff.isEmpty() || maxBackoff.isEmpty() || minBackoff.get().compareTo(maxBackoff.get()) <= 0,
                BrokerKey.RETRY_MIN_BACKOFF,
                "must be less than or equal to retry_max_backoff");
        int attempts = number(BrokerKey.DEAD_LETTER_MAX_ATTEMPTS);
        problems.require(
                attempts == 0 || (attempts >= 5 && attempts <= 100),
                BrokerKey.DEAD_LETTER_MAX_ATTEMPTS,
                "must be between 5 and 100");
        Optional<Duration> topicRetention = duration(BrokerKey.TOPIC_RETENTION_DURATION);
        problems.require(
                topicRetention.isEmpty() || topicRetention.get().isZero() || isRetention(topicRetention.get()),
                BrokerKey.TOPIC_RETENTION_DURATION,
                "must be between 10m and 31d, or 0 (disabled)");
        return new GooglePubSub(
                project,
                ackDeadline,
                retention,
                ttl,
                settings.flag(BrokerKey.ENABLE_MESSAGE_ORDERING),
                minBackoff,
                maxBackoff,
                attempts == 0 ? 5 : attempts,
                nonNegative(BrokerKey.MAX_OUTSTANDING_MESSAGES),
                nonNegative(BrokerKey.MAX_OUTSTANDING_BYTES),
                nonNegative(BrokerKey.NUM_GOROUTINES),
                settings.flag(BrokerKey.CREATE_TOPIC_IF_MISSING),
                settings.flag(BrokerKey.CREATE_SUBSCRIPTION_IF_MISSING));
    }

    private static boolean isRetention(Duration value) {
        return value.compareTo(SHORTEST_RETENTION) >= 0 && value.compareTo(LONGEST_RETENTION) <= 0;
    }

    private void checkTtl(Optional<Duration> ttl, Optional<Duration> retention) {
        if (ttl.isEmpty() || ttl.get().isZero()) {
            return;
        }
        problems.require(
                ttl.get().compareTo(Duration.ofDays(1)) >= 0,
                BrokerKey.EXPIRATION_TTL,
                "must be at least 1d or 0 (never expire)");
        problems.require(
                retention.isEmpty() || ttl.get().compareTo(retention.get()) >= 0,
                BrokerKey.EXPIRATION_TTL,
                "must be greater than or equal to message_retention_duration");
    }

    private Optional<Duration> backoff(BrokerKey key) {
        Optional<Duration> value = duration(key);
        problems.require(
                value.isEmpty() || (!value.get().isNegative() && value.get().compareTo(LONGEST_BACKOFF) <= 0),
                key,
                "must be between 0s and 600s");
        return value;
    }

    /** Empty when the key is not given or its value is no duration, which is a problem. */
    private Optional<Duration> duration(BrokerKey key) {
        String text = settings.text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> parsed = BrokerDuration.parse(text);
        if (parsed.isEmpty()) {
            problems.add(key, key.shortName() + ": invalid duration format: " + text);
        }
        return parsed;
    }

    private int nonNegative(BrokerKey key) {
        int value = number(key);
        problems.require(value >= 0, key, "must be non-negative");
        return value;
    }

    private int number(BrokerKey key) {
        return settings.number(key).orElse(0);
    }
}
