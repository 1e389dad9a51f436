package io.hyperfleet.adapter.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hyperfleet.adapter.standins.EmbeddedBroker;
import io.hyperfleet.adapter.standins.EntityKind;
import io.hyperfleet.adapter.standins.EventPublisher;
import io.hyperfleet.adapter.standins.HyperFleetApiStandIn;
import io.hyperfleet.adapter.standins.KubernetesStandIn;
import io.hyperfleet.adapter.standins.ReconcileEvent;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The image that {@code make image} built, run with a read-only root file system as the user it names. */
@Tag("image")
@Timeout(120)
class ImageTest {

    private static final Path TAR = RunningSandbox.REPOSITORY.resolve("image/target/hyperfleet-adapter.tar");
    private static final Path EXAMPLE = RunningSandbox.REPOSITORY.resolve("examples/namespace-job");
    private static final long COMPRESSED_LIMIT = 120L << 20;
    private static final int CANNOT_RUN = 77;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsAnImageAndRoot() throws Exception {
        assumeTrue(Files.exists(TAR), "there is no image: make image");
        Process version = image(EXAMPLE, Map.of(), "version");
        assumeTrue(version.waitFor() != CANNOT_RUN, "only root can run the image without an engine");
    }

    @Test
    void theImageIsSmallerThanItsLimit() throws Exception {
        assertThat(Files.size(TAR)).isLessThan(COMPRESSED_LIMIT);
    }

    @Test
    void theProgramTellsItsVersion() throws Exception {
        Process version = image(EXAMPLE, Map.of(), "version");

        assertThat(output(version)).startsWith("Version:    ");
        assertThat(version.waitFor()).isZero();
    }

    @Test
    void anEventRunsDry() throws Exception {
        Process dryRun = image(
                EXAMPLE,
                Map.of(),
                "serve",
                "--config=/etc/adapter/adapter-config.yaml",
                "--task-config=/etc/adapter/task-config.yaml",
                "--dry-run-event=/etc/adapter/event.json",
                "--dry-run-api-responses=/etc/adapter/api-responses.json");

        assertThat(output(dryRun)).contains("Result: SUCCESS");
        assertThat(dryRun.waitFor()).isZero();
    }

    @Test
    void anEventBecomesObjectsAndAReportAndSigtermEndsTheProgramInGoodOrder() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                HyperFleetApiStandIn api = HyperFleetApiStandIn.start(EntityKind.cluster());
                KubernetesStandIn kubernetes = KubernetesStandIn.start()) {
            api.useNamesAsIds();
            int port = freePort();
            Process adapter = serve(broker, api, kubernetes, port);
            try {
                await(() -> readyz(port) == 200 || !adapter.isAlive());
                assertThat(adapter.isAlive()).as("serves").isTrue();
                api.create("Cluster", "{\"kind\":\"Cluster\",\"name\":\"ocean-01\",\"spec\":{}}");
                try (EventPublisher publisher = EventPublisher.connect(broker.uri(), "clusters", "topic")) {
                    publisher.publish(ReconcileEvent.of("Cluster", "ocean-01", 1));
                }
                await(() -> !api.statuses("ocean-01").isEmpty());
                assertThat(kubernetes.get("v1", "Namespace", "", "ocean-01")).isPresent();
            } finally {
                adapter.destroy();
            }
            assertThat(adapter.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(adapter.exitValue()).isZero();
        }
    }

    private Process serve(EmbeddedBroker broker, HyperFleetApiStandIn api, KubernetesStandIn kubernetes, int port)
            throws IOException {
        for (String file : List.of("adapter-config.yaml", "task-config.yaml", "broker.yaml")) {
            Files.copy(EXAMPLE.resolve(file), folder.resolve(file));
        }
        kubernetes.writeKubeconfig(folder.resolve("kubeconfig"));
        // The program is somebody else.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Map<String, String> environment = Map.of(
                "BROKER_CONFIG_FILE", "/etc/adapter/broker.yaml",
                "BROKER_RABBITMQ_URL", broker.uri(),
                "HYPERFLEET_API_BASE_URL", api.uri(),
                "HYPERFLEET_KUBERNETES_KUBE_CONFIG_PATH", "/etc/adapter/kubeconfig",
                "HYPERFLEET_ADAPTER_CONFIG", "/etc/adapter/adapter-config.yaml",
                "HYPERFLEET_TASK_CONFIG", "/etc/adapter/task-config.yaml",
                "HYPERFLEET_HEALTH_PORT", String.valueOf(port),
                "HYPERFLEET_METRICS_PORT", "0");
        return image(folder, environment, "serve");
    }

    private static Process image(Path configuration, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                RunningSandbox.REPOSITORY.resolve("scripts/run-image.sh").toString(),
                TAR.toString(),
                configuration.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        String path = builder.environment().getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static int readyz(int port) throws InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + port + "/readyz");
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException notYet) {
            return 0;
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("the condition holds in time").isLessThan(end);
            Thread.sleep(Duration.ofMillis(20));
        }
    }
}
