package io.hyperfleet.adapter.engine.expression;

import org.jspecify.annotations.Nullable;

/** What became of evaluating an expression. A failure is data: whether it matters is decided where it is used. */
public sealed interface Evaluation {

    /** The result, in the value model of {@code engine.value}; absent optionals have become null. */
    record Value(@Nullable Object value) implements Evaluation {}

    /** Why there is no result, in the words of the original program, without any prefix naming the expression. */
    record Failure(String reason) implements Evaluation {}
}
