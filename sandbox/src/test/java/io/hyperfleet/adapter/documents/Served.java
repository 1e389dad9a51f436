package io.hyperfleet.adapter.documents;

import io.hyperfleet.adapter.standins.EmbeddedBroker;
import io.hyperfleet.adapter.standins.EntityKind;
import io.hyperfleet.adapter.standins.EventPublisher;
import io.hyperfleet.adapter.standins.HyperFleetApiStandIn;
import io.hyperfleet.adapter.standins.KubernetesStandIn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program at work on a task whose events choose what goes wrong, and all it talks to. */
final class Served implements AutoCloseable {

    static final Path FILES = Path.of("src/test/resources/runbook").toAbsolutePath();
    private static final String TOPIC = "runbook";

    private EmbeddedBroker broker = EmbeddedBroker.start();
    final HyperFleetApiStandIn api = HyperFleetApiStandIn.start(EntityKind.cluster());
    final KubernetesStandIn kubernetes = KubernetesStandIn.start();
    final AdapterProcess program;
    private final String healthPort;
    private final String metricsPort;
    private EventPublisher publisher;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicInteger clusters = new AtomicInteger();
    private String cluster = "";

    /**
     * @param folder for files of its own
     */
    Served(Path folder) throws IOException, InterruptedException {
        api.useNamesAsIds();
        newCluster();
        publisher = EventPublisher.connect(broker.uri(), TOPIC, "topic");
        Path kubeconfig = kubernetes.writeKubeconfig(folder.resolve("kubeconfig"));
        Map<String, String> environment = new HashMap<>(Map.of(
                "BROKER_TYPE", "rabbitmq",
                "BROKER_RABBITMQ_URL", broker.uri(),
                "BROKER_RABBITMQ_EXCHANGE_TYPE", "topic",
                "HYPERFLEET_API_BASE_URL", api.uri(),
                "HYPERFLEET_KUBERNETES_KUBE_CONFIG_PATH", kubeconfig.toString(),
                "HYPERFLEET_EVENT_TIMEOUT", "3s",
                "HYPERFLEET_HEALTH_PORT", "0",
                "HYPERFLEET_METRICS_PORT", "0"));
        program = AdapterProcess.start(
                FILES, environment, List.of("serve", "-c", "adapter-config.yaml", "-t", "task-config.yaml"));
        healthPort = port("health");
        metricsPort = port("metrics");
        program.awaitLine(line -> line.contains("Adapter started, waiting for events..."), "the start");
    }

    /** The broker goes away with everything in it, until it is {@linkplain #startBroker() started} again. */
    void stopBroker() {
        broker.close();
    }

    /** Brings the broker back where it was, and waits until the program has noticed. */
    void startBroker() throws IOException, InterruptedException {
        broker = EmbeddedBroker.startOn(broker.port());
        publisher = EventPublisher.connect(broker.uri(), TOPIC, "topic");
        program.awaitCondition(() -> health("/readyz").statusCode() == 200, "ready again");
    }

    /** From now on events are about a cluster that had none before. */
    void newCluster() {
        cluster = "c" + clusters.incrementAndGet();
        api.create("Cluster", "{\"kind\":\"Cluster\",\"name\":\"%s\",\"spec\":{}}".formatted(cluster));
    }

    /** An event about the cluster. */
    void event(String mode, int generation) throws IOException {
        event("{\"id\":\"%s\",\"kind\":\"Cluster\",\"generation\":%d,\"mode\":\"%s\"}"
                .formatted(cluster, generation, mode));
    }

    /** An event with this data. */
    void event(String data) throws IOException {
        message("{\"specversion\":\"1.0\",\"id\":\"e%d\",\"type\":\"t\",\"source\":\"s\",\"data\":%s}"
                .formatted(events.incrementAndGet(), data));
    }

    /** A message with this body. */
    void message(String body) throws IOException {
        publisher.publish(body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    HttpResponse<String> health(String path) throws IOException, InterruptedException {
        return get(healthPort, path);
    }

    String scrape() throws IOException, InterruptedException {
        return get(metricsPort, "/metrics").body();
    }

    private HttpResponse<String> get(String port, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private String port(String server) throws InterruptedException {
        Pattern port = Pattern.compile("Starting " + server + " server on port (\\d+)");
        Matcher matcher = port.matcher(program.awaitLine(port.asPredicate(), "the " + server + " port"));
        return matcher.results().findFirst().orElseThrow().group(1);
    }

    @Override
    public void close() throws IOException {
        program.close();
        publisher.close();
        broker.close();
        api.close();
        kubernetes.close();
    }
}
