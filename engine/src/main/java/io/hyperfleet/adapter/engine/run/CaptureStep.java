package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.expression.Evaluation;
import io.hyperfleet.adapter.engine.expression.Scope;
import io.hyperfleet.adapter.engine.run.RunEvent.Precondition;
import io.hyperfleet.adapter.engine.task.CompiledPrecondition;
import io.hyperfleet.adapter.engine.task.CompiledPrecondition.Capture;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes values from the answer of a precondition's call. What a capture sees are the fields of the answer and the whole
 * answer under the name of the precondition. Every capture leaves a value, be it null: it never fails the precondition.
 */
final class CaptureStep {

    private final RunContext run;

    CaptureStep(RunContext run) {
        this.run = run;
    }

    /** The values by the names of the captures; they are among the params from now on. */
    Map<String, @Nullable Object> carryOut(CompiledPrecondition precondition, Map<String, @Nullable Object> answer) {
        Map<String, @Nullable Object> captured = new LinkedHashMap<>();
        if (precondition.captures().isEmpty()) {
            return captured;
        }
        String name = precondition.name();
        run.tell(new Precondition.CaptureStarted(name, precondition.captures().size()));
        Map<String, @Nullable Object> variables = new LinkedHashMap<>(answer);
        variables.put(name, answer);
        Scope scope = Scope.of(variables);
        for (Capture capture : precondition.captures()) {
            Object value = switch (capture) {
                case Capture.Field field -> take(name, field, scope);
                case Capture.Expression expression -> take(name, expression, scope);
            };
            captured.put(capture.name(), value);
        }
        run.params().putAll(captured);
        return captured;
    }

    private @Nullable Object take(String precondition, Capture.Field field, Scope scope) {
        return switch (field.path().evaluate(scope)) {
            case Evaluation.Value(Object value) -> {
                Object taken = orDefault(precondition, field, field.defaultValue(), value);
                run.tell(new Precondition.Captured(
                        precondition, field.name(), taken, field.path().text()));
                yield taken;
            }
            case Evaluation.Failure(String reason) -> {
                if (field.defaultValue() == null) {
                    run.tell(new Precondition.CaptureMissing(precondition, field.name(), reason));
                }
                yield orDefault(precondition, field, field.defaultValue(), null);
            }
        };
    }

    private @Nullable Object take(String precondition, Capture.Expression capture, Scope scope) {
        String text = capture.expression().text();
        return switch (capture.expression().evaluate(scope)) {
            case Evaluation.Value(Object value) -> {
                Object taken = orDefault(precondition, capture, capture.defaultValue(), value);
                run.tell(new Precondition.Captured(precondition, capture.name(), taken, text));
                yield taken;
            }
            case Evaluation.Failure(String reason) -> {
                run.tell(new Precondition.CaptureExpressionFailed(precondition, capture.name(), text, reason));
                yield orDefault(precondition, capture, capture.defaultValue(), null);
            }
        };
    }

    private @Nullable Object orDefault(
            String precondition, Capture capture, @Nullable Object defaultValue, @Nullable Object value) {
        if (value != null || defaultValue == null) {
            return value;
        }
        run.tell(new Precondition.CaptureDefaulted(precondition, capture.name(), defaultValue));
        return defaultValue;
    }
}
