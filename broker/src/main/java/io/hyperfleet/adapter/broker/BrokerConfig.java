package io.hyperfleet.adapter.broker;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code broker.yaml} and the environment say about the broker. The topic and the subscription are not in it: they
 * come from the adapter configuration.
 *
 * @param logConfig whether the whole configuration is logged when the subscriber is created
 * @param configuredParallelism {@code subscriber.parallelism}; empty when it is not set
 */
public record BrokerConfig(boolean logConfig, Transport transport, OptionalInt configuredParallelism) {

    /**
     * How many events run at once when {@code subscriber.parallelism} is not set. Running one at a time, as the
     * original does, spends nearly the whole time waiting for answers. Order is kept for each resource whatever the
     * number; 32 events of some thirty milliseconds each keep two cores busy.
     */
    public static final int DEFAULT_PARALLELISM = 32;

    /**
     * Enough to see that several pulses are about the same resource; more would only take work from other replicas and
     * use memory.
     */
    private static final int COALESCING_WINDOW = 1000;

    private static final int CONSUMERS_PER_RUN = 16;

    /** Each costs a request at the start. */
    private static final int MOST_SPARE_CONSUMERS = 64;

    private static final int MAX_UNSETTLED = 65_535;

    /**
     * Where a RabbitMQ message goes that is put aside.
     *
     * @param exchange empty when the configuration names none
     * @param ttl how long a message is kept there; zero for ever
     */
    public record DeadLetterPlace(String exchange, Duration ttl) {

        /** What HyperFleet's standard asks for. */
        static final String STANDARD_EXCHANGE = "hyperfleet-events-dlx";

        static final Duration STANDARD_TTL = Duration.ofDays(7);
    }

    /** Which broker, and how to reach it. */
    public sealed interface Transport {

        /** The queue, exchange and credentials of RabbitMQ. */
        record RabbitMq(
                String url,
                String exchange,
                String exchangeType,
                String queue,
                String routingKey,
                int prefetchCount,
                int prefetchSize,
                String consumerTag,
                boolean publisherConfirm,
                DeadLetterPlace deadLetters)
                implements Transport {

            /** Without the URL, which carries a password. */
            @Override
            public String toString() {
                return "RabbitMq[exchange=" + exchange + ", queue=" + queue + "]";
            }
        }

        /**
         * The project of Google Pub/Sub and what to create there. Durations and times are empty when not given.
         *
         * @param ackDeadlineSeconds 0 leaves it to the server
         * @param maxOutstandingMessages 0 for the standard number
         * @param maxOutstandingBytes 0 for the standard number
         * @param streams how many streams deliver messages; 0 for one
         */
        record GooglePubSub(
                String projectId,
                int ackDeadlineSeconds,
                Optional<Duration> messageRetention,
                Optional<Duration> expirationTtl,
                boolean messageOrdering,
                Optional<Duration> retryMinBackoff,
                Optional<Duration> retryMaxBackoff,
                int deadLetterMaxAttempts,
                int maxOutstandingMessages,
                long maxOutstandingBytes,
                int streams,
                boolean createTopicIfMissing,
                boolean createSubscriptionIfMissing)
                implements Transport {}
    }

    /** How many events may run at once; at least 1. */
    public int parallelism() {
        return configuredParallelism.isPresent() ? Math.max(1, configuredParallelism.getAsInt()) : DEFAULT_PARALLELISM;
    }

    /**
     * How many consumers RabbitMQ sees at first: one for each event that may run when {@code prefetch_count} is set, as
     * with the original; otherwise some more, so that a few waiting events stay below the limit of each.
     */
    public int consumers() {
        return prefetchCount() > 0
                ? parallelism()
                : Math.max(parallelism(), Math.min(CONSUMERS_PER_RUN * parallelism(), MOST_SPARE_CONSUMERS));
    }

    /**
     * How many deliveries may be unsettled at a time: {@code prefetch_count} for each event that may run. When that is not
     * set, enough to run only the newest of several pulses for the same resource.
     */
    public int maxUnsettled() {
        long wanted =
                prefetchCount() > 0 ? (long) prefetchCount() * parallelism() : Math.max(COALESCING_WINDOW, consumers());
        return (int) Math.min(wanted, MAX_UNSETTLED);
    }

    private int prefetchCount() {
        return transport instanceof Transport.RabbitMq rabbit ? rabbit.prefetchCount() : 0;
    }
}
