package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.expression.CelExpression;
import io.hyperfleet.adapter.engine.expression.Conditions;
import io.hyperfleet.adapter.engine.expression.Evaluation;
import io.hyperfleet.adapter.engine.run.RunEvent.Flow;
import io.hyperfleet.adapter.engine.run.RunEvent.Precondition;
import io.hyperfleet.adapter.engine.run.RunResult.PreconditionResult;
import io.hyperfleet.adapter.engine.task.CompiledCall;
import io.hyperfleet.adapter.engine.task.CompiledPrecondition;
import io.hyperfleet.adapter.engine.value.Truth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The second phase: the preconditions in their order, until one is not met or fails. Whatever it comes to, the phase of
 * the post-actions follows, except when an answer says that what the event is about does not exist.
 */
final class PreconditionPhase {

    /** Why the resources are left out after a failure, in the result of the run. */
    static final String FAILED_REASON = "PreconditionFailed";

    private static final String NO_DETAILS = "no specific details available";

    private final RunContext run;
    private final ApiCaller caller;
    private final CaptureStep captures;
    private final List<PreconditionResult> results = new ArrayList<>();

    PreconditionPhase(RunContext run) {
        this.run = run;
        this.caller = new ApiCaller(run, Phase.PRECONDITIONS);
        this.captures = new CaptureStep(run);
    }

    List<PreconditionResult> results() {
        return results;
    }

    PhaseEnd carryOut() {
        run.tell(new Flow.PhaseStarted(
                Phase.PRECONDITIONS, run.task().preconditions().size()));
        for (CompiledPrecondition precondition : run.task().preconditions()) {
            Optional<PhaseEnd> end = check(precondition);
            if (end.isPresent()) {
                return end.get();
            }
        }
        run.tell(new Flow.PhaseSucceeded(Phase.PRECONDITIONS, results.size()));
        return new PhaseEnd.Completed();
    }

    /** The end of the phase, when the precondition ends it. */
    private Optional<PhaseEnd> check(CompiledPrecondition precondition) {
        String name = precondition.name();
        LogAction.carryOut(run, precondition.log());
        Map<String, @Nullable Object> captured = Map.of();
        CompiledCall call = precondition.call();
        if (call != null) {
            switch (call(name, call)) {
                case Called.Fields(Map<String, @Nullable Object> fields) ->
                    captured = captures.carryOut(precondition, fields);
                case Called.Ended(PhaseEnd end) -> {
                    return Optional.of(end);
                }
            }
        }
        boolean called = call != null;
        return switch (decide(precondition)) {
            case Verdict.Met() -> {
                run.tell(new Precondition.Met(name));
                add(name, StepStatus.SUCCESS, true, called, captured, null);
                yield Optional.empty();
            }
            case Verdict.NotMet(String details) -> {
                add(name, StepStatus.SUCCESS, false, called, captured, null);
                yield Optional.of(notMet(name, details));
            }
            case Verdict.Failed(String cause) -> {
                String error = prefixed(name, "condition evaluation failed: " + cause);
                add(name, StepStatus.FAILED, false, called, captured, cause);
                yield Optional.of(failed(name, error, FailureClass.TERMINAL));
            }
        };
    }

    private sealed interface Called {

        record Fields(Map<String, @Nullable Object> fields) implements Called {}

        record Ended(PhaseEnd end) implements Called {}
    }

    /** Makes the call and stores the answer under the name of the precondition. */
    private Called call(String name, CompiledCall call) {
        return switch (caller.call(name, call)) {
            case ApiCaller.Answer.Success(String body) ->
                switch (AnswerObject.read(body)) {
                    case AnswerObject.Read.Fields(Map<String, @Nullable Object> fields) -> {
                        run.params().put(name, fields);
                        yield new Called.Fields(fields);
                    }
                    case AnswerObject.Read.NoObject(String reason) -> {
                        run.metadata().stepFailed(Phase.PRECONDITIONS.text(), name, reason);
                        add(
                                name,
                                StepStatus.FAILED,
                                false,
                                true,
                                Map.of(),
                                "failed to parse API response as JSON: " + reason);
                        String error = prefixed(name, "failed to parse API response: " + reason);
                        yield new Called.Ended(failed(name, error, FailureClass.TERMINAL));
                    }
                };
            case ApiCaller.Answer.Failure failure -> new Called.Ended(callFailed(name, failure));
        };
    }

    private PhaseEnd callFailed(String name, ApiCaller.Answer.Failure failure) {
        add(name, StepStatus.FAILED, false, false, Map.of(), failure.message());
        String error = prefixed(name, "API call failed: " + failure.message());
        if (!failure.resourceNotFound()) {
            run.metadata().stepFailed(Phase.PRECONDITIONS.text(), name, failure.message());
            return failed(name, error, failure.classification());
        }
        run.tell(new Precondition.Failed(name, error));
        run.tell(new Flow.ResourceNotFound(Phase.PRECONDITIONS));
        return new PhaseEnd.NotFound();
    }

    private sealed interface Verdict {

        record Met() implements Verdict {}

        record NotMet(String details) implements Verdict {}

        record Failed(String cause) implements Verdict {}
    }

    private Verdict decide(CompiledPrecondition precondition) {
        return switch (precondition.decision()) {
            case CompiledPrecondition.Decision.Always _ -> new Verdict.Met();
            case CompiledPrecondition.Decision.ByExpression(CelExpression expression) ->
                decide(precondition.name(), expression);
            case CompiledPrecondition.Decision.ByConditions(Conditions conditions) ->
                switch (conditions.evaluate(run.expressionScope())) {
                    case Conditions.Verdict.Met() -> new Verdict.Met();
                    case Conditions.Verdict.NotMet(List<String> details) ->
                        new Verdict.NotMet(String.join("; ", details));
                    case Conditions.Verdict.Failed(String reason) -> new Verdict.Failed(reason);
                };
        };
    }

    private Verdict decide(String name, CelExpression expression) {
        return switch (run.evaluate(expression)) {
            case Evaluation.Failure(String reason) -> new Verdict.NotMet("CEL error: " + reason);
            case Evaluation.Value(Object value) -> {
                boolean matched = Truth.of(value);
                run.tell(new Precondition.ExpressionEvaluated(name, expression.text(), matched, value));
                yield matched ? new Verdict.Met() : new Verdict.NotMet("");
            }
        };
    }

    private PhaseEnd notMet(String name, String details) {
        String shown = details.isEmpty() ? NO_DETAILS : details;
        run.tell(new Precondition.NotMet(name, shown));
        run.tell(new Precondition.PhaseNotMet(name, shown));
        String reason = "precondition '" + name + "' not met: " + shown;
        run.metadata().resourcesSkipped(reason);
        return new PhaseEnd.NotMet(reason);
    }

    private PhaseEnd failed(String name, String error, FailureClass classification) {
        run.tell(new Precondition.Failed(name, error));
        run.metadata().phaseFailed(FAILED_REASON, error);
        run.metadata().resourcesSkipped(error);
        run.tell(new Flow.PhaseFailed(Phase.PRECONDITIONS, error));
        return new PhaseEnd.Failed(new Failure(
                Phase.PRECONDITIONS, name, "precondition evaluation failed: error=" + error, classification));
    }

    private static String prefixed(String name, String message) {
        return "[" + Phase.PRECONDITIONS.text() + "] " + name + ": " + message;
    }

    private void add(
            String name,
            StepStatus status,
            boolean matched,
            boolean called,
            Map<String, @Nullable Object> captured,
            @Nullable String error) {
        results.add(new PreconditionResult(name, status, matched, called, new LinkedHashMap<>(captured), error));
    }
}
