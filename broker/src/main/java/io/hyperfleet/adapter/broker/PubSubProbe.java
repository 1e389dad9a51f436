package io.hyperfleet.adapter.broker;

import com.google.api.gax.grpc.GrpcCallContext;
import com.google.api.gax.retrying.RetrySettings;
import com.google.pubsub.v1.GetSubscriptionRequest;
import com.google.pubsub.v1.Subscription;
import java.time.Duration;
import java.util.Set;

/** Looks at a subscription, once and briefly: the clients' own calls are repeated for a minute. */
final class PubSubProbe {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private PubSubProbe() {}

    /**
     * @throws com.google.api.gax.rpc.ApiException when there is no such subscription, or no answer in time
     */
    static Subscription look(PubSubClients clients, String subscription) {
        return clients.subscriptions()
                .getSubscriptionCallable()
                .call(
                        GetSubscriptionRequest.newBuilder()
                                .setSubscription(subscription)
                                .build(),
                        once(LIMIT));
    }

    /** A call that is made once and given up after the limit. */
    static GrpcCallContext once(Duration limit) {
        RetrySettings single = RetrySettings.newBuilder()
                .setMaxAttempts(1)
                .setInitialRpcTimeoutDuration(limit)
                .setMaxRpcTimeoutDuration(limit)
                .setTotalTimeoutDuration(limit)
                .build();
        return GrpcCallContext.createDefault()
                .withTimeoutDuration(limit)
                .withRetrySettings(single)
                .withRetryableCodes(Set.of());
    }
}
