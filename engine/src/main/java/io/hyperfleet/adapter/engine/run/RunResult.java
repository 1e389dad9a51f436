package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.value.Resource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event. The maps and lists are never changed any more.
 *
 * @param phase where the run ended; {@link Phase#POST_ACTIONS} for every run that got that far, also a failed one
 * @param failures at most one a phase, in the order of the phases; empty for a run that did not fail
 * @param resourcesSkipped whether the run counts as skipped when it did not fail
 * @param skipReason empty when nothing was skipped
 * @param params every param, capture and payload, and the built-ins {@code adapter}, {@code config}, {@code env},
 *     {@code event}; empty when the event's data could not be read
 * @param resources what expressions see as {@code resources}; a null value stands for an object known to be gone
 */
public record RunResult(
        Phase phase,
        List<Failure> failures,
        boolean resourcesSkipped,
        String skipReason,
        Map<String, @Nullable Object> params,
        List<PreconditionResult> preconditionResults,
        List<ResourceResult> resourceResults,
        List<PostActionResult> postActionResults,
        Map<String, @Nullable Resource> resources) {

    public RunResult {
        failures = List.copyOf(failures);
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        preconditionResults = List.copyOf(preconditionResults);
        resourceResults = List.copyOf(resourceResults);
        postActionResults = List.copyOf(postActionResults);
        resources = Collections.unmodifiableMap(new LinkedHashMap<>(resources));
    }

    public boolean failed() {
        return !failures.isEmpty();
    }

    public Optional<Failure> failure(Phase wanted) {
        return failures.stream().filter(f -> f.phase() == wanted).findFirst();
    }

    /** Failed before skipped before succeeded. */
    public Outcome outcome() {
        if (failed()) {
            return new Outcome.Failed(failures);
        }
        return resourcesSkipped ? new Outcome.Skipped(skipReason) : new Outcome.Succeeded();
    }

    /**
     * @param matched whether the precondition was met
     * @param called whether its {@code api_call} succeeded
     * @param captures name to value, in the order of the task
     * @param error null unless failed
     */
    public record PreconditionResult(
            String name,
            StepStatus status,
            boolean matched,
            boolean called,
            Map<String, @Nullable Object> captures,
            @Nullable String error) {

        public PreconditionResult {
            captures = Collections.unmodifiableMap(new LinkedHashMap<>(captures));
        }
    }

    /**
     * @param kind empty, like namespace and objectName, when the step ended before they were known
     * @param operation null when none was decided on
     * @param manifest the rendered manifest; null when it was not rendered
     * @param beforeDelete the object as it was before its deletion; null unless one was deleted
     * @param error null unless failed
     */
    public record ResourceResult(
            String name,
            String kind,
            String namespace,
            String objectName,
            StepStatus status,
            @Nullable Operation operation,
            String reason,
            @Nullable Resource manifest,
            @Nullable Resource beforeDelete,
            @Nullable String error) {}

    /**
     * @param skipReason empty unless skipped
     * @param called whether it came to its {@code api_call}
     * @param error null unless failed
     */
    public record PostActionResult(
            String name,
            StepStatus status,
            String skipReason,
            boolean called,
            @Nullable String error) {}
}
