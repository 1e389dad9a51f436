package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.task.PayloadTemplate;
import io.hyperfleet.adapter.engine.task.PropagationPolicy;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.engine.value.ResourceKind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a run. Log lines, metrics, spans and traces are all made of these, so each is told once and
 * carries data, not text, except where the words are those of an error. Names are those of the task.
 */
public sealed interface RunEvent {

    /** About the run as a whole and its phases. */
    sealed interface Flow extends RunEvent {

        /** A delivery turned out to be this event. Told by whoever took the delivery, not by the run. */
        record EventReceived(Event event) implements Flow {}

        record RunStarted(Event event) implements Flow {}

        /** The data cannot be read; the run ends here. */
        record DataUnreadable(String reason) implements Flow {}

        /**
         * @param configured how many steps the task has for the phase
         */
        record PhaseStarted(Phase phase, int configured) implements Flow {}

        /**
         * @param count params known, preconditions met, resources processed or actions executed
         */
        record PhaseSucceeded(Phase phase, int count) implements Flow {}

        record PhaseFailed(Phase phase, String error) implements Flow {}

        /** The phase of the resources is left out. */
        record ResourcesSkipped(String reason) implements Flow {}

        /** What the event is about no longer exists, so the rest is left out without being a failure. */
        record ResourceNotFound(Phase phase) implements Flow {}

        /** The last event of every run. */
        record RunFinished(RunResult result, Duration took) implements Flow {}

        /** The delivery of the event is done with. Told by whoever took the delivery, not by the run. */
        record EventProcessed(Event event) implements Flow {}
    }

    /** About API calls and configured log lines, which several phases make. */
    sealed interface Action extends RunEvent {

        /**
         * @param step the param, precondition or post-action that calls
         * @param method as written in the task
         */
        record CallStarted(Phase phase, String step, String method, ApiRequest request) implements Action {}

        /** The client's time limit holds, because the one of the task cannot be read. */
        record TimeoutUnreadable(String timeout, String reason) implements Action {}

        /** Told after {@link CallStarted} and all retries. */
        record CallFinished(Phase phase, String step, ApiRequest request, ApiResult result, Duration took)
                implements Action {}

        /** A {@code log} of the task. */
        record LogWritten(LogLevel level, String message) implements Action {}

        /** A {@code log} of the task that cannot be rendered, which is no failure. */
        record LogFailed(String error) implements Action {}
    }

    /** About params. */
    sealed interface Param extends RunEvent {

        record ParamExtracted(String name, @Nullable Object value) implements Param {}

        /** An optional param could not be had. */
        record ParamUnavailable(String name, String reason, boolean defaultUsed) implements Param {}
    }

    /** About preconditions. */
    sealed interface Precondition extends RunEvent {

        /**
         * @param count how many captures there are
         */
        record CaptureStarted(String precondition, int count) implements Precondition {}

        /**
         * @param source the path or expression
         */
        record Captured(
                String precondition,
                String capture,
                @Nullable Object value,
                String source) implements Precondition {}

        record CaptureDefaulted(
                String precondition,
                String capture,
                @Nullable Object value) implements Precondition {}

        /** Nothing at the path; null is captured. */
        record CaptureMissing(String precondition, String capture, String reason) implements Precondition {}

        /** The expression cannot be evaluated; null, or the default, is captured. */
        record CaptureExpressionFailed(String precondition, String capture, String expression, String reason)
                implements Precondition {}

        record ExpressionEvaluated(
                String precondition,
                String expression,
                boolean matched,
                @Nullable Object value) implements Precondition {}

        record Met(String precondition) implements Precondition {}

        /**
         * @param details what did not hold
         */
        record NotMet(String precondition, String details) implements Precondition {}

        record Failed(String precondition, String error) implements Precondition {}

        /** The phase ended because a precondition is not met. */
        record PhaseNotMet(String precondition, String details) implements Precondition {}
    }

    /** About resources. */
    sealed interface ResourceStep extends RunEvent {

        /** The name of the resource in the task. */
        String resource();

        record PreDiscoveryFailed(String resource, String error) implements ResourceStep {}

        /** The {@code target_cluster} cannot be rendered for the discovery before anything is done. */
        record PreDiscoveryTargetFailed(String resource, String error) implements ResourceStep {}

