package io.hyperfleet.adapter.standins;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A Maestro in this process: the gRPC interface that takes events and sends status events and heartbeats, the REST
 * interface that shows works and consumers, both unencrypted on loopback ports over one store. Texts of refusals are those of a real
 * server. An agent that carries works out at once can be switched on; without it nothing is reported and deleted works
 * stay.
 */
public final class MaestroStandIn implements AutoCloseable {

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final String HEARTBEAT_TYPE = "io.open-cluster-management.cloudevents.heartbeat";
    private static final String STATUS_TYPE =
            "io.open-cluster-management.works.v1alpha1.manifestbundles.status.update_request";
    private static final Metadata.Key<String> SUBSCRIPTION_ID =
            Metadata.Key.of("subscription-id", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

    private final MaestroRows rows = new MaestroRows();
    private final MaestroRest rest = new MaestroRest(rows);
    private final HttpStandIn http = HttpStandIn.start(rest::answer);
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private final List<MaestroEvent> published = new CopyOnWriteArrayList<>();
    private final AtomicInteger subscribed = new AtomicInteger();
    private final Deque<Status> faults = new ArrayDeque<>();
    private final AtomicLong sequence = new AtomicLong(System.nanoTime());
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("maestro-stand-in").daemon().factory());
    private volatile boolean heartbeats = true;
    private volatile @Nullable Duration agentTime;
    private volatile @Nullable String requiredToken;
    private volatile boolean subscriptionsForbidden;
    private final int grpcPort;
    private Server server;

    private MaestroStandIn(Duration heartbeat) {
        this.server = startGrpc(0);
        this.grpcPort = server.getPort();
        var _ = timer.scheduleWithFixedDelay(
                this::sendHeartbeats, heartbeat.toMillis(), heartbeat.toMillis(), TimeUnit.MILLISECONDS);
    }

    private record Subscriber(String source, StreamObserver<MaestroEvent> stream) {}

    /** Starts one that sends a heartbeat every ten seconds, as the real one. */
    public static MaestroStandIn start() {
        return start(HEARTBEAT);
    }

    /**
     * Starts one.
     *
     * @param heartbeat how often subscribers get a sign of life
     */
    public static MaestroStandIn start(Duration heartbeat) {
        return new MaestroStandIn(heartbeat);
    }

    /** Where the gRPC interface is, {@code host:port}. */
    public String grpcAddress() {
        return "127.0.0.1:" + grpcPort;
    }

    public int grpcPort() {
        return grpcPort;
    }

    /** Where the REST interface is. */
    public String uri() {
        return http.uri();
    }

    /** The requests and faults of the REST interface. */
    public HttpStandIn http() {
        return http;
    }

    /** Registers a consumer, as an administrator would. */
    public void register(String consumer) {
        rows.addConsumer(consumer, UUID.randomUUID().toString());
    }

    /** Every event that was published, in the order of arrival, also the refused ones. */
    public List<MaestroEvent> published() {
        return List.copyOf(published);
    }

    /** All works, also those being deleted. */
    public List<MaestroRow> works() {
        return rows.all();
    }

    /** The works of a consumer by their names. */
    public Map<String, MaestroRow> worksOf(String consumer) {
        Map<String, MaestroRow> works = new LinkedHashMap<>();
        rows.all().stream()
                .filter(row -> row.consumer().equals(consumer))
                .forEach(row -> works.put(row.metadata().path("name").asText(), row));
        return works;
    }

    /** How many clients listen for status events. */
    public int subscriptions() {
        return subscribers.size();
    }

    /** How often anybody subscribed. */
    public int subscriptionsEver() {
        return subscribed.get();
    }

    /** Lets the next events fail with this status. */
    public void failNextPublishes(int count, Status status) {
        synchronized (faults) {
            for (int i = 0; i < count; i++) {
                faults.add(status);
            }
        }
    }

    /** Ends all streams, as a server that restarts does. */
    public void breakStreams() {
        subscribers.forEach(subscriber -> subscriber.stream().onError(Status.UNAVAILABLE.asRuntimeException()));
        subscribers.clear();
    }

    /** From now on there are no signs of life. */
    public void stopHeartbeats() {
        heartbeats = false;
    }

    /** From now on gRPC calls without this bearer token are refused. */
    public void requireToken(String token) {
        requiredToken = token;
    }

    /** From now on nobody may subscribe. */
    public void forbidSubscriptions() {
        subscriptionsForbidden = true;
    }

    /** Makes pages of lists end after this many works. */
    public void limitPages(int size) {
        rest.limitPages(size);
    }

    /** Stops the gRPC interface; connections end at once. */
    public void stopGrpc() throws InterruptedException {
        server.shutdownNow();
        server.awaitTermination();
        subscribers.clear();
    }

    public boolean isGrpcStopped() {
        return server.isShutdown();
    }

    /** Brings the gRPC interface back at its old address. */
    public void restartGrpc() {
        server = startGrpc(grpcPort);
    }

    /** From now on an agent carries out every work this long after it was published, and reports so. */
    public void runAgentsAfter(Duration time) {
        agentTime = time;
    }

    /** Reports as an agent: the status of a work at its present version. */
    public void reportStatus(String id, JsonNode conditions, JsonNode resourceStatus) {
        rows.change(id, row -> {
                    ObjectNode status = Json.object();
                    status.put("ObservedVersion", row.version());
                    status.put("SequenceID", Long.toString(sequence.incrementAndGet()));
                    status.set("conditions", conditions);
                    status.set("resourceStatus", resourceStatus);
                    return row.reported(status);
                })
                .ifPresent(this::broadcast);
    }

