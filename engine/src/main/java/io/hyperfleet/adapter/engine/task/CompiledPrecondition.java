package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.expression.CelExpression;
import io.hyperfleet.adapter.engine.expression.Conditions;
import io.hyperfleet.adapter.engine.expression.FieldPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param call the deprecated {@code api_call} of a precondition; null for none
 */
public record CompiledPrecondition(
        String name,
        @Nullable CompiledLog log,
        @Nullable CompiledCall call,
        List<Capture> captures,
        Decision decision) {

    public CompiledPrecondition {
        captures = List.copyOf(captures);
    }

    /** A value taken from the answer of the precondition's call. */
    public sealed interface Capture {

        String name();

        /**
         * @param defaultValue null for none
         */
        record Field(String name, FieldPath path, @Nullable Object defaultValue) implements Capture {}

        /**
         * @param defaultValue null for none
         */
        record Expression(
                String name,
                CelExpression expression,
                @Nullable Object defaultValue) implements Capture {}
    }

    /** What decides whether the precondition is met. */
    public sealed interface Decision {

        record ByConditions(Conditions conditions) implements Decision {}

        record ByExpression(CelExpression expression) implements Decision {}

        /** Nothing to decide: met as soon as its call succeeded. */
        record Always() implements Decision {}
    }
}
