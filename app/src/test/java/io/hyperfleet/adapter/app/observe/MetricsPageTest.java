package io.hyperfleet.adapter.app.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hyperfleet.adapter.app.observe.Metrics.EventStatus;
import io.hyperfleet.adapter.engine.run.ApiRequest;
import io.hyperfleet.adapter.engine.run.ApiResult;
import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.EventData;
import io.hyperfleet.adapter.engine.run.Failure;
import io.hyperfleet.adapter.engine.run.FailureClass;
import io.hyperfleet.adapter.engine.run.Operation;
import io.hyperfleet.adapter.engine.run.Phase;
import io.hyperfleet.adapter.engine.run.RequestObserver.Service;
import io.hyperfleet.adapter.engine.run.RunEvent.Action;
import io.hyperfleet.adapter.engine.run.RunEvent.Flow;
import io.hyperfleet.adapter.engine.run.RunEvent.Precondition;
import io.hyperfleet.adapter.engine.run.RunResult;
import io.hyperfleet.adapter.engine.run.RunResult.ResourceResult;
import io.hyperfleet.adapter.engine.run.StepStatus;
import io.hyperfleet.adapter.engine.value.Resource;
import java.io.File;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of metrics after something of everything has happened. */
@Timeout(30)
class MetricsPageTest {

