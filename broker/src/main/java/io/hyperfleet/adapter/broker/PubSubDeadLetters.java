package io.hyperfleet.adapter.broker;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.DeadlineExceededException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.pubsub.v1.stub.SubscriberStub;
import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.ModifyAckDeadlineRequest;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.ReceivedMessage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subscription that keeps what is sent to the topic of the dead letters. What is replayed goes to the topic, because
 * there is no way to one subscription alone: other adapters get it as one more pulse.
 */
final class PubSubDeadLetters implements DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(PubSubDeadLetters.class);

    private static final int BATCH = 100;
    private static final long PUBLISH_SECONDS = 30;
    private static final Duration PULL_LIMIT = Duration.ofSeconds(5);

    private final PubSubClients clients;
    private final PubSubNames names;

    private PubSubDeadLetters(PubSubClients clients, PubSubNames names) {
        this.clients = clients;
        this.names = names;
    }

    static Opened connect(PubSubNames names, Map<String, String> environment) {
        try {
            return new Opened.Ready(new PubSubDeadLetters(PubSubClients.create(environment), names));
        } catch (IOException e) {
            return new Opened.Failed(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String name() {
        return names.deadLetterSubscription();
    }

    @Override
    public void review(Function<DeadLetter, Decision> decide) throws UnavailableException {
        SubscriberStub stub = clients.subscriptions().getStub();
        Instant start = Instant.now();
        Set<String> seen = new HashSet<>();
        List<String> kept = new ArrayList<>();
        try {
            for (List<ReceivedMessage> batch = pull(stub);
                    !batch.isEmpty() && kept.size() < MAX_LOOKED_AT;
                    batch = pull(stub)) {
                for (ReceivedMessage message : batch) {
                    if (isOneMore(message.getMessage(), start, seen)
                            && carryOut(decide.apply(letter(message)), message.getMessage())) {
                        acknowledge(stub, message);
                    } else {
                        kept.add(message.getAckId());
                    }
                }
            }
        } catch (NotFoundException e) {
            throw new UnavailableException("there is no subscription " + name() + "; create it on the topic "
                    + names.deadLetterTopic() + " to see what is sent there");
        } catch (ApiException e) {
            throw new UnavailableException("subscription " + name() + ": " + PubSubFailure.told(e));
        } finally {
            giveBack(stub, kept);
        }
    }

    /** Not when its lease ended and it came a second time, nor when it was put aside again after it was replayed. */
    private static boolean isOneMore(PubsubMessage message, Instant start, Set<String> seen) {
        return seen.add(message.getMessageId())
                && !start.isBefore(
                        Instant.ofEpochSecond(message.getPublishTime().getSeconds()));
    }

    private void acknowledge(SubscriberStub stub, ReceivedMessage message) {
        stub.acknowledgeCallable()
                .call(AcknowledgeRequest.newBuilder()
                        .setSubscription(name())
                        .addAckIds(message.getAckId())
                        .build());
    }

    /** False when the message stays. */
    private boolean carryOut(Decision decision, PubsubMessage message) throws UnavailableException {
        return switch (decision) {
            case KEEP -> false;
            case REPLAY -> {
                replay(message);
                yield true;
            }
            case DROP -> true;
        };
    }

    /** Empty when there are no more messages: then Pub/Sub waits for one, and the time limit ends that. */
    private List<ReceivedMessage> pull(SubscriberStub stub) {
        PullRequest request = PullRequest.newBuilder()
                .setSubscription(name())
                .setMaxMessages(BATCH)
                .build();
        try {
            return stub.pullCallable()
                    .call(request, PubSubProbe.once(PULL_LIMIT))
                    .getReceivedMessagesList();
        } catch (DeadlineExceededException e) {
            return List.of();
        }
    }

    /** What cannot be given back comes back by itself when its lease ends. */
    private void giveBack(SubscriberStub stub, List<String> ackIds) {
        try {
            giveBackAll(stub, ackIds);
        } catch (ApiException e) {
            LOG.debug("The leases of what was looked at run out by themselves", e);
        }
    }

    private void giveBackAll(SubscriberStub stub, List<String> ackIds) {
        for (int from = 0; from < ackIds.size(); from += BATCH) {
            stub.modifyAckDeadlineCallable()
                    .call(ModifyAckDeadlineRequest.newBuilder()
                            .setSubscription(name())
                            .setAckDeadlineSeconds(0)
                            .addAllAckIds(ackIds.subList(from, Math.min(from + BATCH, ackIds.size())))
                            .build());
        }
    }

    private void replay(PubsubMessage message) throws UnavailableException {
        Map<String, String> attributes = new HashMap<>(message.getAttributesMap());
        attributes
                .keySet()
                .removeIf(name -> name.startsWith("CloudPubSubDeadLetterSource") || name.startsWith("x-hyperfleet-"));
        try {
            Publisher publisher = clients.publisher(names.topic());
            try {
                var _ = publisher
                        .publish(PubsubMessage.newBuilder()
                                .setData(message.getData())
                                .putAllAttributes(attributes)
                                .build())
                        .get(PUBLISH_SECONDS, TimeUnit.SECONDS);
            } finally {
                publisher.shutdown();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted");
        } catch (IOException | ExecutionException | TimeoutException e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            throw new UnavailableException("cannot publish to " + names.topic() + ": " + PubSubFailure.told(cause));
        }
    }

    private static DeadLetter letter(ReceivedMessage message) {
        Map<String, String> attributes = message.getMessage().getAttributesMap();
        return new DeadLetter(
                message.getMessage().getData().toByteArray(),
                attributes.getOrDefault(DeadLetterQueue.REASON, ""),
                attributes.getOrDefault(DeadLetterQueue.QUARANTINED_AT, ""),
                attributes);
    }

    @Override
    public void close() {
        clients.close();
    }
}
