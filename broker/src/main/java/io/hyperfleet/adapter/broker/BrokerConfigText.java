package io.hyperfleet.adapter.broker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hyperfleet.adapter.broker.BrokerConfig.Transport;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The configuration as {@code log_config} shows it: JSON with the names of the HyperFleet broker library. */
final class BrokerConfigText {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private BrokerConfigText() {}

    /** Without the password of the URL. */
    static String of(BrokerConfig config) {
        Map<String, Object> broker = new LinkedHashMap<>();
        switch (config.transport()) {
            case Transport.RabbitMq rabbit -> {
                broker.put("Type", "rabbitmq");
                broker.put("RabbitMQ", rabbitMq(rabbit));
            }
            case Transport.GooglePubSub pubSub -> {
                broker.put("Type", "googlepubsub");
                broker.put("GooglePubSub", googlePubSub(pubSub));
            }
        }
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("LogConfig", config.logConfig());
        root.put("Broker", broker);
        root.put("Subscriber", Map.of("Parallelism", config.parallelism()));
        try {
            String json = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
            return "=== Subscriber Configuration (JSON) ===\n" + json + "\n" + "=".repeat(40);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain maps cannot fail to be written", e);
        }
    }

    private static Map<String, Object> rabbitMq(Transport.RabbitMq rabbit) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("URL", withoutPassword(rabbit.url()));
        values.put("Exchange", rabbit.exchange());
        values.put("ExchangeType", rabbit.exchangeType());
        values.put("Queue", rabbit.queue());
        values.put("RoutingKey", rabbit.routingKey());
        values.put("PrefetchCount", rabbit.prefetchCount());
        values.put("PrefetchSize", rabbit.prefetchSize());
        values.put("ConsumerTag", rabbit.consumerTag());
        values.put("PublisherConfirm", rabbit.publisherConfirm());
        return values;
    }

    private static Map<String, Object> googlePubSub(Transport.GooglePubSub pubSub) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("ProjectID", pubSub.projectId());
        values.put("AckDeadlineSeconds", pubSub.ackDeadlineSeconds());
        values.put("MessageRetentionDuration", text(pubSub.messageRetention()));
        values.put("ExpirationTTL", text(pubSub.expirationTtl()));
        values.put("EnableMessageOrdering", pubSub.messageOrdering());
        values.put("RetryMinBackoff", text(pubSub.retryMinBackoff()));
        values.put("RetryMaxBackoff", text(pubSub.retryMaxBackoff()));
        values.put("DeadLetterMaxAttempts", pubSub.deadLetterMaxAttempts());
        values.put("MaxOutstandingMessages", pubSub.maxOutstandingMessages());
        values.put("MaxOutstandingBytes", pubSub.maxOutstandingBytes());
        values.put("NumGoroutines", pubSub.streams());
        values.put("CreateTopicIfMissing", pubSub.createTopicIfMissing());
        values.put("CreateSubscriptionIfMissing", pubSub.createSubscriptionIfMissing());
        return values;
    }

    private static String text(Optional<Duration> duration) {
        return duration.map(value -> value.toSeconds() + "s").orElse("");
    }

    private static String withoutPassword(String url) {
        int start = url.indexOf("://") + 3;
        int at = url.lastIndexOf('@');
        int colon = url.indexOf(':', start);
        return colon >= 0 && colon < at ? url.substring(0, colon + 1) + "***" + url.substring(at) : url;
    }
}
