package io.hyperfleet.adapter.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.standins.EmbeddedBroker;
import io.hyperfleet.adapter.standins.EventPublisher;
import io.hyperfleet.adapter.standins.Fault;
import io.hyperfleet.adapter.standins.KubernetesStandIn;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every failure of the runbook, provoked; what is logged is what the runbook tells to search for. */
@Timeout(300)
class RunbookTest {

    private static final String FORBIDDEN = KubernetesStandIn.failure(403, "Forbidden", "configmaps is forbidden");
    private static final String CONFIG_MAPS = "/configmaps";
    private static final String STATUSES = "/statuses$";

    @TempDir
    private static Path folder;

    private static Served served;

    /** Makes something go wrong in a program that serves. */
    @FunctionalInterface
    private interface Provocation {
        void provoke(Served program) throws Exception;
    }

    /** A start that fails: what is added to the environment of one that works, the adapter file and the task file. */
    private record Start(Map<String, String> environment, String adapter, String task, List<String> arguments) {

        private static final List<String> BOTH_FILES = List.of("-c", "adapter.yaml", "-t", "task.yaml");
        private static final String ADAPTER = """
                adapter: {name: runbook}
                clients: {broker: {topic: t, subscription_id: s}}
                """;
        private static final String TASK = "params: []\n";

        static Start with(String... arguments) {
            return new Start(Map.of(), ADAPTER, TASK, List.of(arguments));
        }

        static Start withVariable(String name, String value) {
            return new Start(Map.of(name, value), ADAPTER, TASK, BOTH_FILES);
        }

        static Start withAdapter(String text) {
            return new Start(Map.of(), text, TASK, BOTH_FILES);
        }

        static Start withTask(String text) {
            return new Start(Map.of(), ADAPTER, text, BOTH_FILES);
        }
    }

    private static final Map<List<String>, Start> FAILING_STARTS = new LinkedHashMap<>();
    private static final Map<String, Provocation> FAILING_EVENTS = new LinkedHashMap<>();

