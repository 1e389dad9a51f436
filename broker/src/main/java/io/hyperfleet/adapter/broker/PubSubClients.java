package io.hyperfleet.adapter.broker;

import com.google.api.gax.core.CredentialsProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.api.gax.rpc.TransportChannelProvider;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The clients of Google Pub/Sub: with the credentials of the environment, or without encryption and credentials when
 * {@value #EMULATOR} names an emulator.
 */
final class PubSubClients implements AutoCloseable {

    static final String EMULATOR = "PUBSUB_EMULATOR_HOST";

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final @Nullable ManagedChannel emulator;
    private final TransportChannelProvider transport;
    private final CredentialsProvider credentials;
    private final TopicAdminClient topics;
    private final SubscriptionAdminClient subscriptions;

    private PubSubClients(
            @Nullable ManagedChannel emulator, TransportChannelProvider transport, CredentialsProvider credentials)
            throws IOException {
        this.emulator = emulator;
        this.transport = transport;
        this.credentials = credentials;
        this.topics = TopicAdminClient.create(TopicAdminSettings.newBuilder()
                .setTransportChannelProvider(transport)
                .setCredentialsProvider(credentials)
                .build());
        this.subscriptions = SubscriptionAdminClient.create(SubscriptionAdminSettings.newBuilder()
                .setTransportChannelProvider(transport)
                .setCredentialsProvider(credentials)
                .build());
    }

    /**
     * @throws IOException when there are no credentials; nothing is connected yet
     */
    static PubSubClients create(Map<String, String> environment) throws IOException {
        String host = environment.getOrDefault(EMULATOR, "");
        if (host.isEmpty()) {
            return new PubSubClients(
                    null,
                    SubscriptionAdminSettings.defaultGrpcTransportProviderBuilder()
                            .build(),
                    SubscriptionAdminSettings.defaultCredentialsProviderBuilder()
                            .build());
        }
        ManagedChannel channel =
                ManagedChannelBuilder.forTarget(host).usePlaintext().build();
        return new PubSubClients(
                channel,
                FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel)),
                NoCredentialsProvider.create());
    }

    TransportChannelProvider transport() {
        return transport;
    }

    CredentialsProvider credentials() {
        return credentials;
    }

    TopicAdminClient topics() {
        return topics;
    }

    SubscriptionAdminClient subscriptions() {
        return subscriptions;
    }

    /** Publishes to a topic; to be shut down by whoever asked for it. */
    Publisher publisher(String topic) throws IOException {
        return Publisher.newBuilder(topic)
                .setChannelProvider(transport)
                .setCredentialsProvider(credentials)
                .build();
    }

    @Override
    public void close() {
        topics.shutdownNow();
        subscriptions.shutdownNow();
        if (emulator == null) {
            return;
        }
        emulator.shutdownNow();
        try {
            var _ = emulator.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
