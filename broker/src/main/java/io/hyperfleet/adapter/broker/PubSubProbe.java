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
        RetrySettings once = RetrySettings.newBuilder()
                .setMaxAttempts(1)
                .setInitialRpcTimeoutDuration(LIMIT)
                .setMaxRpcTimeoutDuration(LIMIT)
                .setTotalTimeoutDuration(LIMIT)
                .build();
        GrpcCallContext context = GrpcCallContext.createDefault()
                .withTimeoutDuration(LIMIT)
                .withRetrySettings(once)
                .withRetryableCodes(Set.of());
        return clients.subscriptions()
                .getSubscriptionCallable()
                .call(
                        GetSubscriptionRequest.newBuilder()
                                .setSubscription(subscription)
                                .build(),
                        context);
    }
}
