package io.hyperfleet.adapter.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.standins.EmbeddedBroker;
import io.hyperfleet.adapter.standins.EventPublisher;
import io.hyperfleet.adapter.standins.Fault;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every failure of the runbook, provoked; what is logged is what the runbook tells to search for. */
@Timeout(300)
class RunbookTest {

    /** What the runbook of the Go program tells to search for. */
    private static final List<String> PATTERNS_OF_THE_GO_PROGRAM = List.of(
            "adapter config file path is required",
            "task config file path is required",
            "failed to read adapter config file",
            "failed to parse adapter config YAML",
            "unsupported apiVersion",
            "adapter version mismatch",
            "HyperFleet API base URL not configured",
            "maestro config is required",
            "maestro server address is required",
            "Missing required broker configuration",
            "Failed to create subscriber",
            "Failed to subscribe to topic",
            "Subscription error",
            "Fatal subscription error, shutting down",
            "referenced file … does not exist",
            "CEL parse error",
            "undefined template variable",
            "mutually exclusive",
            "manifest is required for … transport",
            "Failed to parse event data",
            "failed to extract required parameter",
            "Precondition[…] evaluated: FAILED",
            "Precondition[…] evaluated: NOT_MET",
            "failed to render manifest",
            "failed to apply resource",
            "PostAction[…] processed: FAILED",
            "HyperFleet API request returned retryable status",
            "API request failed: … after 2 attempt(s)",
            "context canceled",
            "consumer … is not registered in Maestro",
            "failed to create ManifestWork",
            "failed to parse CA certificate",
            "failed to create Maestro work client",
            "failed to create kubernetes client",
            "K8sOperationError{Operation:\"create\"",
            "K8sOperationError{Operation:\"update\"",
            "context canceled while waiting for resource deletion");

    @TempDir
    private static Path folder;

    private static Served served;

    @BeforeAll
    static void serve() throws Exception {
        served = new Served(folder);
        // The first request of a kind takes longest, and events have three seconds only.
        served.event("work", 1);
        served.program.awaitLine(line -> line.contains("Event processed"), "a first event");
    }

    @AfterAll
    static void stop() throws IOException {
        served.close();
    }

    @Test
    void everyPatternOfTheRunbookIsProvokedHere() throws IOException {
        Set<String> provoked = new TreeSet<>();
        FailingStart.BY_PATTERNS.keySet().forEach(provoked::addAll);
        provoked.addAll(FailingEvents.BY_PATTERN.keySet());

        assertThat(Document.of("runbook.md").firstCellsOfTables("Log pattern")).hasSameElementsAs(provoked);
        assertThat(PATTERNS_OF_THE_GO_PROGRAM)
                .allSatisfy(pattern -> assertThat(provoked).anyMatch(ours -> ours.contains(pattern)));
    }

    @Test
    void theEndpointsOfTheRunbookAnswerAsItSays() throws Exception {
        assertThat(served.health("/healthz").body()).isEqualTo("{\"status\":\"ok\"}\n");
        assertThat(served.health("/readyz").body())
                .contains("\"config\":\"ok\"", "\"broker\":\"ok\"", "\"api\":\"ok\"");
        assertThat(served.health("/config").statusCode()).isEqualTo(404);
        assertThat(served.scrape()).contains("hyperfleet_adapter_up{");
    }

