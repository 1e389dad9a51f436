package io.hyperfleet.adapter.broker;

import com.google.protobuf.Empty;
import com.google.protobuf.Timestamp;
import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.GetSubscriptionRequest;
import com.google.pubsub.v1.GetTopicRequest;
import com.google.pubsub.v1.ModifyAckDeadlineRequest;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublishResponse;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.PullResponse;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import com.google.pubsub.v1.SubscriberGrpc;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Google Pub/Sub for tests: topics, subscriptions with a count of deliveries, streams, pulls, acknowledgements and
 * negative ones. A pull that finds nothing is never answered. Leases never end by themselves. Everything is guarded by one
 * lock.
 */
final class FakePubSub implements AutoCloseable {

    private record Held(Mailbox mailbox, PubsubMessage message, int attempt) {}

    /** A message that waits, with the number of its next delivery. */
    private record Waiting(PubsubMessage message, int attempt) {}

    private static final class Mailbox {

        private final Subscription subscription;
        private final Deque<Waiting> waiting = new ArrayDeque<>();
        private final List<StreamObserver<StreamingPullResponse>> streams = new ArrayList<>();

        Mailbox(Subscription subscription) {
            this.subscription = subscription;
        }
    }

    private final Map<String, Topic> topics = new HashMap<>();
    private final Map<String, Mailbox> mailboxes = new HashMap<>();
    private final Map<String, Held> held = new HashMap<>();
    private final Server server;
    private long nextId;

    private FakePubSub(int port) throws IOException {
        server = OkHttpServerBuilder.forPort(port, InsecureServerCredentials.create())
                .addService(new Publishing())
                .addService(new Subscribing())
                .build()
                .start();
    }

    static FakePubSub start() throws IOException {
        return new FakePubSub(0);
    }

    static FakePubSub startOn(int port) throws IOException {
        return new FakePubSub(port);
    }

    int port() {
        return server.getPort();
    }

    String host() {
        return "127.0.0.1:" + server.getPort();
    }

    synchronized void createTopic(String name) {
        topics.put(name, Topic.newBuilder().setName(name).build());
    }

    synchronized void createSubscription(String name, String topic) {
        mailboxes.put(
                name,
                new Mailbox(
                        Subscription.newBuilder().setName(name).setTopic(topic).build()));
    }

    synchronized @Nullable Subscription subscription(String name) {
        Mailbox mailbox = mailboxes.get(name);
        return mailbox == null ? null : mailbox.subscription;
    }

    synchronized boolean hasTopic(String name) {
        return topics.containsKey(name);
    }

    /** Messages of a subscription, those on their way included. */
    synchronized int messagesIn(String name) {
        Mailbox mailbox = mailboxes.get(name);
        long out = held.values().stream().filter(one -> one.mailbox == mailbox).count();
        return mailbox == null ? -1 : mailbox.waiting.size() + (int) out;
    }

    /** The message of a subscription that is to be delivered next; it stays. */
    synchronized PubsubMessage next(String name) {
        return Objects.requireNonNull(mailboxes.get(name)).waiting.getFirst().message;
    }

    void publish(String topic, PubsubMessage message) {
        publishAt(topic, message, 0);
    }

