package io.hyperfleet.adapter.app.observe;

import io.hyperfleet.adapter.engine.value.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a Job, Deployment or StatefulSet is doing, by its own status. */
enum WorkloadStatus {
    RUNNING("running"),
    SUCCEEDED("succeeded"),
    FAILED("failed"),
    UNKNOWN("unknown");

    private final String label;

    WorkloadStatus(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Empty for objects that are no workload. */
    static Optional<WorkloadStatus> of(Resource resource) {
        Map<?, ?> status = map(resource.content().get("status"));
        return switch (resource.kind().kind()) {
            case "Job" -> Optional.of(ofJob(status));
            case "Deployment" -> Optional.of(ofDeployment(status));
            case "StatefulSet" -> Optional.of(ofStatefulSet(status));
            default -> Optional.empty();
        };
    }

    private static WorkloadStatus ofJob(Map<?, ?> status) {
        if (hasCondition(status, "Complete", "True")) {
            return SUCCEEDED;
        }
        if (hasCondition(status, "Failed", "True")) {
            return FAILED;
        }
        return number(status.get("active")) > 0 ? RUNNING : UNKNOWN;
    }

    private static WorkloadStatus ofDeployment(Map<?, ?> status) {
        if (hasCondition(status, "Progressing", "False")) {
            return FAILED;
        }
        return hasCondition(status, "Available", "True") ? RUNNING : UNKNOWN;
    }

    private static WorkloadStatus ofStatefulSet(Map<?, ?> status) {
        double wanted = number(status.get("replicas"));
        return wanted > 0 && number(status.get("readyReplicas")) >= wanted ? RUNNING : UNKNOWN;
    }

    private static boolean hasCondition(Map<?, ?> status, String type, String value) {
        return status.get("conditions") instanceof List<?> conditions
                && conditions.stream()
                        .map(WorkloadStatus::map)
                        .anyMatch(condition ->
                                type.equals(condition.get("type")) && value.equals(condition.get("status")));
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : 0;
    }
}
