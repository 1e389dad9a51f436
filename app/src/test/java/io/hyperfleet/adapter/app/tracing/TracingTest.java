package io.hyperfleet.adapter.app.tracing;

import static io.hyperfleet.adapter.app.tracing.Events.PARENT_ID;
import static io.hyperfleet.adapter.app.tracing.Events.TRACE_ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.app.observe.LogContext;
import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.Phase;
import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.engine.run.RequestObserver.Service;
import io.hyperfleet.adapter.engine.run.RunEvent.Flow;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trace is without anybody who collects spans: it goes on in requests and in log lines. */
@Timeout(60)
class TracingTest {

    private static final String API = "http://api/clusters/c1";

    @Test
    void requestsContinueTheTraceOfTheEvent() {
        Map<String, String> headers = headers(Map.of(), Events.traced("01"));

        assertThat(headers.get("traceparent")).matches("00-" + TRACE_ID + "-[0-9a-f]{16}-01");
        assertThat(headers.get("traceparent")).doesNotContain(PARENT_ID);
        assertThat(headers).containsEntry("tracestate", "a=1,b=2");
    }

    @Test
    void aTraceThatIsNotRecordedStaysSo() {
        assertThat(headers(Map.of(), Events.traced("00")).get("traceparent")).endsWith("-00");
        assertThat(headers(Map.of("OTEL_TRACES_SAMPLER", "always_on"), Events.traced("00"))
                        .get("traceparent"))
                .endsWith("-01");
        assertThat(headers(Map.of("OTEL_TRACES_SAMPLER", "always_off"), Events.traced("01"))
                        .get("traceparent"))
                .endsWith("-00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "junk",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
            })
    void anInvalidTraceBeginsANewOne(String traceParent) {
        Map<String, String> headers = headers(Map.of(), Events.with(Map.of("traceparent", traceParent)));

        assertThat(headers.get("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        assertThat(headers.get("traceparent")).doesNotContain("4bf92f35");
    }

    @Test
    void aLaterVersionOfTheHeaderIsUnderstood() {
        Map<String, String> headers = headers(
                Map.of(), Events.with(Map.of("traceparent", "cc-" + TRACE_ID + "-" + PARENT_ID + "-01-what-comes")));

        assertThat(headers.get("traceparent")).startsWith("00-" + TRACE_ID);
    }

    @Test
    void logLinesTellTheSpanTheyBelongTo() {
        Tracing tracing = open(Map.of());
        tracing.call(Events.traced("01"), spans -> {
            Map<String, Object> ofEvent = LogContext.current();
            spans.on(new Flow.PhaseStarted(Phase.RESOURCES, 1));
            Map<String, Object> ofPhase = LogContext.current();
            RequestObserver.Exchange request = tracing.requests().started(Service.KUBERNETES, "GET", API);
            Map<String, Object> ofRequest = LogContext.current();
            request.answered(200);

            assertThat(List.of(ofEvent, ofPhase, ofRequest))
                    .allSatisfy(fields -> assertThat(fields).containsEntry("trace_id", TRACE_ID));
            assertThat(List.of(ofEvent, ofPhase, ofRequest))
                    .extracting(fields -> fields.get("span_id"))
                    .doesNotHaveDuplicates();
            assertThat(request.headers().get("traceparent")).contains((String) ofRequest.get("span_id"));
            assertThat(LogContext.current()).isEqualTo(ofPhase);
            return 0;
        });
        assertThat(LogContext.current()).isEmpty();
    }

    @Test
    void tracingThatIsOffLeavesRequestsAndLogAlone() {
        Tracing tracing = open(Map.of("HYPERFLEET_TRACING_ENABLED", "false"));

        tracing.call(Events.traced("01"), spans -> {
            assertThat(LogContext.current()).isEmpty();
            assertThat(tracing.requests()
                            .started(Service.HYPERFLEET, "GET", API)
                            .headers())
                    .isEmpty();
            return 0;
        });
    }

    @Test
    void requestsOutsideAnEventBelongToNoTrace() {
        assertThat(open(Map.of())
                        .requests()
                        .started(Service.HYPERFLEET, "GET", API)
                        .headers())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "b3, b3",
        "b3multi, 'X-B3-Sampled,X-B3-SpanId,X-B3-TraceId'",
        "jaeger, uber-trace-id",
        "'tracecontext, B3', 'b3,traceparent,tracestate'",
        "none, ''",
        "baggage, ''",
    })
    void theTraceGoesOnInTheHeadersThatAreAskedFor(String propagators, String expected) {
        Map<String, String> headers = headers(Map.of("OTEL_PROPAGATORS", propagators), Events.traced("01"));

        assertThat(headers.keySet().stream().sorted().collect(Collectors.joining(",")))
                .isEqualTo(expected);
        assertThat(headers.values())
                .filteredOn(value -> value.length() > 30)
                .allMatch(value -> value.contains(TRACE_ID));
    }

    @ParameterizedTest
    @CsvSource({
        "HYPERFLEET_TRACING_ENABLED, perhaps, 'Invalid HYPERFLEET_TRACING_ENABLED value \"perhaps\", defaulting to true'",
        "OTEL_TRACES_SAMPLER, sometimes, 'Unrecognized OTEL_TRACES_SAMPLER value \"sometimes\", using default"
                + " parentbased_traceidratio'",
        "OTEL_TRACES_SAMPLER_ARG, 2.0, 'Invalid OTEL_TRACES_SAMPLER_ARG value \"2.0\", using default 1.0'",
        "OTEL_TRACES_SAMPLER_ARG, -0.5, 'Invalid OTEL_TRACES_SAMPLER_ARG value \"-0.5\", using default 1.0'",
        "OTEL_TRACES_SAMPLER_ARG, notanumber, 'Invalid OTEL_TRACES_SAMPLER_ARG value \"notanumber\", using default 1.0'",
        "OTEL_PROPAGATORS, pigeon, 'Unrecognized OTEL_PROPAGATORS value \"pigeon\", ignoring it'",
    })
    void aVariableThatCannotBeUnderstoodIsReplacedWithAWarning(String variable, String value, String warning) {
        TracingSettings settings = TracingVariables.read(Map.of(variable, value), "adapter-x", "v1");

        assertThat(settings.warnings()).containsExactly(warning);
        assertThat(settings.enabled()).isTrue();
        assertThat(settings.sampling()).isEqualTo(Sampling.STANDARD);
    }

    @Test
    void anUnknownProtocolIsTakenForGrpcNamingTheVariable() {
        TracingSettings settings = TracingVariables.read(
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317", "OTEL_EXPORTER_OTLP_PROTOCOL", "carrier"),
                "x",
                "v1");

        assertThat(settings.warnings())
                .containsExactly("Unrecognized OTEL_EXPORTER_OTLP_PROTOCOL value \"carrier\", using default grpc");
        TracingSettings.Exporter exporter = settings.exporter().orElseThrow();
        assertThat(exporter.protocol()).isEqualTo(TracingSettings.Protocol.GRPC);
        assertThat(exporter.endpoint()).isEqualTo("http://collector:4317");
    }

    @ParameterizedTest
    @CsvSource({
        "OTEL_EXPORTER_OTLP_ENDPOINT, http://c:4318, http://c:4318/v1/traces",
        "OTEL_EXPORTER_OTLP_ENDPOINT, http://c:4318/, http://c:4318/v1/traces",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, http://c:4318/mine, http://c:4318/mine",
    })
    void thePathOfACollectorIsAddedToTheCommonEndpointOnly(String variable, String value, String endpoint) {
        TracingSettings settings =
                TracingVariables.read(Map.of(variable, value, "OTEL_EXPORTER_OTLP_PROTOCOL", "HTTP"), "x", "v1");

        assertThat(settings.exporter().orElseThrow().endpoint()).isEqualTo(endpoint);
    }

    @Test
    void theSameTraceIsSampledAlikeByEveryProcess() {
        Sampling half = new Sampling(false, 0.5);

        assertThat(half.samples("ffffffffffffffff7fffffffffffffff", Optional.of(false)))
                .isTrue();
        assertThat(half.samples("0000000000000000ffffffffffffffff", Optional.of(true)))
                .isFalse();
    }

    @Test
    void withoutAnEndpointNothingOfTheSdkIsNeeded() throws Exception {
        Class<?> traced = new WithoutSdk().loadClass(TracedHeader.class.getName());

        Object header = ((Supplier<?>) traced.getDeclaredConstructor().newInstance()).get();

        assertThat(header.toString()).startsWith("00-" + TRACE_ID);
        assertThat(traced).isNotEqualTo(TracedHeader.class);
    }

    /** Traces an event. */
    public static final class TracedHeader implements Supplier<String> {

        @Override
        public String get() {
            return headers(Map.of(), Events.traced("01")).getOrDefault("traceparent", "none");
        }
    }

    /** Loads this program once more, on a machine where nobody installed OpenTelemetry. */
    private static final class WithoutSdk extends ClassLoader {

        WithoutSdk() {
            super(TracingTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.opentelemetry.") || name.startsWith("io.grpc.")) {
                throw new ClassNotFoundException(name);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null || !name.startsWith("io.hyperfleet.adapter.app.tracing.")) {
                return loaded == null ? super.loadClass(name, resolve) : loaded;
            }
            try (InputStream bytes = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] content = Objects.requireNonNull(bytes, name).readAllBytes();
                return defineClass(name, content, 0, content.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static Map<String, String> headers(Map<String, String> environment, Event event) {
        try (Tracing tracing = open(environment)) {
            return tracing.call(
                    event,
                    spans -> tracing.requests()
                            .started(Service.HYPERFLEET, "GET", API)
                            .headers());
        }
    }

    private static Tracing open(Map<String, String> environment) {
        return Tracing.open(environment, "adapter-x", "v1", new Tally());
    }
}
