package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.expression.CelExpression;
import io.hyperfleet.adapter.engine.expression.Evaluation;
import io.hyperfleet.adapter.engine.run.RunEvent.Flow;
import io.hyperfleet.adapter.engine.run.RunEvent.Post;
import io.hyperfleet.adapter.engine.run.RunResult.PostActionResult;
import io.hyperfleet.adapter.engine.task.CompiledCall;
import io.hyperfleet.adapter.engine.task.CompiledPostAction;
import io.hyperfleet.adapter.engine.value.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last phase: all payloads, then the actions in their order until one fails. Without its payloads no action runs,
 * lest a report goes out with half of its content.
 */
final class PostPhase {

    private static final String BUILD_STEP = "build_payloads";

    private final RunContext run;
    private final ApiCaller caller;
    private final List<PostActionResult> results = new ArrayList<>();

    PostPhase(RunContext run) {
        this.run = run;
        this.caller = new ApiCaller(run, Phase.POST_ACTIONS);
    }

    List<PostActionResult> results() {
        return results;
    }

    PhaseEnd carryOut() {
        run.tell(new Flow.PhaseStarted(
                Phase.POST_ACTIONS, run.task().postActions().size()));
        return switch (new PayloadStep(run).carryOut()) {
            case PayloadStep.End.Failed(String reason) -> {
                run.tell(new Post.PayloadsFailed(reason));
                yield failed(BUILD_STEP, "failed to build post payloads: " + reason, FailureClass.TERMINAL);
            }
            case PayloadStep.End.Built(List<String> skipped) -> carryOutActions(skipped);
        };
    }

    private PhaseEnd carryOutActions(List<String> skippedPayloads) {
        for (CompiledPostAction action : run.task().postActions()) {
            Optional<PhaseEnd> end = carryOut(action, skippedPayloads);
            if (end.isPresent()) {
                return end.get();
            }
        }
        run.tell(new Flow.PhaseSucceeded(Phase.POST_ACTIONS, results.size()));
        return new PhaseEnd.Completed();
    }

    /** The end of the phase, when the action ends it. */
    private Optional<PhaseEnd> carryOut(CompiledPostAction action, List<String> skippedPayloads) {
        String name = action.name();
        Optional<String> missing = skippedPayloads.stream()
                .filter(action.payloadsInBody()::contains)
                .findFirst();
        if (missing.isPresent()) {
            run.tell(new Post.ActionSkippedWithoutPayload(name, missing.get()));
            return skipped(name, "referenced payload '" + missing.get() + "' was skipped");
        }
        CelExpression when = action.when();
        if (when != null) {
            switch (run.evaluate(when)) {
                case Evaluation.Failure(String reason) -> {
                    return Optional.of(conditionFailed(name, reason));
                }
                case Evaluation.Value(Object value) -> {
                    if (!Truth.of(value)) {
                        run.tell(new Post.ActionSkippedByCondition(name, when.text()));
                        return skipped(name, "when condition evaluated to false: " + when.text());
                    }
                }
            }
        }
        LogAction.carryOut(run, action.log());
        return call(action);
    }

    private Optional<PhaseEnd> call(CompiledPostAction action) {
        CompiledCall call = action.call();
        if (call == null) {
            return succeeded(action.name(), false);
        }
        return switch (caller.call(action.name(), call)) {
            case ApiCaller.Answer.Success _ -> succeeded(action.name(), true);
            case ApiCaller.Answer.Failure failure
            when failure.resourceNotFound() -> Optional.of(notFound(action.name(), failure));
            case ApiCaller.Answer.Failure failure -> Optional.of(callFailed(action.name(), failure));
        };
    }

    private static String context(ApiCaller.Answer.Failure failure) {
        return failure.refused() ? "API call returned non-success status" : "API call failed";
    }

    private Optional<PhaseEnd> succeeded(String name, boolean called) {
        run.tell(new Post.ActionSucceeded(name));
        add(name, StepStatus.SUCCESS, "", called, null);
        return Optional.empty();
    }

    private Optional<PhaseEnd> skipped(String name, String reason) {
        add(name, StepStatus.SKIPPED, reason, false, null);
        return Optional.empty();
    }

    private PhaseEnd notFound(String name, ApiCaller.Answer.Failure failure) {
        run.tell(new Post.ActionFailed(name, prefixed(name, context(failure) + ": " + failure.message())));
        run.tell(new Flow.ResourceNotFound(Phase.POST_ACTIONS));
        add(name, StepStatus.SKIPPED, TaskRunner.RESOURCE_NOT_FOUND, true, null);
        run.tell(new Flow.PhaseSucceeded(Phase.POST_ACTIONS, results.size()));
        return new PhaseEnd.NotFound();
    }

    private PhaseEnd conditionFailed(String name, String reason) {
        String message = "failed to evaluate when condition: " + reason;
        run.tell(new Post.ActionFailed(name, prefixed(name, message)));
        add(name, StepStatus.FAILED, "", false, prefixed(name, message));
        return failed(name, message, FailureClass.TERMINAL);
    }

    private PhaseEnd callFailed(String name, ApiCaller.Answer.Failure failure) {
        String message = context(failure) + ": " + failure.message();
        run.tell(new Post.ActionFailed(name, prefixed(name, message)));
        add(name, StepStatus.FAILED, "", true, failure.message());
        return failed(name, message, failure.classification());
    }

    private PhaseEnd failed(String step, String message, FailureClass classification) {
        String error = prefixed(step, message);
        run.tell(new Flow.PhaseFailed(Phase.POST_ACTIONS, error));
        return new PhaseEnd.Failed(
                new Failure(Phase.POST_ACTIONS, step, "post action execution failed: " + error, classification));
    }

    private static String prefixed(String step, String message) {
        return "[" + Phase.POST_ACTIONS.text() + "] " + step + ": " + message;
    }

    private void add(String name, StepStatus status, String skipReason, boolean called, @Nullable String error) {
        results.add(new PostActionResult(name, status, skipReason, called, error));
    }
}
