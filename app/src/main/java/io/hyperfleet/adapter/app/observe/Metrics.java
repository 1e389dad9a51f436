package io.hyperfleet.adapter.app.observe;

import io.hyperfleet.adapter.engine.run.Phase;
import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.engine.run.RunObserver;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The metrics of the program. Names, labels, help texts and buckets are those of the HyperFleet adapter and of its broker
 * library, so that dashboards and alerts keep working. A series with varying labels appears with its first value.
 */
public final class Metrics {

    private static final Pattern NAME_PREFIX = Pattern.compile("^(?:hyperfleet-adapter-|adapter-)");
    private static final Pattern NAME_SUFFIX = Pattern.compile("-adapter$");

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final MetricFactory program;
    private final MetricFactory adapter;
    private final RunMetrics runs;
    private final RequestMetrics requests;
    private final MessageMetrics messages;
    private final DeletionMetrics deletions;

    private final Gauge up;
    private final Counter eventsProcessed;
    private final Histogram eventDuration;
    private final Counter eventsSuperseded;
    private final Counter errors;
    private final Counter spansEnded;
    private final Counter spansExported;
    private final Gauge circuitOpen;

    /** What became of an event. */
    public enum EventStatus {
        SUCCESS("success"),
        FAILED("failed"),
        SKIPPED("skipped");

        private final String label;

        EventStatus(String label) {
            this.label = label;
        }
    }

    /**
     * @param component the name of the adapter
     * @param topic where its events come from
     */
    public Metrics(String component, String version, String commit, String topic) {
        String name = shortName(component);
        program = new MetricFactory(registry, Labels.of("component", component, "version", version));
        adapter = program.with("adapter_name", name);
        runs = new RunMetrics(program, adapter, name);
        requests = new RequestMetrics(adapter);
        messages = new MessageMetrics(program, topic, name);
        deletions = new DeletionMetrics(adapter);

        up = program.gauge("hyperfleet_adapter_up", "Whether the adapter is up and running");
        program.with("commit", commit)
                .gauge("hyperfleet_adapter_build_info", "Build information for the adapter")
                .set(1);

        eventsProcessed = adapter.counter(
                "hyperfleet_adapter_events_processed_total",
                "Total number of CloudEvents processed by the adapter",
                "status");
        eventDuration = adapter.seconds(
                "hyperfleet_adapter_event_processing_duration_seconds", "Duration of event processing in seconds");
        eventsSuperseded = adapter.counter(
                "hyperfleet_adapter_events_superseded_total",
                "Total number of CloudEvents settled by the run of a newer event for the same resource");
        errors = adapter.counter(
                "hyperfleet_adapter_errors_total", "Total number of errors encountered by the adapter", "error_type");
        spansEnded = program.counter(
                "hyperfleet_adapter_trace_spans_total", "Total number of spans that ended and are to be exported");
        spansExported = program.counter(
                "hyperfleet_adapter_trace_spans_exported_total", "Total number of spans that the collector took");
        circuitOpen = program.gauge(
                "hyperfleet_adapter_circuit_open",
                "Whether events wait because calls to this downstream fail",
                "downstream");
        ProcessMetrics.register(registry);
    }

    /** The page of metrics in the older format. */
    public String page() {
        return page(MetricsFormat.PROMETHEUS_TEXT);
    }

    /** The page that {@code /metrics} answers with. */
    public String page(MetricsFormat format) {
        return MetricsText.of(registry.scrape(), format);
    }

    /** Counts what happens in runs, as HyperFleet's standards ask for. */
    RunObserver runs() {
        return runs;
    }

    /** Counts the requests of the clients. */
    public RequestObserver requests() {
        return requests;
    }

    /** Counts the messages of the broker. */
    public MessageMetrics messages() {
        return messages;
    }

    /** Counts the deletions of resources. */
    DeletionMetrics deletions() {
        return deletions;
    }

    /** Counts the spans that are exported. */
    public SpanTally spans() {
        return new SpanTally() {
            @Override
            public void ended() {
                spansEnded.inc();
            }

            @Override
            public void exported(int spans) {
                spansExported.inc(spans);
            }
        };
    }

    /** Shows how many log lines were dropped because nobody read the log. */
    public void watchLog(LongSupplier dropped) {
        program.counter(
                "hyperfleet_adapter_log_lines_dropped_total",
                "Total number of log lines dropped because nobody read the log",
                dropped);
    }

    /** Shows what is in hand; asked for a few times at each scrape. */
    public void watchBacklog(Supplier<Backlog> backlog) {
        adapter.gauge(
                "hyperfleet_adapter_lanes_busy",
                "Number of events that run at the moment",
                () -> backlog.get().running());
        adapter.gauge(
                "hyperfleet_adapter_lanes_limit",
                "Number of events that may run at once at the moment",
                () -> backlog.get().limit());
        adapter.gauge(
                "hyperfleet_adapter_deliveries_waiting",
                "Number of deliveries that wait for their turn",
                () -> backlog.get().waiting());
        adapter.gauge(
                "hyperfleet_adapter_oldest_delivery_waiting_seconds",
                "How long the delivery that waits longest has been waiting",
                () -> MetricFactory.inSeconds(backlog.get().oldest()));
    }

    public void up(boolean value) {
        up.set(value ? 1 : 0);
    }

    public void eventProcessed(EventStatus status, Duration took) {
        eventsProcessed.labelValues(status.label).inc();
        eventDuration.observe(MetricFactory.inSeconds(took));
    }

    public void eventsSuperseded(int count) {
        eventsSuperseded.inc(count);
    }

    public void phaseFailed(Phase phase) {
        errors.labelValues(phase.text()).inc();
    }

    /**
     * @param downstream its name, from a short list
     */
    public void downstreamFails(String downstream, boolean fails) {
        circuitOpen.labelValues(downstream).set(fails ? 1 : 0);
    }

    /** What is left of a name without the words that every adapter's name has. */
    static String shortName(String component) {
        String withoutPrefix = NAME_PREFIX.matcher(component).replaceFirst("");
        return withoutPrefix.equals(component) ? NAME_SUFFIX.matcher(component).replaceFirst("") : withoutPrefix;
    }
}
