package io.hyperfleet.adapter.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperfleet.adapter.chart.Chart;
import io.hyperfleet.adapter.chart.Rendered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program, started with the arguments, variables and files that the chart gives its container. */
@Timeout(120)
class InstalledFromChartTest {

    /** What the cluster gives a pod, and no chart: who the API server is, and ports that are free. */
    private static final List<String> OF_THE_CLUSTER =
            List.of("HYPERFLEET_KUBERNETES_KUBE_CONFIG_PATH", "HYPERFLEET_HEALTH_PORT", "HYPERFLEET_METRICS_PORT");

    @TempDir
    private Path mounted;

    @BeforeAll
    static void needsHelm() {
        assumeTrue(Chart.helmRuns(), "Helm's native library does not load on this machine: the chart is not tested");
    }

    @Test
    void itServesAnswersItsProbesAndStops() throws Exception {
        AtomicReference<JsonNode> container = new AtomicReference<>();
        try (Served served = new Served(mounted, neighbours -> {
            Rendered rendered = Chart.render(values(neighbours));
            container.set(rendered.container());
            return install(rendered, neighbours);
        })) {
            served.event("plain", 1);
            served.program.awaitLine(line -> line.contains("PostAction[sendReport] processed: SUCCESS"), "the report");

            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                String path = Objects.requireNonNull(container.get())
                        .at("/" + probe + "/httpGet/path")
                        .asText();
                assertThat(served.health(path).statusCode()).as(probe).isEqualTo(200);
            }
            assertThat(served.scrape()).contains("hyperfleet_adapter_up{component=\"runbook\"");
            served.program.stop();
            assertThat(served.program.exitCode()).isZero();
        }
    }

    private AdapterProcess install(Rendered rendered, Map<String, String> neighbours) throws IOException {
        rendered.writeConfiguration(mounted);
        List<String> arguments = new ArrayList<>();
        rendered.container().path("args").forEach(argument -> arguments.add(here(argument.asText())));
        Map<String, String> environment = new HashMap<>();
        rendered.environment().forEach((name, value) -> environment.put(name, here(value)));
        OF_THE_CLUSTER.forEach(name -> environment.put(name, neighbours.get(name)));
        return AdapterProcess.start(mounted, environment, arguments);
    }

    private static String values(Map<String, String> neighbours) throws IOException {
        return """
                adapterConfig:
                  hyperfleetApi: {baseUrl: "%s"}
                  log: {level: info}
                  yaml: |
                %s
                adapterTaskConfig:
                  yaml: |
                %s
                broker:
                  type: rabbitmq
                  topic: runbook
                  subscriptionId: runbook
                  rabbitmq: {url: "%s", exchange: runbook, exchangeType: topic}
                env:
                  - {name: LOG_FORMAT, value: text}
                  - {name: HYPERFLEET_MAESTRO_GRPC_SERVER_ADDRESS, value: "%s"}
                  - {name: HYPERFLEET_MAESTRO_HTTP_SERVER_ADDRESS, value: "%s"}
                """.formatted(
                neighbours.get("HYPERFLEET_API_BASE_URL"),
                Files.readString(Served.FILES.resolve("adapter-config.yaml")).indent(4),
                Files.readString(Served.FILES.resolve("task-config.yaml")).indent(4),
                neighbours.get("BROKER_RABBITMQ_URL"),
                neighbours.get("HYPERFLEET_MAESTRO_GRPC_SERVER_ADDRESS"),
                neighbours.get("HYPERFLEET_MAESTRO_HTTP_SERVER_ADDRESS"));
    }

    /** Files are mounted somewhere else than in the pod. */
    private String here(String text) {
        return text.replace("/etc/adapter", mounted.toString()).replace("/etc/broker", mounted.toString());
    }
}
