package io.hyperfleet.adapter.app.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperfleet.adapter.app.observe.Metrics.EventStatus;
import io.hyperfleet.adapter.app.observe.Readiness.Check;
import io.hyperfleet.adapter.engine.run.Phase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two ports as probes, Prometheus and people see them. */
@Timeout(30)
class PortsTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Readiness readiness = new Readiness();

    @Test
    void livenessIsAlwaysOk() throws Exception {
        try (HealthServer server = new HealthServer(0, readiness, Optional.empty())) {
            readiness.shutDown();

            HttpResponse<String> answer = get(server.port(), "/healthz");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"status\":\"ok\"}\n");
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        }
    }

    @Test
    void readinessFollowsItsChecksInBothDirections() throws Exception {
        try (HealthServer server = new HealthServer(0, readiness, Optional.empty())) {
            assertReady(
                    server,
                    503,
                    "{\"status\":\"error\",\"checks\":{\"config\":\"error\",\"broker\":\"error\",\"api\":\"error\"},"
                            + "\"message\":\"configuration not loaded; broker connection failed;"
                            + " HyperFleet API not reachable\"}\n");
            readiness.pass(Check.CONFIG);
            readiness.pass(Check.API);
            assertReady(
                    server,
                    503,
                    "{\"status\":\"error\",\"checks\":{\"config\":\"ok\",\"broker\":\"error\",\"api\":\"ok\"},"
                            + "\"message\":\"broker connection failed\"}\n");
            readiness.pass(Check.BROKER);
            assertReady(
                    server,
                    200,
                    "{\"status\":\"ok\",\"checks\":{\"config\":\"ok\",\"broker\":\"ok\",\"api\":\"ok\"}}\n");
            readiness.fail(Check.BROKER);
            assertThat(get(server.port(), "/readyz").statusCode()).isEqualTo(503);
            readiness.pass(Check.BROKER);
            readiness.shutDown();
            assertReady(server, 503, "{\"status\":\"error\",\"message\":\"server is shutting down\"}\n");
        }
    }

    @Test
    void theConfigurationIsShownOnlyWhenItMayBe() throws Exception {
        try (HealthServer server = new HealthServer(0, readiness, Optional.empty())) {
            HttpResponse<String> answer = get(server.port(), "/config");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).isEqualTo("404 page not found\n");
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
        }
        try (HealthServer server = new HealthServer(0, readiness, Optional.of("adapter:\n  name: x\n"))) {
            HttpResponse<String> answer = get(server.port(), "/config");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("adapter:\n  name: x\n");
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/yaml");
        }
    }

    @Test
    void onlyExactPathsAreAnsweredAndAnyMethodWill() throws Exception {
        try (HealthServer server = new HealthServer(0, readiness, Optional.empty())) {
            assertThat(get(server.port(), "/healthz/more").statusCode()).isEqualTo(404);
            assertThat(get(server.port(), "/").statusCode()).isEqualTo(404);
            assertThat(send(request(server.port(), "/healthz").POST(HttpRequest.BodyPublishers.ofString("x")))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(send(request(server.port(), "/healthz").HEAD()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aPortInUseIsAnError() throws Exception {
        try (HealthServer server = new HealthServer(0, readiness, Optional.empty())) {
            assertThatThrownBy(() -> new HealthServer(server.port(), readiness, Optional.empty()).close())
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void metricsAreWrittenAsTheOriginalWritesThem() throws Exception {
        Metrics metrics = new Metrics("hyperfleet-adapter-gcp", "1.2.3", "abc", "clusters");
        metrics.up(true);
        metrics.eventProcessed(EventStatus.SUCCESS, Duration.ofMillis(700));
        metrics.phaseFailed(Phase.POST_ACTIONS);
        metrics.deletions().started(" ");
        metrics.deletions().finished(" ", false, Duration.ofSeconds(3));
        metrics.messages().consumed();
        metrics.messages().undecodable();
        String labels = "adapter_name=\"gcp\",component=\"hyperfleet-adapter-gcp\"";

        try (MetricsServer server = new MetricsServer(0, metrics)) {
            HttpResponse<String> answer = get(server.port(), "/metrics");

            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValue("text/plain; version=0.0.4; charset=utf-8");
            assertThat(answer.body().lines())
                    .contains(
                            "# HELP hyperfleet_adapter_up Whether the adapter is up and running",
                            "# TYPE hyperfleet_adapter_up gauge",
                            "hyperfleet_adapter_up{component=\"hyperfleet-adapter-gcp\",version=\"1.2.3\"} 1",
                            "hyperfleet_adapter_build_info{commit=\"abc\",component=\"hyperfleet-adapter-gcp\","
                                    + "version=\"1.2.3\"} 1",
                            "# TYPE hyperfleet_adapter_events_processed_total counter",
                            "hyperfleet_adapter_events_processed_total{" + labels
                                    + ",status=\"success\",version=\"1.2.3\"} 1",
                            "hyperfleet_adapter_event_processing_duration_seconds_bucket{" + labels
                                    + ",version=\"1.2.3\",le=\"0.5\"} 0",
                            "hyperfleet_adapter_event_processing_duration_seconds_bucket{" + labels
                                    + ",version=\"1.2.3\",le=\"1\"} 1",
                            "hyperfleet_adapter_event_processing_duration_seconds_bucket{" + labels
                                    + ",version=\"1.2.3\",le=\"+Inf\"} 1",
                            "hyperfleet_adapter_event_processing_duration_seconds_sum{" + labels
                                    + ",version=\"1.2.3\"} 0.7",
                            "hyperfleet_adapter_errors_total{" + labels
                                    + ",error_type=\"post_actions\",version=\"1.2.3\"} 1",
                            "hyperfleet_adapter_resources_deleted_total{" + labels
                                    + ",resource_type=\"Unknown\",status=\"error\",version=\"1.2.3\"} 1",
                            "hyperfleet_adapter_resource_deletions_in_progress{" + labels
                                    + ",resource_type=\"Unknown\",version=\"1.2.3\"} 0",
                            "hyperfleet_broker_messages_consumed_total{component=\"hyperfleet-adapter-gcp\","
                                    + "topic=\"clusters\",version=\"1.2.3\"} 1",
                            "hyperfleet_broker_errors_total{component=\"hyperfleet-adapter-gcp\","
                                    + "error_type=\"conversion\",topic=\"clusters\",version=\"1.2.3\"} 1");
            assertThat(answer.body()).contains("\nprocess_cpu_seconds_total ", "\nprocess_start_time_seconds ");
        }
    }

    @Test
    void aLabelValueCannotBreakThePage() {
        Metrics metrics = new Metrics("a\"b\\c\nd", "v", "c", "t");
        metrics.up(true);

        assertThat(metrics.page()).contains("component=\"a\\\"b\\\\c\\nd\"");
    }

    @ParameterizedTest
    @CsvSource({
        "hyperfleet-adapter-aws, aws",
        "adapter-validation, validation",
        "my-adapter, my",
        "standalone, standalone",
        "adapter-test-adapter, test-adapter",
        "test-adapter, test",
    })
    void theShortNameLeavesOutWhatEveryAdapterIsCalled(String name, String expected) {
        assertThat(Metrics.shortName(name)).isEqualTo(expected);
    }

    private static void assertReady(HealthServer server, int status, String body) throws Exception {
        HttpResponse<String> answer = get(server.port(), "/readyz");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return send(request(port, path).GET());
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
