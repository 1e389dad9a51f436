package io.hyperfleet.adapter.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.app.observe.LogSettings;
import io.hyperfleet.adapter.app.observe.LogSettings.LogFormat;
import io.hyperfleet.adapter.app.observe.LogSettings.LogLevel;
import io.hyperfleet.adapter.app.observe.LogSettings.LogTarget;
import io.hyperfleet.adapter.app.serve.Attendant.Serving;
import io.hyperfleet.adapter.app.serve.ServeProgram.Configuration;
import io.hyperfleet.adapter.app.serve.ServeSettings.Limits;
import io.hyperfleet.adapter.engine.run.ApiRequest;
import io.hyperfleet.adapter.engine.run.ApiResult;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.FailureClass;
import io.hyperfleet.adapter.engine.run.HyperFleetApi;
import io.hyperfleet.adapter.engine.run.Phase;
import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.engine.run.ResourceTransport;
import io.hyperfleet.adapter.engine.run.RunEvent;
import io.hyperfleet.adapter.engine.run.RunResult;
import io.hyperfleet.adapter.engine.task.CompiledResource.Client;
import io.hyperfleet.adapter.standins.EmbeddedBroker;
import io.hyperfleet.adapter.standins.EventPublisher;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** The whole program but for the task: an embedded broker on one side, probes over HTTP on the other. */
@Timeout(60)
class ServeProgramTest {

    private static final LogSettings QUIET = new LogSettings(LogLevel.ERROR, LogFormat.JSON, LogTarget.STDERR);
    private static final ServeSettings.Build BUILD = new ServeSettings.Build("0.0.0-test", "none", "unknown");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final long PATIENCE_SECONDS = 20;

    private static EmbeddedBroker broker;

    private final CompletableFuture<Serving> serving = new CompletableFuture<>();
    private String topic = "";
    private ServeSettings.Ports ports = new ServeSettings.Ports(0, 0);
    private String subscriptionId = "sub";
    private Duration drain = Duration.ofSeconds(20);
    private EventRun run = (event, observer, deadline) -> done();

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void nameTheTopic(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName();
    }

    @Test
    void anEventIsRunAndAcknowledgedAndTheProgramStopsInGoodOrder() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        run = (event, observer, deadline) -> {
            ran.countDown();
            return done();
        };
        CompletableFuture<Optional<String>> ended = start();
        Serving program = await(serving);

        assertThat(readyz(program).statusCode()).isEqualTo(200);
        publish("e1");
        assertThat(ran.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        await(() -> broker.messagesIn(topic + "-sub").orElse(-1) == 0);
        program.stop().run();

        assertThat(await(ended)).isEmpty();
    }

    @Test
    void whatRunsIsFinishedBeforeTheProgramEnds() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch mayFinish = new CountDownLatch(1);
        run = (event, observer, deadline) -> {
            started.countDown();
            awaitQuietly(mayFinish);
            return done();
        };
        CompletableFuture<Optional<String>> ended = start();
        Serving program = await(serving);
        publish("e1");
        assertThat(started.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

        program.stop().run();
        assertThat(readyz(program).statusCode()).as("not ready while stopping").isEqualTo(503);
        assertThat(ended).isNotDone();
        mayFinish.countDown();

        assertThat(await(ended)).isEmpty();
        await(() -> broker.messagesIn(topic + "-sub").orElse(-1) == 0);
    }

