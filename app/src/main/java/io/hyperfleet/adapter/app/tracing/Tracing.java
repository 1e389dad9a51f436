package io.hyperfleet.adapter.app.tracing;

import io.hyperfleet.adapter.app.observe.LogContext;
import io.hyperfleet.adapter.app.observe.SpanTally;
import io.hyperfleet.adapter.app.tracing.otlp.OtlpTracer;
import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.EventData;
import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.engine.run.RunObserver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tracing of the program. The trace of an event goes on in every request and in every log line, whether or not
 * anybody collects spans; what collects them is loaded only when there is a collector to send them to.
 */
public final class Tracing implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Tracing.class);

    /** As in the original program. */
    private static final String SPAN_OF_EVENT = "Execute";

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final @Nullable Tracer tracer;
    private final List<Propagator> propagators;
    private final String adapter;

    private Tracing(@Nullable Tracer tracer, List<Propagator> propagators, String adapter) {
        this.tracer = tracer;
        this.propagators = propagators;
        this.adapter = adapter;
    }

    /** For programs that do not trace. */
    public static Tracing off() {
        return new Tracing(null, List.of(), "");
    }

    /**
     * Reads the variables of OpenTelemetry, tells in the log what came of it, and makes ready to trace.
     *
     * @param tally told of spans on their way to the collector
     * @throws IllegalArgumentException when spans cannot be sent where they are to go; the message says why
     */
    public static Tracing open(Map<String, String> environment, String adapter, String version, SpanTally tally) {
        TracingSettings settings = TracingVariables.read(environment, adapter, version);
        settings.warnings().forEach(LOG::warn);
        if (!settings.enabled()) {
            LOG.info("OpenTelemetry tracing disabled");
            return off();
        }
        Tracer tracer;
        if (settings.exporter().isPresent()) {
            TracingSettings.Exporter exporter = settings.exporter().get();
            String protocol = exporter.protocol().text();
            try {
                tracer = OtlpTracer.open(settings, exporter, adapter, tally);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "failed to create OTLP exporter (protocol=" + protocol + "): " + e.getMessage(), e);
            }
            LOG.info("OTLP trace exporter configured: protocol={}", protocol);
        } else {
            tracer = UnrecordedSpan.tracer(settings.sampling());
            LOG.info("No OTEL_EXPORTER_OTLP_TRACES_ENDPOINT or OTEL_EXPORTER_OTLP_ENDPOINT configured, spans are not"
                    + " exported");
        }
        LOG.info("OpenTelemetry initialized: service_name={}", settings.serviceName());
        return new Tracing(tracer, settings.propagators(), adapter);
    }

    /**
     * Carries out an event within its trace: its log lines tell {@code trace_id} and {@code span_id}.
     *
     * @param task is given who must be told of the run
     */
    public <T> T call(Event event, Function<RunObserver, T> task) {
        if (tracer == null) {
            return task.apply(ignored -> {});
        }
        Span span = tracer.begin(SPAN_OF_EVENT, SpanContext.parse(event.traceContext()));
        describe(span, event);
        EventTrace trace = new EventTrace(span, propagators);
        Supplier<Object> spanId = () -> trace.innermost().context().spanId();
        Map<String, Object> fields = Map.of("trace_id", span.context().traceId(), "span_id", spanId);
        return trace.call(() -> LogContext.call(fields, () -> task.apply(new RunSpans(trace))));
    }

    /** Tells the clients' requests as part of the event they are made for. */
    public RequestObserver requests() {
        return tracer == null ? RequestObserver.NOBODY : new RequestSpans();
    }

    /** Sends what is left, for a few seconds at most. */
    @Override
    public void close() {
        if (tracer != null) {
            tracer.close(CLOSE_LIMIT).ifPresent(error -> LOG.warn("Failed to shutdown OpenTelemetry: {}", error));
        }
    }

    private void describe(Span span, Event event) {
        span.attribute("messaging.operation.type", "process");
        span.attribute("messaging.message.id", event.id());
        span.attribute("hyperfleet.adapter", adapter);
        if (event.data() instanceof EventData.Parsed(var _, EventData.Reference reference)) {
            span.attribute("hyperfleet.resource_type", reference.kind());
            span.attribute("hyperfleet.resource_id", reference.id());
        }
    }
}
