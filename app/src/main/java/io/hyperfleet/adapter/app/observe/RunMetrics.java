package io.hyperfleet.adapter.app.observe;

import io.hyperfleet.adapter.engine.run.ApiRequest;
import io.hyperfleet.adapter.engine.run.ApiResult;
import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.EventData;
import io.hyperfleet.adapter.engine.run.Failure;
import io.hyperfleet.adapter.engine.run.FailureClass;
import io.hyperfleet.adapter.engine.run.Operation;
import io.hyperfleet.adapter.engine.run.Phase;
import io.hyperfleet.adapter.engine.run.RunEvent;
import io.hyperfleet.adapter.engine.run.RunEvent.Precondition;
import io.hyperfleet.adapter.engine.run.RunObserver;
import io.hyperfleet.adapter.engine.run.RunResult;
import io.hyperfleet.adapter.engine.run.RunResult.ResourceResult;
import io.hyperfleet.adapter.engine.run.StepStatus;
import io.hyperfleet.adapter.engine.value.JsonDecoder;
import io.hyperfleet.adapter.engine.value.Resource;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The metrics of runs that HyperFleet's standards ask for and that the original program does not have. One instance
 * serves all runs.
 */
final class RunMetrics implements RunObserver {

    private static final double MILLIS_PER_SECOND = 1e3;
    private static final Set<String> METHODS_OF_REPORTS = Set.of("POST", "PUT");

    private final Counter eventsByKind;
    private final Counter resourcesCreated;
    private final Counter preconditions;
    private final Counter statusReports;
    private final Counter workloads;
    private final Counter terminalErrors;
    private final Counter retries;
    private final Gauge lastProcessed;

    private final BoundedLabel eventKinds = new BoundedLabel();
    private final BoundedLabel objectKinds = new BoundedLabel();
    private final String adapterName;

    /**
     * @param adapterName the value of the label {@code adapter}
     */
    RunMetrics(MetricFactory program, MetricFactory adapter, String adapterName) {
        this.adapterName = adapterName;
        eventsByKind = adapter.counter(
                "hyperfleet_adapter_events_received_total",
                "Total number of CloudEvents whose run began, by the kind of resource they are about",
                "resource_kind");
        resourcesCreated = adapter.counter(
                "hyperfleet_adapter_resources_created_total",
                "Total number of resources created, and of resources that could not be applied",
                "resource_type",
                "status");
        preconditions = adapter.counter(
                "hyperfleet_adapter_preconditions_evaluated_total",
                "Total number of preconditions evaluated",
                "precondition_name",
                "result");
        statusReports = adapter.counter(
                "hyperfleet_adapter_status_reports_total",
                "Total number of status reports sent to the HyperFleet API",
                "status",
                "applied",
                "available");
        workloads = adapter.counter(
                "hyperfleet_adapter_workload_status_total",
                "Total number of times a workload was seen in this state at the end of an event",
                "workload_type",
                "status");
        retries = adapter.counter(
                "hyperfleet_adapter_api_retries_total",
                "Total number of attempts at API calls of the task beyond the first");
        lastProcessed = adapter.gauge(
                "hyperfleet_adapter_last_processed_timestamp_seconds",
                "When an event was last done with, as unix time");
        terminalErrors = program.counter(
                "hyperfleet_adapter_terminal_errors_total",
                "Total number of errors that no repetition can mend",
                "adapter",
                "error_type",
                "source");
    }

    @Override
    public void on(RunEvent event) {
        switch (event) {
            case RunEvent.Flow.RunStarted(Event started) ->
                eventsByKind.labelValues(eventKinds.of(kind(started))).inc();
            case RunEvent.Flow.RunFinished finished -> finished(finished.result());
            case RunEvent.Action.CallFinished finished -> callFinished(finished);
            case Precondition.Met(String name) -> precondition(name, "pass");
            case Precondition.NotMet(String name, String _) -> precondition(name, "fail");
            case Precondition.Failed(String name, String _) -> precondition(name, "error");
            case RunEvent.Flow _, RunEvent.Action _, RunEvent.Param _, RunEvent.Precondition _ -> {}
            case RunEvent.ResourceStep _, RunEvent.Nested _, RunEvent.Post _ -> {}
        }
    }

    private static String kind(Event event) {
        return switch (event.data()) {
            case EventData.Parsed(var _, EventData.Reference reference)
            when !reference.kind().isBlank() -> reference.kind();
            case EventData.Parsed _, EventData.Unreadable _ -> "unknown";
        };
    }

    private void precondition(String name, String result) {
        preconditions.labelValues(name, result).inc();
    }

    private void finished(RunResult result) {
        lastProcessed.set(System.currentTimeMillis() / MILLIS_PER_SECOND);
        for (Failure failure : result.failures()) {
            if (failure.classification() == FailureClass.TERMINAL) {
                terminalErrors
                        .labelValues(adapterName, failure.phase().text(), failure.step())
                        .inc();
            }
        }
        result.resourceResults().forEach(this::resource);
        result.resources().values().stream().filter(Objects::nonNull).forEach(this::workload);
    }

    private void resource(ResourceResult result) {
        boolean created = result.operation() == Operation.CREATE || result.operation() == Operation.RECREATE;
        boolean failed = result.status() == StepStatus.FAILED && result.operation() != Operation.DELETE;
        if (!result.kind().isEmpty() && (created || failed)) {
            resourcesCreated
                    .labelValues(objectKinds.of(result.kind()), failed ? "error" : "success")
                    .inc();
        }
    }

    private void workload(Resource resource) {
        WorkloadStatus.of(resource)
                .ifPresent(status -> workloads
                        .labelValues(resource.kind().kind(), status.label())
                        .inc());
    }

    private void callFinished(RunEvent.Action.CallFinished finished) {
        retries.inc(Math.max(0, finished.result().attempts() - 1));
        ApiRequest request = finished.request();
        if (finished.phase() != Phase.POST_ACTIONS
                || !METHODS_OF_REPORTS.contains(request.method())
                || !request.url().endsWith("/statuses")) {
            return;
        }
        boolean accepted = finished.result() instanceof ApiResult.Response response && response.isSuccess();
        List<?> conditions = conditions(request.body() == null ? "" : request.body());
        statusReports
                .labelValues(
                        accepted ? "success" : "error", status(conditions, "Applied"), status(conditions, "Available"))
                .inc();
    }

    private static List<?> conditions(String report) {
        return JsonDecoder.eventData().decodeObject(report) instanceof JsonDecoder.Decoded.Value(Object value)
                        && value instanceof Map<?, ?> members
                        && members.get("conditions") instanceof List<?> list
                ? list
                : List.of();
    }

    /** {@code true}, {@code false}, or {@code unknown} when the report does not say. */
    private static String status(List<?> conditions, String type) {
        for (Object condition : conditions) {
            if (condition instanceof Map<?, ?> members && type.equals(members.get("type"))) {
                return switch (String.valueOf(members.get("status"))) {
                    case "True" -> "true";
                    case "False" -> "false";
                    default -> "unknown";
                };
            }
        }
        return "unknown";
    }
}
