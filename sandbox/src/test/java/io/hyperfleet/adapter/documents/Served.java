package io.hyperfleet.adapter.documents;

import io.hyperfleet.adapter.standins.EmbeddedBroker;
import io.hyperfleet.adapter.standins.EntityKind;
import io.hyperfleet.adapter.standins.EventPublisher;
import io.hyperfleet.adapter.standins.HyperFleetApiStandIn;
import io.hyperfleet.adapter.standins.KubernetesStandIn;
import io.hyperfleet.adapter.standins.MaestroStandIn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    final MaestroStandIn maestro = MaestroStandIn.start();
    final AdapterProcess program;
    private boolean brokerStopped;
    private final Path token;
    private final String healthPort;
    private final String metricsPort;
    private EventPublisher publisher;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicInteger clusters = new AtomicInteger();
    private String cluster = "";

    /** Starts the program. */
    @FunctionalInterface
    interface Launcher {

        /**
         * @param environment leads it to the stand-ins, and to the files of this test
         */
        AdapterProcess start(Map<String, String> environment) throws IOException;
    }

    /**
     * @param folder for files of its own
     */
    Served(Path folder) throws IOException, InterruptedException {
        this(folder, environment -> AdapterProcess.start(FILES, environment, List.of("serve")));
    }

    Served(Path folder, Launcher launcher) throws IOException, InterruptedException {
        token = folder.resolve("token");
        withToken();
        api.useNamesAsIds();
        maestro.register("spoke");
        newCluster();
        publisher = EventPublisher.connect(broker.uri(), TOPIC, "topic");
        Path kubeconfig = kubernetes.writeKubeconfig(folder.resolve("kubeconfig"));
        Map<String, String> environment = Map.ofEntries(
                Map.entry("HYPERFLEET_ADAPTER_CONFIG", "adapter-config.yaml"),
                Map.entry("HYPERFLEET_TASK_CONFIG", "task-config.yaml"),
                Map.entry("BROKER_TYPE", "rabbitmq"),
                Map.entry("BROKER_RABBITMQ_URL", broker.uri()),
                Map.entry("BROKER_RABBITMQ_EXCHANGE_TYPE", "topic"),
                Map.entry("HYPERFLEET_API_BASE_URL", api.uri()),
                Map.entry("HYPERFLEET_API_AUTH_TOKEN_PATH", token.toString()),
                Map.entry("HYPERFLEET_KUBERNETES_KUBE_CONFIG_PATH", kubeconfig.toString()),
                Map.entry("HYPERFLEET_MAESTRO_GRPC_SERVER_ADDRESS", maestro.grpcAddress()),
                Map.entry("HYPERFLEET_MAESTRO_HTTP_SERVER_ADDRESS", maestro.uri()),
                Map.entry("HYPERFLEET_EVENT_TIMEOUT", "3s"),
                Map.entry("HYPERFLEET_HEALTH_PORT", "0"),
                Map.entry("HYPERFLEET_METRICS_PORT", "0"));
        program = launcher.start(environment);
        healthPort = port("health");
        metricsPort = port("metrics");
        program.awaitLine(line -> line.contains("Adapter started, waiting for events..."), "the start");
    }

    /** The broker ends all connections, as an administrator would; ours comes back at once. */
    void closeBrokerConnections() throws IOException {
        broker.closeConnections();
        publisher = EventPublisher.connect(broker.uri(), TOPIC, "topic");
    }

    /** From now on there is no token for the API, until there is one {@linkplain #withToken() again}. */
    void withoutToken() throws IOException {
        Files.deleteIfExists(token);
    }

    void withToken() throws IOException {
        Files.writeString(token, "t");
    }

    /** The broker goes away with everything in it, until it is {@linkplain #startBroker() started} again. */
    void stopBroker() {
        broker.close();
        brokerStopped = true;
    }

    /** Brings the broker back where it was, if it was stopped, and waits until the program has noticed. */
    void startBroker() throws IOException, InterruptedException {
        if (brokerStopped) {
            broker = EmbeddedBroker.startOn(broker.port());
            brokerStopped = false;
            publisher = EventPublisher.connect(broker.uri(), TOPIC, "topic");
        }
        program.awaitCondition(() -> health("/readyz").statusCode() == 200, "ready again");
    }

    /** Brings Maestro's gRPC interface back, if it was stopped. */
    void startMaestro() {
        if (maestro.isGrpcStopped()) {
            maestro.restartGrpc();
        }
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

    /** The value of the first series of a metric that has this label; 0 when there is none yet. */
    double value(String metric, String label) throws IOException, InterruptedException {
        return scrape().lines()
                .filter(line -> line.startsWith(metric + "{") && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(0);
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
        maestro.close();
    }
}
