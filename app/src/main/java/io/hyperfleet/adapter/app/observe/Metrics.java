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

    private static final double NANOS_PER_SECOND = 1e9;
    private static final Pattern NAME_PREFIX = Pattern.compile("^(?:hyperfleet-adapter-|adapter-)");
    private static final Pattern NAME_SUFFIX = Pattern.compile("-adapter$");

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final String topic;
    private final MetricFactory program;
    private final MetricFactory adapter;
    private final RunMetrics runs;
    private final RequestMetrics requests;
    private final BoundedLabel resourceTypes = new BoundedLabel();

    private final Gauge up;
    private final Counter eventsProcessed;
    private final Histogram eventDuration;
    private final Counter eventsSuperseded;
    private final Counter errors;
    private final Counter resourcesDeleted;
    private final Histogram deletionDuration;
    private final Gauge deletionsInProgress;

    private final Counter messagesConsumed;
    private final Counter messageErrors;
    private final Histogram messageDuration;
    private final Counter settlementsTooLate;
    private final Counter spansEnded;
    private final Counter spansExported;
    private final Counter messagesReturned;
    private final Counter messagesQuarantined;
    private final Gauge circuitOpen;
    private final String adapterLabel;

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
        this.topic = topic;
        program = new MetricFactory(registry, Labels.of("component", component, "version", version));
        up = program.gauge("hyperfleet_adapter_up", "Whether the adapter is up and running");
        program.with("commit", commit)
                .gauge("hyperfleet_adapter_build_info", "Build information for the adapter")
                .set(1);

        adapter = program.with("adapter_name", shortName(component));
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
        resourcesDeleted = adapter.counter(
                "hyperfleet_adapter_resources_deleted_total",
                "Total number of adapter resource deletion operations",
                "resource_type",
                "status");
        deletionDuration = adapter.seconds(
                "hyperfleet_adapter_resource_deletion_duration_seconds",
                "Duration of resource deletion operations in seconds",
                "resource_type");
        deletionsInProgress = adapter.gauge(
                "hyperfleet_adapter_resource_deletions_in_progress",
                "Number of resource deletions currently in progress",
                "resource_type");

        messagesConsumed = program.counter(
                "hyperfleet_broker_messages_consumed_total",
                "Total number of messages consumed from the broker.",
                "topic");
        messageErrors = program.counter(
                "hyperfleet_broker_errors_total", "Total number of message processing errors.", "topic", "error_type");
        messageDuration = program.seconds(
                "hyperfleet_broker_message_duration_seconds", "Duration of message processing in seconds.", "topic");
        settlementsTooLate = program.counter(
                "hyperfleet_broker_settlements_too_late_total",
                "Total number of settlements dropped because the connection of their message had ended.",
                "topic");
        runs = new RunMetrics(program, adapter, shortName(component));
        requests = new RequestMetrics(adapter);
        spansEnded = program.counter(
                "hyperfleet_adapter_trace_spans_total", "Total number of spans that ended and are to be exported");
        spansExported = program.counter(
                "hyperfleet_adapter_trace_spans_exported_total", "Total number of spans that the collector took");
        adapterLabel = shortName(component);
        messagesReturned = program.counter(
                "hyperfleet_adapter_nacks_total", "Total number of events returned to the broker", "adapter");
        messagesQuarantined = program.counter(
                "hyperfleet_adapter_dlq_messages_total",
                "Total number of messages put among the dead letters or dropped",
                "adapter");
        circuitOpen = program.gauge(
                "hyperfleet_adapter_circuit_open",
                "Whether events wait because calls to this downstream fail",
                "downstream");
        settlementsTooLate.initLabelValues(topic);
        messagesReturned.initLabelValues(adapterLabel);
        messagesQuarantined.initLabelValues(adapterLabel);
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
                () -> seconds(backlog.get().oldest()));
    }

    public void up(boolean value) {
        up.set(value ? 1 : 0);
    }

    public void eventProcessed(EventStatus status, Duration took) {
        eventsProcessed.labelValues(status.label).inc();
        eventDuration.observe(seconds(took));
    }

    public void eventsSuperseded(int count) {
        eventsSuperseded.inc(count);
    }

    public void phaseFailed(Phase phase) {
        errors.labelValues(phase.text()).inc();
    }

    public void deletionStarted(String resourceType) {
        deletionsInProgress.labelValues(typeLabel(resourceType)).inc();
    }

    /** Told once for each {@link #deletionStarted}. */
    public void deletionFinished(String resourceType, boolean succeeded, Duration took) {
        String type = typeLabel(resourceType);
        deletionsInProgress.labelValues(type).dec();
        resourcesDeleted.labelValues(type, succeeded ? "success" : "error").inc();
        deletionDuration.labelValues(type).observe(seconds(took));
    }

    /** Redeliveries count as well. */
    public void messageConsumed() {
        messagesConsumed.labelValues(topic).inc();
    }

    public void messageUndecodable() {
        messageErrors.labelValues(topic, "conversion").inc();
    }

    public void messageHandled(Duration took) {
        messageDuration.labelValues(topic).observe(seconds(took));
    }

    public void settlementTooLate() {
        settlementsTooLate.labelValues(topic).inc();
    }

    public void messageReturned() {
        messagesReturned.labelValues(adapterLabel).inc();
    }

    public void messageQuarantined() {
        messagesQuarantined.labelValues(adapterLabel).inc();
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

    private String typeLabel(String resourceType) {
        return resourceType.isBlank() ? "Unknown" : resourceTypes.of(resourceType.strip());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS_PER_SECOND;
    }
}