    /** Confirms as an agent that everything in a deleted work is gone: the work goes too. */
    public void confirmDelete(String id) {
        rows.remove(id).ifPresent(row -> broadcast(row.reported(MaestroAgent.deleted(row))));
    }

    @Override
    public void close() {
        timer.shutdownNow();
        server.shutdownNow();
        http.close();
    }

    private Server startGrpc(int port) {
        ServerServiceDefinition service = ServerServiceDefinition.builder("io.cloudevents.v1.CloudEventService")
                .addMethod(MaestroWire.PUBLISH, ServerCalls.asyncUnaryCall(this::publish))
                .addMethod(MaestroWire.SUBSCRIBE, ServerCalls.asyncServerStreamingCall(this::subscribe))
                .build();
        try {
            return OkHttpServerBuilder.forPort(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                            InsecureServerCredentials.create())
                    .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                    .intercept(new Gate())
                    .addService(service)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback interface", e);
        }
    }

    /** Gives each subscription its id and turns away who may not come in. */
    private final class Gate implements ServerInterceptor {

        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            String token = requiredToken;
            if (token != null && !("Bearer " + token).equals(headers.get(AUTHORIZATION))) {
                call.close(Status.UNAUTHENTICATED.withDescription("invalid token"), new Metadata());
                return new ServerCall.Listener<>() {};
            }
            boolean isSubscription = Objects.equals(call.getMethodDescriptor().getBareMethodName(), "Subscribe");
            if (isSubscription && subscriptionsForbidden) {
                call.close(Status.PERMISSION_DENIED.withDescription("unauthorized to subscribe"), new Metadata());
                return new ServerCall.Listener<>() {};
            }
            if (isSubscription) {
                Metadata answer = new Metadata();
                answer.put(SUBSCRIPTION_ID, UUID.randomUUID().toString());
                call.sendHeaders(answer);
                return next.startCall(new HeadersSent<>(call), headers);
            }
            return next.startCall(call, headers);
        }
    }

    private static final class HeadersSent<Q, A> extends SimpleForwardingServerCall<Q, A> {

        private HeadersSent(ServerCall<Q, A> call) {
            super(call);
        }

        @Override
        public void sendHeaders(Metadata headers) {
            // They went out when the call came in.
        }
    }

    private void publish(MaestroEvent event, StreamObserver<MaestroWire.Empty> answer) {
        Status fault;
        synchronized (faults) {
            fault = faults.poll();
        }
        published.add(event);
        if (fault != null) {
            answer.onError(fault.asRuntimeException());
            return;
        }
        try {
            rows.accept(event, Instant.now());
        } catch (MaestroRows.RefusedException e) {
            answer.onError(Status.UNKNOWN.withDescription(e.getMessage()).asRuntimeException());
            return;
        }
        answer.onNext(new MaestroWire.Empty());
        answer.onCompleted();
        Duration time = agentTime;
        if (time != null) {
            String id = event.text("ce-resourceid").orElseThrow();
            var _ = timer.schedule(() -> carryOut(id), time.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void carryOut(String id) {
        Optional<MaestroRow> row = rows.get(id);
        if (row.isEmpty()) {
            return;
        }
        if (row.get().deletedAt() != null) {
            confirmDelete(id);
            return;
        }
        ArrayNode conditions = MaestroAgent.conditions(row.get());
        reportStatus(id, conditions, MaestroAgent.resourceStatus(row.get()));
    }

    private void subscribe(MaestroWire.Subscription subscription, StreamObserver<MaestroEvent> stream) {
        Subscriber subscriber = new Subscriber(subscription.source(), stream);
        ((ServerCallStreamObserver<MaestroEvent>) stream).setOnCancelHandler(() -> subscribers.remove(subscriber));
        subscribers.add(subscriber);
        subscribed.incrementAndGet();
    }

    private void sendHeartbeats() {
        if (heartbeats) {
            MaestroEvent heartbeat =
                    new MaestroEvent(UUID.randomUUID().toString(), "", "1.0", HEARTBEAT_TYPE, Map.of(), null);
            subscribers.forEach(subscriber -> send(subscriber, heartbeat));
        }
    }

    private void broadcast(MaestroRow row) {
        Map<String, MaestroEvent.Attribute> attributes = new LinkedHashMap<>();
        attributes.put("contenttype", new MaestroEvent.Attribute.Text("application/json"));
        attributes.put("ce-time", new MaestroEvent.Attribute.Time(Instant.now()));
        attributes.put("ce-clustername", new MaestroEvent.Attribute.Text(row.consumer()));
        attributes.put("ce-originalsource", new MaestroEvent.Attribute.Text("maestro"));
        attributes.put("ce-resourceid", new MaestroEvent.Attribute.Text(row.id()));
        attributes.put("ce-resourceversion", new MaestroEvent.Attribute.Whole(row.version()));
        attributes.put("ce-sequenceid", new MaestroEvent.Attribute.Text(Long.toString(sequence.incrementAndGet())));
        attributes.put(
                "ce-metadata", new MaestroEvent.Attribute.Text(row.metadata().toString()));
        attributes.put("ce-logtracing", new MaestroEvent.Attribute.Text("{}"));
        MaestroEvent event = new MaestroEvent(
                UUID.randomUUID().toString(),
                row.consumer() + "-work-agent",
                "1.0",
                STATUS_TYPE,
                attributes,
                String.valueOf(row.status()));
        subscribers.stream()
                .filter(subscriber -> subscriber.source().equals(row.source()))
                .forEach(subscriber -> send(subscriber, event));
    }

    private static void send(Subscriber subscriber, MaestroEvent event) {
        synchronized (subscriber) {
            subscriber.stream().onNext(event);
        }
    }
}