    static {
        FAILING_STARTS.put(List.of("adapter config file path is required"), Start.with());
        FAILING_STARTS.put(List.of("task config file path is required"), Start.with("-c", "adapter.yaml"));
        FAILING_STARTS.put(List.of("failed to read adapter config file"), Start.with("-c", "missing.yaml"));
        FAILING_STARTS.put(List.of("failed to parse adapter config YAML"), Start.withAdapter("adapter: ["));
        FAILING_STARTS.put(
                List.of("unsupported apiVersion"),
                Start.withAdapter(
                        "apiVersion: hyperfleet.redhat.com/v9\nkind: AdapterConfig\nmetadata: {name: a}\nspec: {}"));
        FAILING_STARTS.put(
                List.of("adapter version mismatch"), Start.withAdapter("adapter: {name: a, version: 9.9.9}"));
        FAILING_STARTS.put(
                List.of("HyperFleet API base URL not configured"), Start.withVariable("HYPERFLEET_API_BASE_URL", ""));
        FAILING_STARTS.put(
                List.of("failed to create Kubernetes client"),
                Start.withVariable("HYPERFLEET_KUBERNETES_KUBE_CONFIG_PATH", "missing"));
        FAILING_STARTS.put(
                List.of("referenced file … does not exist"),
                Start.withTask("resources: [{name: r, manifest: {ref: missing.yaml}, discovery: {by_name: r}}]"));
        FAILING_STARTS.put(List.of("CEL parse error"), Start.withTask("preconditions: [{name: p, expression: '1 +'}]"));
        FAILING_STARTS.put(
                List.of("undefined template variable"),
                Start.withTask("post: {payloads: [{name: p, build: {a: '{{ .clusterID }}'}}]}"));
        FAILING_STARTS.put(
                List.of("mutually exclusive"),
                Start.withTask("post: {payloads: [{name: p, build: {a: b}, build_ref: payload.yaml}]}"));
        FAILING_STARTS.put(
                List.of("manifest is required for … transport"),
                Start.withTask("resources: [{name: r, transport: {client: kubernetes}, discovery: {by_name: r}}]"));
        FAILING_STARTS.put(
                List.of("Missing required broker configuration"),
                Start.withAdapter("adapter: {name: a}\nclients: {broker: {topic: t}}"));
        FAILING_STARTS.put(List.of("Failed to create subscriber"), Start.withVariable("BROKER_TYPE", "kafka"));
        FAILING_STARTS.put(
                List.of(
                        "Failed to subscribe to topic",
                        "Subscription error",
                        "Fatal subscription error, shutting down"),
                Start.withVariable("BROKER_RABBITMQ_EXCHANGE_TYPE", "fanout"));
        FAILING_STARTS.put(
                List.of("failed to start … server on port"), Start.withVariable("HYPERFLEET_METRICS_PORT", "taken"));

        FAILING_EVENTS.put("Failed to convert message to CloudEvent", program -> program.message("no event"));
        FAILING_EVENTS.put("Failed to parse event data", program -> program.event("[1]"));
        FAILING_EVENTS.put("failed to extract required parameter", program -> program.event("{\"id\":\"c1\"}"));
        FAILING_EVENTS.put("Precondition[…] evaluated: FAILED", program -> {
            program.api.http().inject(Fault.on("GET", "/clusters/").answering(500));
            program.event("plain", 1);
        });
        FAILING_EVENTS.put("Precondition[…] evaluated: NOT_MET", program -> program.event("unwanted", 1));
        FAILING_EVENTS.put("failed to render manifest", program -> program.event("unrenderable", 1));
        FAILING_EVENTS.put("failed to apply resource", program -> {
            program.kubernetes.http().inject(Fault.on("POST", CONFIG_MAPS).answering(403, FORBIDDEN));
            program.event("plain", 1);
        });
        FAILING_EVENTS.put("PostAction[…] processed: FAILED", program -> {
            program.api.http().inject(Fault.on("PUT", STATUSES).answering(400));
            program.event("plain", 1);
        });
        FAILING_EVENTS.put("HyperFleet API request returned retryable status", program -> {
            program.api.http().inject(Fault.on("PUT", STATUSES).answering(503).times(1));
            program.event("plain", 1);
        });
        FAILING_EVENTS.put("API request failed: … after 2 attempt(s)", program -> {
            program.api.http().inject(Fault.on("PUT", STATUSES).answering(503));
            program.event("plain", 1);
        });
        FAILING_EVENTS.put("context deadline exceeded", program -> {
            program.api.http().inject(Fault.on("PUT", STATUSES).delayedBy(Duration.ofSeconds(5)));
            program.event("plain", 1);
        });
        FAILING_EVENTS.put("K8s create operation failed", program -> {
            program.kubernetes.http().inject(Fault.on("POST", CONFIG_MAPS).answering(403, FORBIDDEN));
            program.event("plain", 2);
        });
        FAILING_EVENTS.put("K8s update operation failed", program -> {
            program.event("plain", 1);
            program.program.awaitLine(line -> line.contains("Resource[plain] processed: operation"), "the object");
            program.kubernetes.http().inject(Fault.on("PUT", CONFIG_MAPS).answering(403, FORBIDDEN));
            program.event("plain", 2);
        });
        FAILING_EVENTS.put("Cannot reconnect to AMQP, retrying", Served::stopBroker);
        FAILING_EVENTS.put("context canceled while waiting for resource deletion", program -> {
            program.event("recreated", 1);
            program.program.awaitLine(line -> line.contains("Resource[recreated] processed: operation"), "the object");
            program.event("recreated", 2);
        });
    }

