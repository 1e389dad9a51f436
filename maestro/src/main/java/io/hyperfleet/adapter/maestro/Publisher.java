package io.hyperfleet.adapter.maestro;

import com.google.protobuf.Empty;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.hyperfleet.adapter.engine.run.Backoff;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.maestro.MaestroSettings.Retries;
import io.hyperfleet.adapter.maestro.wire.CloudEvent;
import io.hyperfleet.adapter.maestro.wire.CloudEventServiceGrpc;
import io.hyperfleet.adapter.maestro.wire.PublishRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events to Maestro, which answers once they are stored. When the server cannot be reached, or does not answer in
 * time, the same event is sent again; it may then already have been stored, which shows as a refusal because the work
 * exists or has moved on.
 */
final class Publisher {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private static final Backoff BACKOFF =
            new Backoff(Backoff.Strategy.EXPONENTIAL, Duration.ofSeconds(1), Duration.ofSeconds(5));

    private static final Duration CONNECT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

    private static final int HTTP_OK = 200;

    /** What operators search for when the connection is the trouble. */
    private static final String NOT_READY = "the cloudevents client is not ready: ";

    private final GrpcConnection connection;
    private final Duration timeout;
    private final Retries retries;
    private final RandomGenerator random;
    private final RequestObserver observer;

    Publisher(
            GrpcConnection connection,
            Duration timeout,
            Retries retries,
            RandomGenerator random,
            RequestObserver observer) {
        this.connection = connection;
        this.timeout = timeout;
        this.retries = retries;
        this.random = random;
        this.observer = observer;
    }

    /** What became of an event. */
    sealed interface Published {

        record Stored() implements Published {}

        /** It was not stored, or nobody knows. */
        sealed interface Failure extends Published {

            String message();

            /** Whether the same event may be taken later. */
            boolean mayPass();
        }

        /**
         * The server does not want it.
         *
         * @param text what it says
         * @param message the same as one error text
         */
        record Refused(String text, String message) implements Failure {

            boolean isForUnknownConsumer() {
                return text.contains("fk_resources_consumers");
            }

            /** Whether it is only the server's database that could not do it. */
            @Override
            public boolean mayPass() {
                boolean isInternal = text.contains("maestro-9:") || text.contains("maestro-26:");
                return isInternal && !isForUnknownConsumer();
            }
        }

        /** It did not get there, or the answer did not get here. */
        record Undelivered(String message) implements Failure {

            @Override
            public boolean mayPass() {
                return true;
            }
        }
    }

    Published publish(CloudEvent event, Deadline deadline) {
        Deadline endOfOutage = Deadline.in(retries.outage());
        for (int attempt = 1; ; attempt++) {
            Duration limit = deadline.remaining(timeout);
            if (limit.isZero()) {
                return new Published.Undelivered("context deadline exceeded");
            }
            Status status = attempt(event, limit);
            if (status.isOk()) {
                connection.answered();
                return new Published.Stored();
            }
            Published.Failure failure = failure(status);
            boolean nobodyThere = status.getCode() == Status.Code.UNAVAILABLE && !connection.isReady();
            Duration wait = nobodyThere ? CONNECT_INTERVAL : BACKOFF.after(attempt, random);
            boolean hasTime = deadline.remaining(wait).compareTo(wait) >= 0;
            if (!hasTime || !failure.mayPass() || !retries.goOn(attempt, nobodyThere, endOfOutage)) {
                return failure;
            }
            LOG.warn("transient gRPC error, retrying (attempt {}): {}", attempt, failure.message());
            try {
                await(status, nobodyThere, wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Published.Undelivered("context canceled: " + unreachable(status));
            }
        }
    }

    private Published.Failure failure(Status status) {
        if (status.getCode() == Status.Code.UNAVAILABLE || status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
            return new Published.Undelivered(unreachable(status));
        }
        String text = Objects.requireNonNullElse(status.getDescription(), "");
        String message = "rpc error: code = " + codeName(status) + " desc = " + text;
        return new Published.Refused(text, isStranger(status, text) ? NOT_READY + message : message);
    }

    /** Gives a server that is there the time; one that is not is used as soon as it is back. */
    private void await(Status status, boolean nobodyThere, Duration wait) throws InterruptedException {
        if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
            // It may be the connection that fell silent.
            connection.renew();
        }
        if (nobodyThere) {
            var _ = connection.connectWithin(wait);
            Thread.sleep(SHORTEST_PAUSE);
        } else {
            Thread.sleep(wait);
        }
    }

    private Status attempt(CloudEvent event, Duration limit) {
        PublishRequest request = PublishRequest.newBuilder().setEvent(event).build();
        MethodDescriptor<PublishRequest, Empty> method = CloudEventServiceGrpc.getPublishMethod();
        String url = connection.url() + "/" + method.getFullMethodName();
        RequestObserver.Exchange seen = observer.started(RequestObserver.Service.MAESTRO, "POST", url);
        try {
            var _ = ClientCalls.blockingUnaryCall(
                    connection.channel(seen.headers()),
                    method,
                    connection.callOptions().withDeadlineAfter(limit.toNanos(), TimeUnit.NANOSECONDS),
                    request);
            seen.answered(HTTP_OK);
            return Status.OK;
        } catch (StatusRuntimeException e) {
            seen.failed("rpc error: code = " + codeName(e.getStatus()));
            return e.getStatus();
        }
    }

    /** Whether the server does not let us in: the Go program says of this, too, that it is not connected. */
    private static boolean isStranger(Status status, String text) {
        return status.getCode() == Status.Code.UNAUTHENTICATED
                || status.getCode() == Status.Code.PERMISSION_DENIED
                || text.startsWith("unauthorized to ");
    }

    /** The phrase that the Go program has for every trouble with the connection, and the trouble itself. */
    private String unreachable(Status status) {
        String cause = status.getCode() == Status.Code.UNAVAILABLE
                ? "connection error: " + connection.causeOf(status)
                : "context deadline exceeded (no answer in time)";
        return NOT_READY + "rpc error: code = " + codeName(status) + " desc = " + cause;
    }

    /** As Go names the code: {@code RESOURCE_EXHAUSTED} is {@code ResourceExhausted}. */
    static String codeName(Status status) {
        if (status.getCode() == Status.Code.CANCELLED) {
            return "Canceled";
        }
        StringBuilder name = new StringBuilder();
        for (String word : status.getCode().name().split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }
}
