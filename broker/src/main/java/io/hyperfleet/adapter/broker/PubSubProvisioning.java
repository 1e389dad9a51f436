package io.hyperfleet.adapter.broker;

import com.google.api.gax.rpc.AlreadyExistsException;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.protobuf.Duration;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.ExpirationPolicy;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import io.hyperfleet.adapter.broker.BrokerConfig.Transport.GooglePubSub;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that topic, subscription and dead letters exist, and creates what is missing where the configuration allows
 * it. What exists is never changed. Rules and texts are those of the HyperFleet broker library.
 */
record PubSubProvisioning(PubSubClients clients, GooglePubSub config, PubSubNames names) {

    private static final Logger LOG = LoggerFactory.getLogger(PubSubProvisioning.class);

    /** Something is missing or refused. Never leaves the package. */
    static final class NotProvisionedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String reason;

        NotProvisionedException(String reason) {
            super(reason);
            this.reason = reason;
        }

        @Override
        public String getMessage() {
            return reason;
        }
    }

    /** Creates the topic of the dead letters, and a subscription that keeps them, where topics may be created. */
    void ensureDeadLetters() throws NotProvisionedException {
        if (!config.createTopicIfMissing()) {
            return;
        }
        try {
            if (!topicExists(names.deadLetterTopic())) {
                LOG.info("Creating dead letter topic");
                createTopic(names.deadLetterTopic());
                LOG.info("Dead letter topic created successfully");
            }
            if (config.createSubscriptionIfMissing()) {
                createSubscription(Subscription.newBuilder()
                        .setName(names.deadLetterSubscription())
                        .setTopic(names.deadLetterTopic())
                        .build());
            }
        } catch (ApiException e) {
            throw new NotProvisionedException("failed to ensure dead letter topic exists: " + PubSubFailure.told(e));
        }
    }

    /** The subscription exists when this returns. */
    void ensureSubscription() throws NotProvisionedException {
        Subscription existing;
        try {
            existing = clients.subscriptions().getSubscription(names.subscription());
        } catch (NotFoundException e) {
            createSubscription();
            return;
        } catch (ApiException e) {
            throw new NotProvisionedException(
                    "could not get subscription " + names.subscriptionId() + ": " + PubSubFailure.told(e));
        }
        if (!existing.getTopic().equals(names.topic())) {
            throw new NotProvisionedException("requested subscription already exists, but for other topic than expected"
                    + ": topic of existing sub: " + existing.getTopic() + "; expecting: " + names.topic());
        }
    }

    private void createSubscription() throws NotProvisionedException {
        if (!config.createSubscriptionIfMissing()) {
            throw new NotProvisionedException(names.subscriptionId() + ": subscription does not exist");
        }
        try {
            if (!topicExists(names.topic())) {
                if (!config.createTopicIfMissing()) {
                    throw new NotProvisionedException(names.topicId() + ": topic does not exist");
                }
                createTopic(names.topic());
            }
        } catch (ApiException e) {
            throw new NotProvisionedException("could not create topic for subscription: " + PubSubFailure.told(e));
        }
        try {
            createSubscription(wanted());
        } catch (ApiException e) {
            throw new NotProvisionedException("cannot create subscription: " + PubSubFailure.told(e));
        }
    }

    private boolean topicExists(String topic) {
        try {
            return !clients.topics().getTopic(topic).getName().isEmpty();
        } catch (NotFoundException e) {
            return false;
        }
    }

    private void createTopic(String topic) {
        try {
            var _ = clients.topics().createTopic(topic);
        } catch (AlreadyExistsException e) {
            LOG.debug("Topic {} was created by somebody else meanwhile", topic);
        }
    }

    private void createSubscription(Subscription subscription) {
        try {
            var _ = clients.subscriptions().createSubscription(subscription);
        } catch (AlreadyExistsException e) {
            LOG.debug("Subscription {} exists already", subscription.getName());
        }
    }

    private Subscription wanted() {
        Subscription.Builder wanted = Subscription.newBuilder()
                .setName(names.subscription())
                .setTopic(names.topic())
                .setAckDeadlineSeconds(config.ackDeadlineSeconds())
                .setEnableMessageOrdering(config.messageOrdering())
                .setDeadLetterPolicy(DeadLetterPolicy.newBuilder()
                        .setDeadLetterTopic(names.deadLetterTopic())
                        .setMaxDeliveryAttempts(config.deadLetterMaxAttempts()));
        config.messageRetention().ifPresent(kept -> wanted.setMessageRetentionDuration(proto(kept)));
        // A policy without a time to live stands for a subscription that never expires.
        config.expirationTtl()
                .ifPresent(ttl -> wanted.setExpirationPolicy(
                        ttl.isZero()
                                ? ExpirationPolicy.getDefaultInstance()
                                : ExpirationPolicy.newBuilder()
                                        .setTtl(proto(ttl))
                                        .build()));
        if (config.retryMinBackoff().isPresent() || config.retryMaxBackoff().isPresent()) {
            RetryPolicy.Builder retry = RetryPolicy.newBuilder();
            config.retryMinBackoff().ifPresent(pause -> retry.setMinimumBackoff(proto(pause)));
            config.retryMaxBackoff().ifPresent(pause -> retry.setMaximumBackoff(proto(pause)));
            wanted.setRetryPolicy(retry);
        }
        return wanted.build();
    }

    private static Duration proto(java.time.Duration duration) {
        return Duration.newBuilder()
                .setSeconds(duration.getSeconds())
                .setNanos(duration.getNano())
                .build();
    }
}