        /**
         * An object was looked for, be it by asking the server or by knowing the answer already.
         *
         * @param found empty when there is no such object
         */
        record Discovered(String resource, DiscoveryQuery query, Optional<Resource> found) implements ResourceStep {}

        record CreateConditionMet(String resource) implements ResourceStep {}

        record CreateConditionNotMet(String resource) implements ResourceStep {}

        /** The object exists, so that nothing is to be decided. */
        record CreateConditionIgnored(String resource) implements ResourceStep {}

        record DeleteConditionEvaluated(String resource, String expression, boolean matched) implements ResourceStep {}

        /**
         * An expression cannot be evaluated and counts as false: nothing is created or deleted by mistake.
         *
         * @param rule {@code lifecycle.create.when} or {@code lifecycle.delete.when}
         */
        record LifecycleExpressionFailed(String resource, String rule, String expression, String reason)
                implements ResourceStep {}

        record Rendering(String resource) implements ResourceStep {}

        record Applied(String resource, Resource manifest, Operation operation, String reason, Resource object)
                implements ResourceStep {}

        record ApplyFailed(String resource, String error) implements ResourceStep {}

        record DiscoveryAfterApplyFailed(String resource, String error) implements ResourceStep {}

        /** Expressions see the object from now on. */
        record Stored(String resource, int nested) implements ResourceStep {}

        /** The delete path begins. */
        record DeleteStarted(String resource, ResourceKind kind) implements ResourceStep {}

        record AlreadyGone(String resource) implements ResourceStep {}

        record DeleteRequested(String resource, ResourceTransport.ResourceAddress address, PropagationPolicy policy)
                implements ResourceStep {}

        record DeleteFailed(String resource, String error) implements ResourceStep {}

        /** Nothing is left of the object after the delete. */
        record DeleteConfirmed(String resource) implements ResourceStep {}

        /** The object is still there, because of finalizers or because deletion takes its time. */
        record StillPresent(String resource) implements ResourceStep {}

        /** Whether it is gone is not known; expressions still see the object as it was. */
        record DeleteUnconfirmed(String resource, String error) implements ResourceStep {}

        /** The delete path ends, in whatever way. */
        record DeleteFinished(String resource, ResourceKind kind, boolean succeeded, Duration took)
                implements ResourceStep {}

        /** The object that was to be deleted has been deleted, or is on its way. */
        record Deleted(String resource, PropagationPolicy policy) implements ResourceStep {}
    }

    /** About objects inside objects. */
    sealed interface Nested extends RunEvent {

        record NestedFound(String resource, String nested, ResourceKind kind, String objectName) implements Nested {}

        record NestedNotFound(String resource, String nested) implements Nested {}

        /** The discovery cannot be rendered. */
        record NestedUnrendered(String resource, String nested, String error) implements Nested {}

        record NestedFailed(String resource, String nested, String error) implements Nested {}

        /** It has the name of its parent and is left out. */
        record NestedNamedLikeParent(String nested) implements Nested {}
    }

    /** About payloads and post-actions. */
    sealed interface Post extends RunEvent {

        record PayloadsStarted(int count) implements Post {}

        record PayloadSkipped(String payload) implements Post {}

        record PayloadNoticed(String payload, PayloadTemplate.Notice notice) implements Post {}

        record PayloadBuilt(String payload) implements Post {}

        record PayloadsFailed(String error) implements Post {}

        record ActionSucceeded(String action) implements Post {}

        /**
         * @param payload the payload that the body refers to and that was not built
         */
        record ActionSkippedWithoutPayload(String action, String payload) implements Post {}

        record ActionSkippedByCondition(String action, String expression) implements Post {}

        record ActionFailed(String action, String error) implements Post {}
    }

    /** The levels a {@code log} of a task can ask for. */
    enum LogLevel {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    /** What was looked for. */
    sealed interface DiscoveryQuery {

        ResourceKind kind();

        /** As rendered; may be empty. */
        String namespace();

        /** The Maestro consumer; empty for Kubernetes. */
        String targetCluster();

        record ByName(ResourceKind kind, String namespace, String name, String targetCluster)
                implements DiscoveryQuery {}

        record BySelector(ResourceKind kind, String namespace, Map<String, String> labels, String targetCluster)
                implements DiscoveryQuery {

            public BySelector {
                labels = Map.copyOf(labels);
            }
        }
    }
}
