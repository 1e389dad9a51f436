package io.hyperfleet.adapter.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.app.EmbeddedAdapter;
import io.hyperfleet.adapter.app.serve.Attendant;
import io.hyperfleet.adapter.engine.run.RunEvent;
import io.hyperfleet.adapter.standins.EmbeddedBroker;
import io.hyperfleet.adapter.standins.EntityKind;
import io.hyperfleet.adapter.standins.EventPublisher;
import io.hyperfleet.adapter.standins.Gate;
import io.hyperfleet.adapter.standins.HyperFleetApiStandIn;
import io.hyperfleet.adapter.standins.KubernetesStandIn;
import io.hyperfleet.adapter.standins.MaestroStandIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that go away while events keep coming, and come back. */
@Timeout(240)
class OutageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_EVENTS = Duration.ofMillis(200);
    private static final int EVENTS_IN_AN_OUTAGE = 25;

    /** What is promised; a busy machine may need more. */
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private final EmbeddedBroker broker = EmbeddedBroker.start();
    private final HyperFleetApiStandIn api = HyperFleetApiStandIn.start(EntityKind.cluster());
    private final KubernetesStandIn kubernetes = KubernetesStandIn.start();
    private final MaestroStandIn maestro = MaestroStandIn.start();
    private final List<Gate> gates =
            List.of(Gate.to(kubernetes.http().port()), Gate.to(maestro.http().port()), Gate.to(maestro.grpcPort()));
    private final CompletableFuture<Attendant.Serving> serving = new CompletableFuture<>();
    private final CompletableFuture<Optional<String>> ended = new CompletableFuture<>();
    private int clusters;

    @AfterEach
    void stop() throws Exception {
        serving.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).stop().run();
        assertThat(ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEmpty();
        gates.forEach(Gate::close);
        maestro.close();
        kubernetes.close();
        api.close();
        broker.close();
    }

    @Test
    void aMaestroThatCameBackIsWrittenToSoon() throws Exception {
        maestro.register("spoke-01");
        Path files = Path.of("../examples/maestro-work").toAbsolutePath();
        Map<String, String> environment = Map.of(
                "HYPERFLEET_MAESTRO_HTTP_SERVER_ADDRESS",
                        "http://127.0.0.1:" + gates.get(1).port(),
                "HYPERFLEET_MAESTRO_GRPC_SERVER_ADDRESS",
                        "127.0.0.1:" + gates.get(2).port());

        goesAwayAndComesBack(
                files, "clusters", environment, () -> maestro.works().size());
    }

    @Test
    void anApiServerThatCameBackIsWrittenToSoon() throws Exception {
        Path files = Path.of("src/test/resources/outage").toAbsolutePath();
        Path kubeconfig = Files.writeString(
                folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: c
                clusters: [{name: c, cluster: {server: 'http://127.0.0.1:%d'}}]
                contexts: [{name: c, context: {cluster: c}}]
                """.formatted(gates.get(0).port()));

        goesAwayAndComesBack(
                files,
                "outage",
                Map.of("HYPERFLEET_KUBERNETES_KUBE_CONFIG_PATH", kubeconfig.toString()),
                () -> kubernetes.list("v1", "ConfigMap").size());
    }

    private void goesAwayAndComesBack(Path files, String topic, Map<String, String> environment, LongSupplier written)
            throws Exception {
        serve(files, environment);
        try (EventPublisher publisher = EventPublisher.connect(broker.uri(), topic, "topic")) {
            event(publisher);
            await(() -> written.getAsLong() == 1, "the first event is carried out");
            for (int outage = 1; outage <= 2; outage++) {
                gates.forEach(Gate::shut);
                for (int i = 0; i < EVENTS_IN_AN_OUTAGE; i++) {
                    event(publisher);
                    Thread.sleep(BETWEEN_EVENTS);
                }
                long before = written.getAsLong();
                gates.forEach(Gate::reopen);
                long returned = System.nanoTime();
                await(() -> written.getAsLong() > before, "something is written again");
                Duration dead = Duration.ofNanos(System.nanoTime() - returned);
                assertThat(dead).isLessThan(SOON);
                event(publisher);
                await(() -> broker.messagesIn(topic + "-" + files.getFileName()).orElse(-1) == 0, "all is settled");
            }
        }
    }

    private void serve(Path files, Map<String, String> more) {
        api.useNamesAsIds();
        Map<String, String> environment = new HashMap<>(more);
        environment.put("BROKER_TYPE", "rabbitmq");
        environment.put("BROKER_RABBITMQ_URL", broker.uri());
        environment.put("BROKER_RABBITMQ_EXCHANGE_TYPE", "topic");
        environment.put("HYPERFLEET_API_BASE_URL", api.uri());
        environment.put("LOG_LEVEL", "error");
        Thread.ofPlatform()
                .daemon()
                .start(() -> ended.complete(EmbeddedAdapter.serve(
                        files.resolve("adapter-config.yaml"),
                        files.resolve("task-config.yaml"),
                        environment,
                        new Attendant() {
                            @Override
                            public void ready(Serving ready) {
                                serving.complete(ready);
                            }

                            @Override
                            public void on(RunEvent event) {
                                // What counts is what the servers see.
                            }
                        })));
        serving.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** About a cluster that had none before. */
    private void event(EventPublisher publisher) throws IOException {
        String cluster = "c" + ++clusters;
        api.create("Cluster", "{\"kind\":\"Cluster\",\"name\":\"%s\",\"spec\":{}}".formatted(cluster));
        String body = """
                {"specversion":"1.0","id":"%1$s","source":"s","type":"com.redhat.hyperfleet.cluster.reconcile",
                 "datacontenttype":"application/json","data":{"id":"%1$s","kind":"Cluster","generation":1,
                 "href":"/api/hyperfleet/v1/clusters/%1$s"}}""".formatted(cluster);
        publisher.publish(body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private static void await(BooleanSupplier condition, String description) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(description).isLessThan(end);
            Thread.sleep(Duration.ofMillis(10));
        }
    }
}
