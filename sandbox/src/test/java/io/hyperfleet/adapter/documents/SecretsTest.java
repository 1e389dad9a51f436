package io.hyperfleet.adapter.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.standins.EmbeddedBroker;
import io.hyperfleet.adapter.standins.EntityKind;
import io.hyperfleet.adapter.standins.EventPublisher;
import io.hyperfleet.adapter.standins.Fault;
import io.hyperfleet.adapter.standins.HttpStandIn;
import io.hyperfleet.adapter.standins.HyperFleetApiStandIn;
import io.hyperfleet.adapter.standins.KubernetesStandIn;
import io.hyperfleet.adapter.standins.MaestroStandIn;
import io.hyperfleet.adapter.standins.TlsFront;
import io.hyperfleet.adapter.tls.Pem;
import io.hyperfleet.adapter.tls.TrustAndIdentity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
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
    private static final Path CERTIFICATES =
            Path.of("../tls/src/test/resources/tls").toAbsolutePath().normalize();
    private static final List<TlsFront> ENCRYPTED = new ArrayList<>();
    private static final List<String> BOTH_FILES = List.of("-c", "adapter-config.yaml", "-t", "task-config.yaml");

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private static HyperFleetApiStandIn api;
    private static KubernetesStandIn kubernetes;
    private static MaestroStandIn maestro;

    @BeforeAll
    static void writeFiles() throws Exception {
        broker = EmbeddedBroker.start();
        api = HyperFleetApiStandIn.start(EntityKind.cluster());
        api.useNamesAsIds();
        api.create("Cluster", "{\"kind\":\"Cluster\",\"name\":\"c1\",\"spec\":{}}");
        kubernetes = KubernetesStandIn.start();
        kubernetes.requireToken("canary-of-kubernetes");
        kubernetes.writeKubeconfig(folder.resolve("kubeconfig"));
        maestro = MaestroStandIn.start();
        maestro.register("spoke");
        maestro.requireToken("canary-of-maestro");
        Files.writeString(folder.resolve("maestro-token"), "canary-of-maestro\n");
        Files.writeString(folder.resolve("api-token"), "canary-of-the-api\n");
        Files.writeString(folder.resolve("event.json"), EVENT.formatted("dry", 1));
        Files.writeString(folder.resolve("responses.json"), """
                {"responses": [{"match": {"method": "*", "urlPattern": ".*"}, "responses": [{"statusCode": 500, "body": {}}]}]}
                """);
        String maestroAddress = encrypted(maestro.grpcPort(), "h2", true);
        String worksAddress = encrypted(maestro.http().port(), "http/1.1", false);
        String brokerAddress = encrypted(broker.port(), "amqp", true);
        for (String file : List.of("adapter-config.yaml", "task-config.yaml", "broker.yaml")) {
            Path template = Served.FILES.resolveSibling("secrets").resolve(file);
            Files.writeString(
                    folder.resolve(file),
                    Files.readString(template)
                            .replace("API", "http://basic:canary-of-the-base-url@" + authority(api.uri()))
                            .replace("MAESTRO", maestroAddress)
                            .replace("WORKS", worksAddress)
                            .replace(
                                    "BROKER",
                                    "amqps://adapter:canary-of-the-broker@" + brokerAddress
                                            + "/?cacertfile=CERTIFICATES/authority.crt"
                                            + "&certfile=CERTIFICATES/client.crt&keyfile=CERTIFICATES/client.key")
                            .replace("CERTIFICATES", CERTIFICATES.toString()));
        }
    }

    /** An address at which a server is reached with encryption. */
    private static String encrypted(int port, String protocol, boolean clientCertificates)
            throws Pem.UnusableException {
        SSLContext context = TrustAndIdentity.context(
                TrustAndIdentity.trust(Pem.read(CERTIFICATES.resolve("authority.crt")), false),
                Optional.of(TrustAndIdentity.identity(
                        Pem.read(CERTIFICATES.resolve("server.crt")), Pem.read(CERTIFICATES.resolve("server.key")))));
        TlsFront front = TlsFront.start(port, context, protocol, clientCertificates);
        ENCRYPTED.add(front);
        return "127.0.0.1:" + front.port();
    }

    @AfterAll
    static void close() {
        ENCRYPTED.forEach(TlsFront::close);
        broker.close();
        api.close();
        kubernetes.close();
        maestro.close();
    }

    @Test
    void aRunAtLevelDebugUsesAllAndShowsNone() throws Exception {
        List<String> shown = new ArrayList<>();
        List<String> arguments = new ArrayList<>(List.of("serve", "--log-format", "json"));
        arguments.addAll(BOTH_FILES);
        try (AdapterProcess program = AdapterProcess.start(folder, environment(), arguments);
                EventPublisher publisher = EventPublisher.connect(broker.uri(), "clusters", "topic")) {
            program.awaitLine(line -> line.contains("Adapter started, waiting for events..."), "the start");
            carryOut(program, publisher, "good", 1);
            goWrong(program, publisher);
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
        assertThat(shown.getLast()).contains("invalid token", "holds characters that cannot stand in an HTTP header");
        assertThat(canariesIn(String.join("\n", shown))).isEmpty();
        eachServerGotItsOwnAndNoOther();
    }

    private static void carryOut(AdapterProcess program, EventPublisher publisher, String id, int generation)
            throws Exception {
        publish(publisher, EVENT.formatted(id, generation));
        program.awaitLine(line -> line.contains("Event processed") && line.contains("\"" + id + "\""), id);
    }

    /** At every server, and with tokens that Maestro does not take or that cannot even be sent. */
    private static void goWrong(AdapterProcess program, EventPublisher publisher) throws Exception {
        kubernetes.http().inject(Fault.on("*", "/configmaps").answering(500, "{}"));
        api.http().inject(Fault.on("PUT", "/statuses").cuttingTheConnection());
        carryOut(program, publisher, "bad", 2);
        kubernetes.http().clearFaults();
        Files.writeString(folder.resolve("maestro-token"), "canary-of-another");
        carryOut(program, publisher, "refused", 3);
        Files.writeString(folder.resolve("maestro-token"), "canary-of-two\nlines");
        carryOut(program, publisher, "unsendable", 4);
        publish(publisher, "no event");
        program.awaitLine(line -> line.contains("Failed to convert message to CloudEvent"), "a dead letter");
    }

    private static void eachServerGotItsOwnAndNoOther() {
        assertThat(api.http()
                        .requests("GET", "/clusters/c1")
                        .getFirst()
                        .headers()
                        .toString())
                .contains(
                        "canary-of-the-api", "canary-of-a-default-header", "canary-of-a-call", "canary-of-a-variable");
        assertThat(received(api.http())).doesNotContain("canary-of-kubernetes", "canary-of-maestro");
        assertThat(received(kubernetes.http()).replace("canary-of-kubernetes", ""))
                .doesNotContain(CANARY);
        assertThat(maestro.worksOf("spoke")).containsKey("c1"); // the token and the certificate opened the door
        assertThat(received(maestro.http())).doesNotContain(CANARY);
        assertThat(maestro.published().toString()).doesNotContain(CANARY);
    }

    /** Everything that came to a server. */
    private static String received(HttpStandIn server) {
        return server.requests().stream()
                .map(request -> request + " " + request.headers() + " " + request.body())
                .collect(Collectors.joining("\n"));
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
                "BROKER_RABBITMQ_URL=amqps://guest:canary@127.0.0.1/?certfile=FILES/client.crt&keyfile=broken-key",
                "HYPERFLEET_MAESTRO_KEY_FILE=broken-key",
                "HYPERFLEET_MAESTRO_KEY_FILE=key-with-passphrase",
                "HYPERFLEET_MAESTRO_TOKEN_FILE=broken-token",
            })
    void aStartThatFailsShowsNone(String variable) throws Exception {
        Files.writeString(folder.resolve("broken-kubeconfig"), "users: [{name: u, user: {token: canary-token\n");
        Files.writeString(
                folder.resolve("broken-broker.yaml"), "broker:\n  rabbitmq:\n    url: \"amqp://u:canary@host\n");
        Files.writeString(
                folder.resolve("broken-key"), "-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----\n");
        Files.writeString(
                folder.resolve("key-with-passphrase"),
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\ncanary\n-----END ENCRYPTED PRIVATE KEY-----\n");
        Files.writeString(folder.resolve("broken-token"), "canary\ncanary\n");
        Map<String, String> environment = new HashMap<>(environment());
        int sign = variable.indexOf('=');
        environment.put(
                variable.substring(0, sign),
                variable.substring(sign + 1)
                        .replace("PORT", String.valueOf(broker.port()))
                        .replace("FILES", CERTIFICATES.toString()));
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

    /** The lines with a secret as it is, as a list of its bytes, or with a line of the private key. */
    private static List<String> canariesIn(String text) throws IOException {
        String bytes = Arrays.toString(CANARY.getBytes(StandardCharsets.UTF_8)).replaceAll("[\\[\\]]", "");
        List<String> secrets = new ArrayList<>(List.of(CANARY, bytes));
        Files.readAllLines(CERTIFICATES.resolve("client.key")).stream()
                .filter(line -> !line.startsWith("-----"))
                .forEach(secrets::add);
        return text.lines()
                .filter(line -> secrets.stream().anyMatch(line::contains))
                .toList();
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