    @ParameterizedTest
    @CsvSource({
        "HYPERFLEET_METRICS_PORT,health server on port 8080",
        "HYPERFLEET_HEALTH_PORT,metrics server on port 9090"
    })
    void portsAreThoseOfTheRunbookUnlessMoved(String moved, String told, @TempDir Path files) throws Exception {
        // Without a subscription the program ends by itself; so it does where another one has the port.
        Files.writeString(files.resolve("adapter.yaml"), "adapter: {name: ports}");
        Files.writeString(files.resolve("task.yaml"), "params: []");
        Map<String, String> environment = Map.of(
                moved,
                "0",
                "HYPERFLEET_API_BASE_URL",
                served.api.uri(),
                "HYPERFLEET_KUBERNETES_KUBE_CONFIG_PATH",
                folder.resolve("kubeconfig").toString());
        try (AdapterProcess program =
                AdapterProcess.start(files, environment, List.of("serve", "-c", "adapter.yaml", "-t", "task.yaml"))) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.output()).contains(told);
        }
    }

    @Test
    void theCountersOfTheRunbookRiseWithAFailureAndWithTheEventThatIsPublishedAgain() throws Exception {
        served.newCluster();
        served.api.http().inject(Fault.on("PUT", "/statuses$").answering(400));
        double failed = served.value("hyperfleet_adapter_events_processed_total", "status=\"failed\"");
        double errors = served.value("hyperfleet_adapter_errors_total", "error_type=\"post_actions\"");
        double good = served.value("hyperfleet_adapter_events_processed_total", "status=\"success\"");

        served.event("plain", 1);
        served.program.awaitCondition(
                () -> served.value("hyperfleet_adapter_events_processed_total", "status=\"failed\"") == failed + 1,
                "a failed event");
        assertThat(served.value("hyperfleet_adapter_errors_total", "error_type=\"post_actions\""))
                .isEqualTo(errors + 1);

        served.api.http().clearFaults();
        served.event("plain", 1);
        served.program.awaitCondition(
                () -> served.value("hyperfleet_adapter_events_processed_total", "status=\"success\"") == good + 1,
                "the event, published again");
    }

    @Test
    void theGaugesShowWhatRunsAndWhatWaitsForIt() throws Exception {
        served.newCluster();
        served.api
                .http()
                .inject(Fault.on("GET", "/clusters/")
                        .delayedBy(Duration.ofMillis(1500))
                        .times(1));

        served.event("plain", 1);
        served.event("plain", 2);
        served.program.awaitCondition(
                () -> served.value("hyperfleet_adapter_lanes_busy", "") == 1
                        && served.value("hyperfleet_adapter_deliveries_waiting", "") == 1
                        && served.value("hyperfleet_adapter_oldest_delivery_waiting_seconds", "") > 0,
                "one event that runs and one that waits for it");

        served.program.awaitCondition(
                () -> served.value("hyperfleet_adapter_lanes_busy", "") == 0
                        && served.value("hyperfleet_adapter_deliveries_waiting", "") == 0,
                "nothing left to do");
        assertThat(served.value("hyperfleet_adapter_lanes_limit", "")).isPositive();
    }

    @Test
    void anApiThatFailsAsAWholeShowsInReadiness() throws Exception {
        try {
            Objects.requireNonNull(
                            FailingEvents.BY_PATTERN.get("Downstream … fails: events wait, one at a time is tried"))
                    .provoke(served);
            served.program.awaitCondition(
                    () -> served.health("/readyz").body().contains("\"api\":\"error\""), "not ready");
        } finally {
            served.api.http().clearFaults();
        }
        served.program.awaitCondition(() -> served.health("/readyz").statusCode() == 200, "ready again");
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
        return FailingStart.BY_PATTERNS.keySet();
    }

    @ParameterizedTest
    @MethodSource("failingStarts")
    void aStartThatFailsLogsItsPatternAndExitsWithOne(List<String> patterns, @TempDir Path files) throws Exception {
        FailingStart start = Objects.requireNonNull(FailingStart.BY_PATTERNS.get(patterns));
        Files.writeString(files.resolve("adapter.yaml"), start.adapter());
        Files.writeString(files.resolve("task.yaml"), start.task());
        Files.copy(
                Served.FILES.resolve("kubeconfig-without-certificate"),
                files.resolve("kubeconfig-without-certificate"));
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

    private static Map<String, String> environment(FailingStart start, EmbeddedBroker broker, ServerSocket taken) {
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
        return FailingEvents.BY_PATTERN.keySet();
    }

    @ParameterizedTest
    @MethodSource("failingEvents")
    void anEventThatFailsLogsItsPatternAndTheProgramServesOn(String pattern) throws Exception {
        served.newCluster();
        served.program.forgetOutput();
        try {
            Objects.requireNonNull(FailingEvents.BY_PATTERN.get(pattern)).provoke(served);

            served.program.awaitLine(new LogPattern(pattern), pattern);
        } finally {
            served.api.http().clearFaults();
            served.kubernetes.http().clearFaults();
            served.maestro.http().clearFaults();
            served.startMaestro();
            served.withToken();
            served.startBroker();
        }
        assertThat(served.health("/healthz").statusCode()).isEqualTo(200);
    }
}