    @Test
    void whatDoesNotFinishInTheDrainPeriodIsDeliveredAgain() throws Exception {
        drain = Duration.ofMillis(300);
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        run = (event, observer, deadline) -> {
            started.countDown();
            awaitQuietly(never);
            return done();
        };
        CompletableFuture<Optional<String>> ended = start();
        Serving program = await(serving);
        publish("e1");
        publish("e2");
        assertThat(started.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

        program.stop().run();

        assertThat(await(ended)).isEmpty();
        await(() -> broker.messagesIn(topic + "-sub").orElse(-1) == 2);
        never.countDown();
    }

    @Test
    void readinessFollowsTheBroker() throws Exception {
        EmbeddedBroker own = EmbeddedBroker.start();
        CompletableFuture<Optional<String>> ended = start(own.uri());
        Serving program = await(serving);
        assertThat(readyz(program).statusCode()).isEqualTo(200);

        own.close();
        await(() -> readyz(program).statusCode() == 503);
        assertThat(readyz(program).body()).contains("\"broker\":\"error\"");
        try (EmbeddedBroker _ = EmbeddedBroker.startOn(own.port())) {
            await(() -> readyz(program).statusCode() == 200);
            program.stop().run();
            assertThat(await(ended)).isEmpty();
        }
    }

    @Test
    void whatWaitsFromALostConnectionGivesWayToItsRedelivery() throws Exception {
        CountDownLatch mayFinish = new CountDownLatch(1);
        run = (event, observer, deadline) -> {
            awaitQuietly(mayFinish);
            return done();
        };
        CompletableFuture<Optional<String>> ended = start();
        Serving program = await(serving);
        for (int i = 0; i < 3; i++) {
            publish("e1");
        }
        await(() -> metric(program, "hyperfleet_adapter_deliveries_waiting") == 2);

        for (int connection = 2; connection <= 3; connection++) {
            broker.closeConnections();
            int consumed = 3 * connection;
            await(() -> metric(program, "hyperfleet_broker_messages_consumed_total") == consumed);
            await(() -> metric(program, "hyperfleet_adapter_deliveries_waiting") == 3);
        }
        mayFinish.countDown();

        await(() -> broker.messagesIn(topic + "-sub").orElse(-1) == 0);
        program.stop().run();
        assertThat(await(ended)).isEmpty();
    }

    @Test
    void aPortInUseEndsTheProgramWithTheRemedy() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            ports = new ServeSettings.Ports(0, taken.getLocalPort());

            assertThat(await(start()))
                    .hasValueSatisfying(error -> assertThat(error)
                            .startsWith("failed to start metrics server on port " + taken.getLocalPort() + ": ")
                            .contains("--metrics-port", "HYPERFLEET_METRICS_PORT"));
        }
    }

    @Test
    void aMissingSubscriptionEndsTheProgram() throws Exception {
        subscriptionId = "";

        assertThat(await(start())).hasValue("clients.broker.subscription_id is required");
    }

    @Test
    void aBrokerThatRefusesEndsTheProgramAndItWasNeverReady() throws Exception {
        EventPublisher.connect(broker.uri(), topic, "topic").close();

        assertThat(await(start()))
                .hasValueSatisfying(error -> assertThat(error)
                        .startsWith("failed to subscribe to topic: router error on topic \"" + topic
                                + "\" (subscription: sub): "));
        assertThat(serving).isNotDone();
    }

    @Test
    void aConfigurationThatIsRefusedEndsTheProgram() {
        assertThat(ServeProgram.run(
                        BUILD, QUIET, Map.of(), () -> new Configuration.Refused("no such file"), Attendant.NOBODY))
                .hasValue("failed to load adapter configuration: no such file");
    }

    private CompletableFuture<Optional<String>> start() {
        return start(broker.uri());
    }

    private CompletableFuture<Optional<String>> start(String brokerUri) {
        Map<String, String> environment = Map.of("BROKER_TYPE", "rabbitmq", "BROKER_RABBITMQ_URL", brokerUri);
        ServeSettings settings = new ServeSettings(
                "probe",
                BUILD,
                QUIET,
                new ServeSettings.ApiClientSummary("0s", 0),
                new ServeSettings.Subscription(subscriptionId, topic),
                ports,
                Optional.empty(),
                new Limits(Duration.ofMinutes(2), drain, Duration.ofSeconds(30)),
                SettlementPolicy.ALWAYS_ACK,
                Path.of("nowhere"),
                environment);
        CompletableFuture<Optional<String>> ended = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                ended.complete(ServeProgram.run(
                        BUILD,
                        QUIET,
                        environment,
                        () -> new Configuration.Ready(settings, new NoClients(run)),
                        new Watcher(serving)));
            } catch (RuntimeException | Error e) {
                ended.completeExceptionally(e);
                serving.completeExceptionally(e);
            }
        });
        return ended;
    }

    private void publish(String eventId) throws IOException {
        String body = """
                {"specversion":"1.0","id":"%s","data":{"id":"%s","kind":"Cluster","generation":1}}
                """.formatted(eventId, "cluster-of-" + eventId);
        try (EventPublisher publisher = EventPublisher.connect(broker.uri(), topic, "fanout")) {
            publisher.publish(body.getBytes(StandardCharsets.UTF_8), Map.of());
        }
    }

    private static HttpResponse<String> readyz(Serving program) {
        return get(program.healthPort(), "/readyz");
    }

    private static double metric(Serving program, String name) {
        Matcher line = Pattern.compile("(?m)^" + name + "(?:\\{.*})? (\\S+)$")
                .matcher(get(program.metricsPort(), "/metrics").body());
        assertThat(line.find()).as(name).isTrue();
        return Double.parseDouble(line.group(1));
    }

    private static HttpResponse<String> get(int port, String path) {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        try {
            return CLIENT.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("port " + port + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static <T> T await(CompletableFuture<T> future)
            throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the condition holds in time").isLessThan(end);
            Thread.sleep(Duration.ofMillis(10));
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RunResult done() {
        return new RunResult(
                Phase.POST_ACTIONS, List.of(), false, "", Map.of(), List.of(), List.of(), List.of(), Map.of());
    }

    private record Watcher(CompletableFuture<Serving> serving) implements Attendant {

        @Override
        public void ready(Serving program) {
            serving.complete(program);
        }

        @Override
        public void on(RunEvent event) {
            // What happens in runs is not this test's concern.
        }
    }

    /** Parts of a program whose task calls nobody. */
    private record NoClients(EventRun run) implements EngineParts {

        @Override
        public HyperFleetApi createApi(RequestObserver requests) {
            return new HyperFleetApi() {
                @Override
                public String address(String url) {
                    return url;
                }

                @Override
                public ApiResult call(ApiRequest request, Deadline deadline) {
                    return new ApiResult.Failure("nobody is there", null, 1, FailureClass.TERMINAL);
                }
            };
        }

        @Override
        public BooleanSupplier apiProbe() {
            return () -> true;
        }

        @Override
        public List<Client> transports() {
            return List.of(Client.KUBERNETES);
        }

        @Override
        public ResourceTransport createTransport(Client client, RequestObserver requests) {
            return new NoTransport();
        }

        @Override
        public EventRun createEventRun(HyperFleetApi api, Map<Client, ResourceTransport> transports) {
            return run;
        }

        @Override
        public void close() {
            // Nothing was opened.
        }
    }
}