    @BeforeAll
    static void serve() throws Exception {
        served = new Served(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        served.close();
    }

    @Test
    void everyPatternOfTheRunbookIsProvokedHere() throws IOException {
        Set<String> provoked = new TreeSet<>();
        FAILING_STARTS.keySet().forEach(provoked::addAll);
        provoked.addAll(FAILING_EVENTS.keySet());

        assertThat(Document.of("runbook.md").firstCellsOfTables("Log pattern")).hasSameElementsAs(provoked);
    }

    @Test
    void theEndpointsOfTheRunbookAnswerAsItSays() throws Exception {
        assertThat(served.health("/healthz").body()).isEqualTo("{\"status\":\"ok\"}\n");
        assertThat(served.health("/readyz").body())
                .contains("\"config\":\"ok\"", "\"broker\":\"ok\"", "\"api\":\"ok\"");
        assertThat(served.health("/config").statusCode()).isEqualTo(404);
        assertThat(served.scrape()).contains("hyperfleet_adapter_up{");
    }

    @Test
    void sigtermEndsTheProgramInGoodOrder(@TempDir Path own) throws Exception {
        try (Served program = new Served(own)) {
            program.program.stop();

            assertThat(program.program.exitCode()).isZero();
            assertThat(program.program.output()).contains("Adapter shutdown complete");
        }
    }

    static Set<List<String>> failingStarts() {
        return FAILING_STARTS.keySet();
    }

    @ParameterizedTest
    @MethodSource("failingStarts")
    void aStartThatFailsLogsItsPatternAndExitsWithOne(List<String> patterns, @TempDir Path files) throws Exception {
        Start start = FAILING_STARTS.getOrDefault(patterns, Start.with());
        Files.writeString(files.resolve("adapter.yaml"), start.adapter());
        Files.writeString(files.resolve("task.yaml"), start.task());
        List<String> arguments = new ArrayList<>(List.of("serve"));
        arguments.addAll(start.arguments());
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                ServerSocket taken = new ServerSocket(0);
                AdapterProcess program =
                        AdapterProcess.startRelease("1.2.3", files, environment(start, broker, taken), arguments)) {
            EventPublisher.connect(broker.uri(), "t", "topic").close();

            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(patterns)
                    .allSatisfy(pattern ->
                            assertThat(program.output().lines()).as(pattern).anyMatch(new LogPattern(pattern)));
            assertThat(program.output()).doesNotContain("\tat ", "stack_trace");
        }
    }

    private static Map<String, String> environment(Start start, EmbeddedBroker broker, ServerSocket taken) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "BROKER_TYPE",
                "rabbitmq",
                "BROKER_RABBITMQ_URL",
                broker.uri(),
                "HYPERFLEET_API_BASE_URL",
                served.api.uri(),
                "HYPERFLEET_KUBERNETES_KUBE_CONFIG_PATH",
                folder.resolve("kubeconfig").toString(),
                "HYPERFLEET_HEALTH_PORT",
                "0",
                "HYPERFLEET_METRICS_PORT",
                "0"));
        environment.putAll(start.environment());
        environment.replace("HYPERFLEET_METRICS_PORT", "taken", String.valueOf(taken.getLocalPort()));
        return environment;
    }

    static Set<String> failingEvents() {
        return FAILING_EVENTS.keySet();
    }

    @ParameterizedTest
    @MethodSource("failingEvents")
    void anEventThatFailsLogsItsPatternAndTheProgramServesOn(String pattern) throws Exception {
        served.newCluster();
        served.program.forgetOutput();
        try {
            FAILING_EVENTS.getOrDefault(pattern, program -> {}).provoke(served);

            served.program.awaitLine(new LogPattern(pattern), pattern);
        } finally {
            served.api.http().clearFaults();
            served.kubernetes.http().clearFaults();
            if (served.health("/readyz").statusCode() != 200) {
                served.startBroker();
            }
        }
        assertThat(served.health("/healthz").statusCode()).isEqualTo(200);
    }
}
