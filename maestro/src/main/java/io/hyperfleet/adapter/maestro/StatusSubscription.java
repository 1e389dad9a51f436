package io.hyperfleet.adapter.maestro;

import io.grpc.ClientCall;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.hyperfleet.adapter.maestro.wire.CloudEvent;
import io.hyperfleet.adapter.maestro.wire.CloudEventServiceGrpc;
import io.hyperfleet.adapter.maestro.wire.SubscriptionRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a subscription to the status events of our works open, as every client of Maestro does. Nothing is done with the
 * events, since each run reads what it needs; but the server sends something every few seconds, which tells whether the
 * connection is alive, and keeping it alive means that writes find one. A write never waits for the subscription.
 */
final class StatusSubscription implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StatusSubscription.class);

    private static final Duration RECONNECT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration REFUSAL_PAUSE = Duration.ofSeconds(10);

    private final GrpcConnection connection;
    private final String source;
    private final Duration healthinessTimeout;
    private final Thread thread;
    private final AtomicBoolean troubled = new AtomicBoolean();

    private StatusSubscription(GrpcConnection connection, String source, Duration healthinessTimeout) {
        this.connection = connection;
        this.source = source;
        this.healthinessTimeout = healthinessTimeout;
        this.thread = Thread.ofVirtual().name("maestro-status").unstarted(this::keepOpen);
    }

    static StatusSubscription start(GrpcConnection connection, String source, Duration healthinessTimeout) {
        StatusSubscription subscription = new StatusSubscription(connection, source, healthinessTimeout);
        subscription.thread.start();
        return subscription;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void keepOpen() {
        try {
            while (true) {
                Status end = listen();
                boolean unreachable = end.getCode() == Status.Code.UNAVAILABLE;
                if (!troubled.getAndSet(true)) {
                    LOG.warn(
                            "the cloudevents client is disconnected: subscribe stream failed: rpc error: code = {}"
                                    + " desc = {}",
                            Publisher.codeName(end),
                            connection.causeOf(end));
                }
                if (!unreachable && end.getCode() != Status.Code.CANCELLED) {
                    Thread.sleep(REFUSAL_PAUSE);
                }
                boolean connected = connection.connectWithin(RECONNECT_INTERVAL);
                if (connected && unreachable) {
                    Thread.sleep(RECONNECT_INTERVAL);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Close grpc client connection");
        }
    }

    /** Listens until the stream ends or falls silent. */
    private Status listen() throws InterruptedException {
        Stream stream = new Stream();
        ClientCall<SubscriptionRequest, CloudEvent> call =
                connection.channel().newCall(CloudEventServiceGrpc.getSubscribeMethod(), connection.callOptions());
        SubscriptionRequest request = SubscriptionRequest.newBuilder()
                .setSource(source)
                .setDataType(SpecEvent.DATA_TYPE)
                .build();
        ClientCalls.asyncServerStreamingCall(call, request, stream);
        try {
            while (true) {
                long silent = System.nanoTime() - stream.lastSign;
                long left = healthinessTimeout.toNanos() - silent;
                if (left <= 0) {
                    connection.renew();
                    return Status.CANCELLED.withDescription(
                            "stream timeout: no heartbeat received for " + healthinessTimeout.toSeconds() + "s");
                }
                try {
                    return stream.ended.get(left, TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    // Something may have come meanwhile: look again.
                } catch (ExecutionException e) {
                    throw new IllegalStateException("nothing fails this future", e);
                }
            }
        } finally {
            call.cancel("no longer listened to", null);
        }
    }

    private void alive() {
        if (troubled.getAndSet(false)) {
            LOG.info("the cloudevents client is connected again");
        }
    }

    private final class Stream implements StreamObserver<CloudEvent> {

        private final CompletableFuture<Status> ended = new CompletableFuture<>();
        private volatile long lastSign = System.nanoTime();

        @Override
        public void onNext(CloudEvent event) {
            lastSign = System.nanoTime();
            connection.answered();
            alive();
        }

        @Override
        public void onError(Throwable failure) {
            ended.complete(Status.fromThrowable(failure));
        }

        @Override
        public void onCompleted() {
            ended.complete(Status.UNAVAILABLE.withDescription("the server ended the stream"));
        }
    }
}