    private static final String LABEL = "([a-z_]+)=\"((?:[^\"\\\\\\n]|\\\\[\\\\\"n])*)\"";
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-z_]+)(?:\\{(" + LABEL + "(?:," + LABEL + ")*)})? (-?[0-9]+(?:\\.[0-9]+)?|[+-]Inf|NaN)");
    private static final Pattern ONE_LABEL = Pattern.compile(LABEL);

    private final Metrics metrics = new Metrics("hyperfleet-adapter-gcp", "1.2.3", "abc", "clusters");
    private final MetricsObserver observer = new MetricsObserver(metrics);

    @ParameterizedTest
    @EnumSource(MetricsFormat.class)
    void everyLineIsWellFormedAndEverySeriesIsDeclaredOnce(MetricsFormat format) {
        somethingOfEverything();

        Map<String, String> types = new HashMap<>();
        Set<String> series = new HashSet<>();
        List<String> lines = metrics.page(format).lines().toList();
        for (String line : lines) {
            if (line.startsWith("# TYPE ")) {
                String[] words = line.split(" ", 4);
                assertThat(types.put(words[2], words[3])).as(line).isNull();
                assertThat(words[3]).isIn("counter", "gauge", "histogram");
            } else if (!line.startsWith("# ")) {
                Matcher sample = SAMPLE.matcher(line);
                assertThat(sample.matches()).as(line).isTrue();
                assertThat(series.add(line.substring(0, line.lastIndexOf(' '))))
                        .as(line)
                        .isTrue();
                assertThat(types).as(line).containsKey(family(sample.group(1), types, format));
                assertThat(names(sample.group(2))).as(line).doesNotHaveDuplicates();
            }
        }
        assertThat(lines.getLast().equals("# EOF")).isEqualTo(format == MetricsFormat.OPEN_METRICS);
    }

    @Test
    void whatTheStandardsAskForIsThere() {
        somethingOfEverything();
        String labels = "adapter_name=\"gcp\",";
        String program = "component=\"hyperfleet-adapter-gcp\",";
        String version = "version=\"1.2.3\"}";

        assertThat(metrics.page().lines())
                .contains(
                        "hyperfleet_adapter_api_requests_total{" + labels + "api=\"hyperfleet\"," + program
                                + "endpoint=\"/api/hyperfleet/v1/clusters/{id}/statuses\",method=\"PUT\","
                                + "status_code=\"503\"," + version + " 1",
                        "hyperfleet_adapter_api_requests_total{" + labels + "api=\"kubernetes\"," + program
                                + "endpoint=\"/apis/batch/v1/namespaces/{ns}/jobs/{name}\",method=\"GET\","
                                + "status_code=\"none\"," + version + " 1",
                        "hyperfleet_adapter_preconditions_evaluated_total{" + labels + program
                                + "precondition_name=\"ready\",result=\"pass\"," + version + " 1",
                        "hyperfleet_adapter_preconditions_evaluated_total{" + labels + program
                                + "precondition_name=\"ready\",result=\"fail\"," + version + " 1",
                        "hyperfleet_adapter_preconditions_evaluated_total{" + labels + program
                                + "precondition_name=\"ready\",result=\"error\"," + version + " 1",
                        "hyperfleet_adapter_status_reports_total{" + labels
                                + "applied=\"true\",available=\"false\"," + program + "status=\"success\"," + version
                                + " 1",
                        "hyperfleet_adapter_api_retries_total{" + labels + program + version + " 2",
                        "hyperfleet_adapter_resources_created_total{" + labels + program
                                + "resource_type=\"Job\",status=\"success\"," + version + " 1",
                        "hyperfleet_adapter_workload_status_total{" + labels + program + "status=\"succeeded\","
                                + version.replace("}", "") + ",workload_type=\"Job\"} 1",
                        "hyperfleet_adapter_events_received_total{" + labels + program + "resource_kind=\"Cluster\","
                                + version + " 1",
                        "hyperfleet_adapter_terminal_errors_total{adapter=\"gcp\"," + program
                                + "error_type=\"resources\",source=\"job\"," + version + " 1",
                        "hyperfleet_adapter_errors_total{" + labels + program + "error_type=\"resources\"," + version
                                + " 1");
        assertThat(metrics.page())
                .contains("\nhyperfleet_adapter_last_processed_timestamp_seconds{")
                .contains("\nhyperfleet_adapter_api_request_duration_seconds_bucket{")
                .contains("le=\"0.05\"");
    }

    @Test
    void aLabelFromOutsideCannotGrowForEver() {
        for (int i = 0; i < 5_000; i++) {
            observer.on(new Flow.RunStarted(event("Kind" + i)));
            metrics.deletions().started("Type" + i);
            metrics.requests()
                    .started(Service.HYPERFLEET, "GET", "http://api/a" + i + "/b" + i)
                    .answered(200);
        }

        String page = metrics.page();
        assertThat(page.lines().filter(line -> line.startsWith("hyperfleet_adapter_events_received_total")))
                .hasSize(100)
                .anyMatch(line -> line.contains("resource_kind=\"other\""));
        assertThat(page.lines().filter(line -> line.startsWith("hyperfleet_adapter_resource_deletions_in_progress")))
                .hasSize(100);
        assertThat(page.lines().filter(line -> line.startsWith("hyperfleet_adapter_api_requests_total")))
                .hasSizeLessThanOrEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({
        "HYPERFLEET, http://h/api/hyperfleet/v1/clusters/c1/nodepools/n1/statuses?a=b, "
                + "/api/hyperfleet/v1/clusters/{id}/nodepools/{id}/statuses",
        "HYPERFLEET, http://h/api/hyperfleet/v1/clusters, /api/hyperfleet/v1/clusters",
        "HYPERFLEET, http://h/api/hyperfleet/v1/Clusters/1234, /api/hyperfleet/v1/{id}/{id}",
        "KUBERNETES, https://k/api/v1/namespaces/default, /api/v1/namespaces/{ns}",
        "KUBERNETES, https://k/apis/apps/v1/namespaces/x/deployments/y, /apis/apps/v1/namespaces/{ns}/deployments/{name}",
        "KUBERNETES, https://k/apis/a.example.com/v1beta1/widgets/w?x=1, /apis/a.example.com/v1beta1/widgets/{name}",
        "EXTERNAL, https://elsewhere/secret/path, external",
    })
    void endpointsAreShownWithoutNamesAndIds(Service service, String url, String endpoint) {
        assertThat(EndpointLabel.of(service, url)).isEqualTo(endpoint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                                                  | PROMETHEUS_TEXT",
                "*/*                                                                                 | PROMETHEUS_TEXT",
                "text/plain                                                                          | PROMETHEUS_TEXT",
                "application/openmetrics-text                                                        | OPEN_METRICS",
                "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3     | OPEN_METRICS",
                "text/plain;version=0.0.4;q=0.6, application/openmetrics-text;version=1.0.0;q=0.5    | PROMETHEUS_TEXT",
            })
    void theReaderChoosesTheForm(String accept, MetricsFormat expected) {
        assertThat(MetricsFormat.wantedBy(accept)).isEqualTo(expected);
    }

    @Test
    void promtoolHasNothingToSay() throws Exception {
        Optional<Path> promtool = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeThat(promtool).as("promtool is installed").isPresent();
        somethingOfEverything();
        Process process = new ProcessBuilder(promtool.orElseThrow().toString(), "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (OutputStream input = process.getOutputStream()) {
            input.write(metrics.page().getBytes(StandardCharsets.UTF_8));
        }

        assertThat(process.inputReader().lines()).isEmpty();
        assertThat(process.waitFor()).isZero();
    }

    private void somethingOfEverything() {
        metrics.up(true);
        metrics.watchLog(() -> 3);
        metrics.eventProcessed(EventStatus.SKIPPED, Duration.ofMillis(700));
        metrics.eventsSuperseded(2);
        metrics.deletions().started("Job");
        metrics.deletions().finished("Job", true, Duration.ofSeconds(3));
        metrics.messages().consumed();
        metrics.messages().undecodable();
        metrics.messages().handled(Duration.ofMillis(3));
        metrics.messages().settlementTooLate();
        metrics.spans().ended();
        metrics.requests()
                .started(Service.HYPERFLEET, "PUT", "http://api/api/hyperfleet/v1/clusters/c1/statuses")
                .answered(503);
        metrics.requests()
                .started(Service.KUBERNETES, "GET", "https://k/apis/batch/v1/namespaces/n/jobs/j")
                .failed("refused");
        observer.on(new Flow.RunStarted(event("Cluster")));
        observer.on(new Precondition.Met("ready"));
        observer.on(new Precondition.NotMet("ready", "no"));
        observer.on(new Precondition.Failed("ready", "no"));
        ApiRequest report = new ApiRequest(
                "PUT",
                "/api/hyperfleet/v1/clusters/c1/statuses",
                List.of(),
                "{\"conditions\":[{\"type\":\"Applied\",\"status\":\"True\"},"
                        + "{\"type\":\"Available\",\"status\":\"False\"}]}",
                null,
                0,
                null);
        observer.on(new Action.CallFinished(
                Phase.POST_ACTIONS, "report", report, new ApiResult.Response(201, "Created", "", 3), Duration.ZERO));
        observer.on(new Flow.RunFinished(result(), Duration.ofMillis(20)));
    }

    private static RunResult result() {
        Resource job = new Resource(Map.of(
                "kind", "Job", "status", Map.of("conditions", List.of(Map.of("type", "Complete", "status", "True")))));
        ResourceResult created = new ResourceResult(
                "job", "Job", "ns", "j", StepStatus.SUCCESS, Operation.CREATE, "resource not found", job, null, null);
        return new RunResult(
                Phase.POST_ACTIONS,
                List.of(new Failure(Phase.RESOURCES, "job", "no", FailureClass.TERMINAL)),
                false,
                "",
                Map.of(),
                List.of(),
                List.of(created),
                List.of(),
                Map.of("job", job));
    }

    private static Event event(String kind) {
        return new Event("e", "t", "s", null, EventData.parse("{\"id\":\"c\",\"kind\":\"" + kind + "\"}"), Map.of());
    }

    private static String family(String name, Map<String, String> types, MetricsFormat format) {
        String histogram = name.replaceFirst("_(bucket|sum|count)$", "");
        if ("histogram".equals(types.get(histogram))) {
            return histogram;
        }
        return format == MetricsFormat.OPEN_METRICS ? name.replaceFirst("_total$", "") : name;
    }

    private static List<String> names(@Nullable String labels) {
        return labels == null
                ? List.of()
                : ONE_LABEL
                        .matcher(labels)
                        .results()
                        .map(label -> label.group(1))
                        .toList();
    }
}
