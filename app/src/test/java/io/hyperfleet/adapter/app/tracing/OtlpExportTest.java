package io.hyperfleet.adapter.app.tracing;

import static io.hyperfleet.adapter.app.tracing.Events.PARENT_ID;
import static io.hyperfleet.adapter.app.tracing.Events.TRACE_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperfleet.adapter.app.tracing.Collector.Received;
import io.hyperfleet.adapter.engine.run.Phase;
import io.hyperfleet.adapter.engine.run.RequestObserver.Exchange;
import io.hyperfleet.adapter.engine.run.RequestObserver.Service;
import io.hyperfleet.adapter.engine.run.RunEvent.Flow;
import io.hyperfleet.adapter.engine.run.RunObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trace collector gets to see. */
@Timeout(60)
class OtlpExportTest {

    private final Tally tally = new Tally();

    @Test
    void theCollectorGetsTheEventItsPhasesAndEachRequest() throws Exception {
        try (Collector collector = Collector.overHttp()) {
            try (Tracing tracing = open(
                    collector,
                    Map.of(
                            "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                            "OTEL_EXPORTER_OTLP_HEADERS", "x-tenant=a%20b",
                            "OTEL_RESOURCE_ATTRIBUTES", "k8s.namespace.name=ns1"))) {
                tracing.call(Events.traced("01"), spans -> carryOut(tracing, spans));
            }

            Received event = named(collector, "Execute");
            assertThat(event.traceId()).isEqualTo(TRACE_ID);
            assertThat(event.parentId()).isEqualTo(PARENT_ID);
            assertThat(event.scope()).isEqualTo("adapter-x");
            assertThat(event.attributes())
                    .containsEntry("messaging.message.id", "ev-1")
                    .containsEntry("hyperfleet.resource_type", "Cluster")
                    .containsEntry("hyperfleet.resource_id", "c1");
            assertThat(event.resource())
                    .containsEntry("service.name", "adapter-x")
                    .containsEntry("service.version", "v1")
                    .containsEntry("k8s.namespace.name", "ns1")
                    .containsKeys("telemetry.sdk.name", "host.name", "process.runtime.description");
            Received phase = named(collector, "adapter.preconditions");
            assertThat(phase.parentId()).isEqualTo(event.spanId());
            assertThat(phase.error()).isTrue();
            Received request = named(collector, "HTTP GET");
            assertThat(request.parentId()).isEqualTo(phase.spanId());
            assertThat(request.scope()).isEqualTo("http-client");
            assertThat(request.error()).isTrue();
            assertThat(request.attributes())
                    .containsEntry("http.request.method", "GET")
                    .containsEntry("url.full", "http://api/clusters/c1?x=1")
                    .containsEntry("http.response.status_code", "503");
            assertThat(collector.tenants()).contains("a b");
            assertThat(tally.exported.get()).isEqualTo(3).isEqualTo(tally.ended.get());
        }
    }

    @Test
    void spansTravelOverGrpcAsWell() throws Exception {
        try (Collector collector = Collector.overGrpc()) {
            try (Tracing tracing = open(collector, Map.of())) {
                tracing.call(Events.traced("01"), spans -> carryOut(tracing, spans));
            }

            assertThat(collector.spans())
                    .extracting(Received::name)
                    .containsExactlyInAnyOrder("Execute", "adapter.preconditions", "HTTP GET");
            assertThat(collector.spans())
                    .allSatisfy(span -> assertThat(span.traceId()).isEqualTo(TRACE_ID));
        }
    }

    @Test
    void aTraceThatIsNotSampledIsNotExported() throws Exception {
        try (Collector collector = Collector.overHttp()) {
            try (Tracing tracing = open(collector, Map.of("OTEL_EXPORTER_OTLP_PROTOCOL", "http"))) {
                String header = tracing.call(Events.traced("00"), spans -> carryOut(tracing, spans));

                assertThat(header).startsWith("00-" + TRACE_ID).endsWith("-00");
            }

            assertThat(collector.spans()).isEmpty();
        }
    }

    @Test
    void aDeadCollectorHoldsUpNobody() {
        Tracing tracing = Tracing.open(
                Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1",
                        "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
                "adapter-x",
                "v1",
                tally);
        long start = System.nanoTime();
        for (int i = 0; i < 3_000; i++) {
            tracing.call(Events.traced("01"), spans -> carryOut(tracing, spans));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        tracing.close();

        assertThat(took).isLessThan(Duration.ofSeconds(10));
        assertThat(tally.ended.get()).isEqualTo(9_000);
        assertThat(tally.exported.get()).isZero();
    }

    @Test
    void anEndpointThatIsNoneIsRefusedAtTheStart() {
        assertThatThrownBy(() -> Tracing.open(
                        Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://", "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
                        "x",
                        "v1",
                        tally))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("failed to create OTLP exporter (protocol=grpc): ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"grpc", "http/protobuf"})
    @Timeout(30)
    void aPipeInThePlaceOfACertificateIsNotWaitedFor(String protocol, @TempDir Path folder) throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Map<String, String> environment = Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "https://collector.invalid:4317",
                "OTEL_EXPORTER_OTLP_PROTOCOL",
                protocol,
                "OTEL_EXPORTER_OTLP_CERTIFICATE",
                pipe.toString());

        assertThatThrownBy(() -> Tracing.open(environment, "x", "v1", tally))
                .hasMessageContaining(pipe + ": not a regular file");
    }

    private static String carryOut(Tracing tracing, RunObserver spans) {
        spans.on(new Flow.PhaseStarted(Phase.PRECONDITIONS, 1));
        Exchange request = tracing.requests().started(Service.HYPERFLEET, "GET", "http://api/clusters/c1?x=1");
        String header = request.headers().getOrDefault("traceparent", "");
        request.answered(503);
        spans.on(new Flow.PhaseFailed(Phase.PRECONDITIONS, "no answer"));
        return header;
    }

    private Tracing open(Collector collector, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url());
        return Tracing.open(environment, "adapter-x", "v1", tally);
    }

    private static Received named(Collector collector, String name) {
        return collector.spans().stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span " + name + " in " + collector.spans()));
    }
}
