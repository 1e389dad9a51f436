package io.hyperfleet.adapter.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.standins.EmbeddedBroker;
import io.hyperfleet.adapter.standins.EntityKind;
import io.hyperfleet.adapter.standins.EventPublisher;
import io.hyperfleet.adapter.standins.Fault;
import io.hyperfleet.adapter.standins.HyperFleetApiStandIn;
import io.hyperfleet.adapter.standins.KubernetesStandIn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every secret that the program is given has the word {@code canary} in it. It is used, and nothing that the program
 * writes has it, at any level of detail.
 */
@Timeout(300)
class SecretsTest {

    private static final String CANARY = "canary";
    private static final String EVENT = """
            {"specversion":"1.0","id":"%s","type":"t","source":"s","data":{"id":"c1","kind":"Cluster","generation":%d}}""";
    private static final List<String> BOTH_FILES = List.of("-c", "adapter-config.yaml", "-t", "task-config.yaml");

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private static HyperFleetApiStandIn api;
    private static KubernetesStandIn kubernetes;

    @BeforeAll
    static void writeFiles() throws IOException {
        broker = EmbeddedBroker.start();
        api = HyperFleetApiStandIn.start(EntityKind.cluster());
        api.useNamesAsIds();
        api.create("Cluster", "{\"kind\":\"Cluster\",\"name\":\"c1\",\"spec\":{}}");
        kubernetes = KubernetesStandIn.start();
        kubernetes.requireToken("canary-of-kubernetes");
        kubernetes.writeKubeconfig(folder.resolve("kubeconfig"));
        Files.writeString(folder.resolve("api-token"), "canary-of-the-api\n");
        Files.writeString(folder.resolve("event.json"), EVENT.formatted("dry", 1));
        Files.writeString(folder.resolve("responses.json"), """
                {"responses": [{"match": {"method": "*", "urlPattern": ".*"}, "responses": [{"statusCode": 500, "body": {}}]}]}
                """);
        for (String file : List.of("adapter-config.yaml", "task-config.yaml", "broker.yaml")) {
            Path template = Served.FILES.resolveSibling("secrets").resolve(file);
            Files.writeString(
                    folder.resolve(file),
                    Files.readString(template)
                            .replace("API", "http://basic:canary-of-the-base-url@" + authority(api.uri()))
                            .replace("BROKER", "amqp://adapter:canary-of-the-broker@127.0.0.1:" + broker.port() + "/"));
        }
    }

    @AfterAll
    static void close() {
        broker.close();
        api.close();
        kubernetes.close();
    }

    @Test
    void aRunAtLevelDebugUsesAllAndShowsNone() throws Exception {
        List<String> shown = new ArrayList<>();
        List<String> arguments = new ArrayList<>(List.of("serve", "--log-format", "json"));
        arguments.addAll(BOTH_FILES);
        try (AdapterProcess program = AdapterProcess.start(folder, environment(), arguments);
                EventPublisher publisher = EventPublisher.connect(broker.uri(), "clusters", "topic")) {
            program.awaitLine(line -> line.contains("Adapter started, waiting for events..."), "the start");
            publish(publisher, EVENT.formatted("good", 1));
            program.awaitLine(line -> line.contains("Event processed") && line.contains("\"good\""), "a good end");
            kubernetes.http().inject(Fault.on("*", "/configmaps").answering(500, "{}"));
            api.http().inject(Fault.on("PUT", "/statuses").cuttingTheConnection());
            publish(publisher, EVENT.formatted("bad", 2));
            program.awaitLine(line -> line.contains("Event processed") && line.contains("\"bad\""), "a bad end");
            publish(publisher, "no event");
            program.awaitLine(line -> line.contains("Failed to convert message to CloudEvent"), "a dead letter");
            shown.add(get(program, "health", "/config"));
            shown.add(get(program, "health", "/readyz"));
            shown.add(get(program, "metrics", "/metrics"));
            program.stop();
            program.exitCode();
            shown.add(program.output());
        } finally {
            kubernetes.http().clearFaults();
            api.http().clearFaults();
        }

        assertThat(shown.getFirst()).contains("X-Api-Key", "REDACTED");
        assertThat(api.http()
                        .requests("GET", "/clusters/c1")
                        .getFirst()
                        .headers()
                        .toString())
                .contains(
                        "canary-of-the-api", "canary-of-a-default-header", "canary-of-a-call", "canary-of-a-variable");
        assertThat(canariesIn(String.join("\n", shown))).isEmpty();
    }

