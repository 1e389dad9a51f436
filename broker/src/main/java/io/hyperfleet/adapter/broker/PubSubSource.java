package io.hyperfleet.adapter.broker;

import com.google.api.gax.rpc.ApiException;
import io.hyperfleet.adapter.broker.BrokerConfig.Transport.GooglePubSub;
import io.hyperfleet.adapter.broker.PubSubProvisioning.NotProvisionedException;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A subscription of Google Pub/Sub. */
record PubSubSource(PubSubClients clients, GooglePubSub config, PubSubNames names) implements DeliverySource {

    private static final Logger LOG = LoggerFactory.getLogger(PubSubSource.class);

    /** Sees to the dead letters, but does not consume yet. */
    static DeliverySources.Opened open(
            GooglePubSub config, String topic, String subscriptionId, Map<String, String> environment) {
        PubSubNames names = new PubSubNames(config.projectId(), topic, subscriptionId);
        PubSubClients clients;
        try {
            clients = PubSubClients.create(environment);
        } catch (IOException e) {
            return failed(e.getMessage() + "; set GOOGLE_APPLICATION_CREDENTIALS, or for an emulator "
                    + PubSubClients.EMULATOR);
        }
        try {
            new PubSubProvisioning(clients, config, names).ensureDeadLetters();
            return new DeliverySources.Opened.Ready(new PubSubSource(clients, config, names));
        } catch (NotProvisionedException e) {
            clients.close();
            return failed(e.getMessage());
        }
    }

    private static DeliverySources.Opened failed(String reason) {
        return new DeliverySources.Opened.Failed("failed to create Google Pub/Sub subscriber: " + reason);
    }

    /** The limit is not used: {@code max_outstanding_messages} and {@code max_outstanding_bytes} stand for it. */
    @Override
    public Subscribed subscribe(int maxUnsettled, Consumer<Delivery> intake, SubscriptionListener listener) {
        LOG.info("Starting subscription to topic {}", names.topicId());
        try {
            new PubSubProvisioning(clients, config, names).ensureSubscription();
            PubSubSubscription subscription = new PubSubSubscription(clients, config, names, intake, listener);
            subscription.start();
            LOG.info("Successfully subscribed to topic {} subscription {}", names.topicId(), names.subscriptionId());
            return new Subscribed.Active(subscription);
        } catch (NotProvisionedException | ApiException | IOException e) {
            clients.close();
            return new Subscribed.Refused(names.routerError(PubSubFailure.told(e)));
        }
    }
}
