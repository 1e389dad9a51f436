package io.hyperfleet.adapter.engine.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What expressions see as {@code adapter}: how the run fared so far. The failure named in {@code executionError} is the
 * first one; {@code resourceErrors} lists those of all resources.
 */
final class AdapterMetadata {

    private String executionStatus = StepStatus.SUCCESS.text();
    private boolean resourcesSkipped;
    private String skipReason = "";
    private String errorReason = "";
    private String errorMessage = "";
    private @Nullable Map<String, Object> executionError;
    private final Map<String, Map<String, Object>> resourceErrors = new LinkedHashMap<>();

    /** A whole phase failed. */
    void phaseFailed(String reason, String message) {
        executionStatus = StepStatus.FAILED.text();
        errorReason = reason;
        errorMessage = message;
        stepFailed(reason, "", message);
    }

    /** Counts only when nothing failed before. */
    void stepFailed(String phase, String step, String message) {
        if (executionError == null) {
            executionError = error(phase, step, message);
        }
    }

    void resourceFailed(String resource, String message) {
        String phase = Phase.RESOURCES.text();
        stepFailed(phase, resource, message);
        resourceErrors.put(resource, error(phase, resource, message));
    }

    /** The failure of a resource that does not name itself in {@code executionError}, only in the list. */
    void resourceListed(String resource, String message) {
        resourceErrors.put(resource, error(Phase.RESOURCES.text(), resource, message));
    }

    /** The first reason stands. */
    void resourcesSkipped(String reason) {
        resourcesSkipped = true;
        if (skipReason.isEmpty()) {
            skipReason = reason;
        }
    }

    Map<String, @Nullable Object> variables() {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        variables.put("executionStatus", executionStatus);
        variables.put("resourcesSkipped", resourcesSkipped);
        variables.put("skipReason", skipReason);
        variables.put("errorReason", errorReason);
        variables.put("errorMessage", errorMessage);
        variables.put("executionError", executionError);
        variables.put("resourceErrors", new LinkedHashMap<>(resourceErrors));
        return variables;
    }

    private static Map<String, Object> error(String phase, String step, String message) {
        return Map.of("phase", phase, "step", step, "message", message);
    }
}