    /** Publishes with a clock that is ahead by so many seconds. */
    synchronized void publishAt(String topic, PubsubMessage message, int secondsAhead) {
        Instant now = Instant.now().plusSeconds(secondsAhead);
        PubsubMessage stored = message.toBuilder()
                .setMessageId("m" + nextId++)
                .setPublishTime(
                        Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
                .build();
        for (Mailbox mailbox : mailboxes.values()) {
            if (mailbox.subscription.getTopic().equals(topic)) {
                mailbox.waiting.add(new Waiting(stored, 1));
                deliver(mailbox);
            }
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            var _ = server.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(Mailbox mailbox) {
        while (!mailbox.waiting.isEmpty() && !mailbox.streams.isEmpty()) {
            StreamObserver<StreamingPullResponse> stream = mailbox.streams.getFirst();
            stream.onNext(StreamingPullResponse.newBuilder()
                    .addReceivedMessages(handOver(mailbox))
                    .build());
        }
    }

    private ReceivedMessage handOver(Mailbox mailbox) {
        Waiting next = mailbox.waiting.removeFirst();
        String ackId = "a" + nextId++;
        held.put(ackId, new Held(mailbox, next.message, next.attempt));
        return ReceivedMessage.newBuilder()
                .setAckId(ackId)
                .setMessage(next.message)
                .setDeliveryAttempt(next.attempt)
                .build();
    }

    private static <T> void answer(StreamObserver<T> observer, @Nullable T value) {
        if (value == null) {
            observer.onError(
                    Status.NOT_FOUND.withDescription("Resource not found").asRuntimeException());
            return;
        }
        observer.onNext(value);
        observer.onCompleted();
    }

    private final class Publishing extends PublisherGrpc.PublisherImplBase {

        @Override
        public void createTopic(Topic request, StreamObserver<Topic> observer) {
            FakePubSub.this.createTopic(request.getName());
            answer(observer, request);
        }

        @Override
        public void getTopic(GetTopicRequest request, StreamObserver<Topic> observer) {
            synchronized (FakePubSub.this) {
                answer(observer, topics.get(request.getTopic()));
            }
        }

        private static boolean hasTooLongAttribute(PublishRequest request) {
            return request.getMessagesList().stream()
                    .flatMap(message -> message.getAttributesMap().values().stream())
                    .anyMatch(value -> value.getBytes(StandardCharsets.UTF_8).length > 1024);
        }

        @Override
        public void publish(PublishRequest request, StreamObserver<PublishResponse> observer) {
            if (hasTooLongAttribute(request)) {
                observer.onError(Status.INVALID_ARGUMENT
                        .withDescription("an attribute value is longer than 1024 bytes")
                        .asRuntimeException());
                return;
            }
            if (!hasTopic(request.getTopic())) {
                answer(observer, null);
                return;
            }
            PublishResponse.Builder response = PublishResponse.newBuilder();
            for (PubsubMessage message : request.getMessagesList()) {
                FakePubSub.this.publish(request.getTopic(), message);
                response.addMessageIds("id");
            }
            answer(observer, response.build());
        }
    }

    private final class Subscribing extends SubscriberGrpc.SubscriberImplBase {

        @Override
        public void createSubscription(Subscription request, StreamObserver<Subscription> observer) {
            synchronized (FakePubSub.this) {
                mailboxes.put(request.getName(), new Mailbox(request));
                answer(observer, request);
            }
        }

        @Override
        public void getSubscription(GetSubscriptionRequest request, StreamObserver<Subscription> observer) {
            answer(observer, subscription(request.getSubscription()));
        }

        @Override
        public void pull(PullRequest request, StreamObserver<PullResponse> observer) {
            synchronized (FakePubSub.this) {
                Mailbox mailbox = mailboxes.get(request.getSubscription());
                if (mailbox == null) {
                    answer(observer, null);
                    return;
                }
                if (mailbox.waiting.isEmpty()) {
                    // As the service does: waits for a message, and the caller's time limit ends that.
                    return;
                }
                PullResponse.Builder response = PullResponse.newBuilder();
                while (!mailbox.waiting.isEmpty() && response.getReceivedMessagesCount() < request.getMaxMessages()) {
                    response.addReceivedMessages(handOver(mailbox));
                }
                answer(observer, response.build());
            }
        }

        @Override
        public void acknowledge(AcknowledgeRequest request, StreamObserver<Empty> observer) {
            synchronized (FakePubSub.this) {
                request.getAckIdsList().forEach(held::remove);
                answer(observer, Empty.getDefaultInstance());
            }
        }

        @Override
        public void modifyAckDeadline(ModifyAckDeadlineRequest request, StreamObserver<Empty> observer) {
            synchronized (FakePubSub.this) {
                if (request.getAckDeadlineSeconds() == 0) {
                    request.getAckIdsList().forEach(this::giveBack);
                }
                answer(observer, Empty.getDefaultInstance());
            }
        }

        private void giveBack(String ackId) {
            Held back = held.remove(ackId);
            if (back != null) {
                back.mailbox.waiting.add(new Waiting(back.message, back.attempt + 1));
                deliver(back.mailbox);
            }
        }

        @Override
        public StreamObserver<StreamingPullRequest> streamingPull(StreamObserver<StreamingPullResponse> observer) {
            return new StreamObserver<>() {
                @Override
                public void onNext(StreamingPullRequest request) {
                    synchronized (FakePubSub.this) {
                        Mailbox mailbox = mailboxes.get(request.getSubscription());
                        if (mailbox != null) {
                            mailbox.streams.add(observer);
                            deliver(mailbox);
                        } else if (!request.getSubscription().isEmpty()) {
                            answer(observer, null);
                        }
                    }
                }

                @Override
                public void onError(Throwable failure) {
                    forget();
                }

                @Override
                public void onCompleted() {
                    forget();
                    observer.onCompleted();
                }

                private void forget() {
                    synchronized (FakePubSub.this) {
                        mailboxes.values().forEach(mailbox -> mailbox.streams.remove(observer));
                    }
                }
            };
        }
    }
}