    static List<List<String>> commands() {
        List<List<String>> commands = new ArrayList<>();
        for (List<String> command : List.of(
                List.of("config-dump"),
                List.of("validate"),
                List.of("validate", "--format", "json"),
                List.of("serve", "--dry-run-event", "event.json", "--dry-run-verbose"),
                List.of("serve", "--dry-run-event", "event.json", "--dry-run-verbose", "--dry-run-output", "json"),
                List.of(
                        "serve",
                        "--dry-run-event",
                        "event.json",
                        "--dry-run-api-responses",
                        "responses.json",
                        "--dry-run-verbose"))) {
            List<String> whole = new ArrayList<>(command);
            whole.addAll(BOTH_FILES);
            commands.add(whole);
        }
        return commands;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandThatShowsTheConfigurationOrARunShowsNone(List<String> command) throws Exception {
        try (AdapterProcess program = AdapterProcess.start(folder, environment(), command)) {
            assertThat(program.exitCode()).as(program.output()).isZero();
            assertThat(canariesIn(program.output())).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BROKER_RABBITMQ_URL=amqp://adapter:canary@127.0.0.1:1/",
                "BROKER_RABBITMQ_URL=amqp://guest:canary@127.0.0.1:PORT/",
                "BROKER_RABBITMQ_URL=amqp://guest:canary@not a host/",
                "BROKER_RABBITMQ_URL=http://guest:canary@127.0.0.1/",
                "HYPERFLEET_API_BASE_URL=http://u:canary@not a host/",
                "HYPERFLEET_API_BASE_URL=ftp://u:canary@host/",
                "OTEL_EXPORTER_OTLP_ENDPOINT=http://u:canary@not a host/",
                "HTTP_PROXY=http://u:canary@not a host/",
                "HYPERFLEET_KUBERNETES_KUBE_CONFIG_PATH=broken-kubeconfig",
                "BROKER_CONFIG_FILE=broken-broker.yaml",
            })
    void aStartThatFailsShowsNone(String variable) throws Exception {
        Files.writeString(folder.resolve("broken-kubeconfig"), "users: [{name: u, user: {token: canary-token\n");
        Files.writeString(
                folder.resolve("broken-broker.yaml"), "broker:\n  rabbitmq:\n    url: \"amqp://u:canary@host\n");
        Map<String, String> environment = new HashMap<>(environment());
        int sign = variable.indexOf('=');
        environment.put(
                variable.substring(0, sign),
                variable.substring(sign + 1).replace("PORT", String.valueOf(broker.port())));
        environment.put("HYPERFLEET_BROKER_TOPIC", "another-topic");
        environment.put("BROKER_RABBITMQ_EXCHANGE_TYPE", "no-such-type");
        List<String> command = new ArrayList<>(List.of("serve"));
        command.addAll(BOTH_FILES);

        try (AdapterProcess program = AdapterProcess.start(folder, environment, command)) {
            assertThat(program.exitCode()).as(program.output()).isEqualTo(1);
            assertThat(canariesIn(program.output())).isEmpty();
        }
    }

    private static Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("BROKER_CONFIG_FILE", "broker.yaml"),
                Map.entry("HYPERFLEET_KUBERNETES_KUBE_CONFIG_PATH", "kubeconfig"),
                Map.entry(
                        "HYPERFLEET_API_AUTH_TOKEN_PATH",
                        folder.resolve("api-token").toString()),
                Map.entry("HYPERFLEET_HEALTH_PORT", "0"),
                Map.entry("HYPERFLEET_METRICS_PORT", "0"),
                Map.entry("LOG_LEVEL", "debug"),
                Map.entry("TASK_TOKEN", "canary-of-a-variable"),
                Map.entry("HTTPS_PROXY", "http://u:canary-of-the-proxy@127.0.0.1:1"),
                Map.entry("OTEL_EXPORTER_OTLP_ENDPOINT", "http://u:canary-of-the-collector@127.0.0.1:1"),
                Map.entry("OTEL_EXPORTER_OTLP_HEADERS", "authorization=canary-of-the-collector"),
                Map.entry("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
    }

    private static List<String> canariesIn(String text) {
        return text.lines().filter(line -> line.contains(CANARY)).toList();
    }

    private static void publish(EventPublisher publisher, String message) throws IOException {
        publisher.publish(message.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private static String get(AdapterProcess program, String server, String path) throws Exception {
        Pattern port = Pattern.compile("Starting " + server + " server on port (\\d+)");
        Matcher matcher = port.matcher(program.awaitLine(port.asPredicate(), server));
        URI uri = URI.create("http://127.0.0.1:"
                + matcher.results().findFirst().orElseThrow().group(1) + path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private static String authority(String uri) {
        return URI.create(uri).getRawAuthority();
    }
}
