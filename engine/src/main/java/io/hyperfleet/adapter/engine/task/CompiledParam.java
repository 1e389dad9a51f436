package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.expression.CelExpression;
import org.jspecify.annotations.Nullable;

/**
 * @param type one of {@code string int int64 float float64 bool}, or null for as it comes. It holds for {@link
 *     Source.Text} and {@link Source.File} only
 * @param defaultValue null for none; as written, not yet converted
 */
public record CompiledParam(
        String name,
        Source source,
        @Nullable String type,
        boolean required,
        @Nullable Object defaultValue) {

    /** Where a param's value comes from. */
    public sealed interface Source {

        /** {@code env.<NAME>}: a variable of the process environment. */
        record Environment(String text, String variable) implements Source {}

        /** {@code event.<path>}: dots into the event data. */
        record EventField(String text, DotPath path) implements Source {}

        /** {@code config.<path>}: dots into the adapter configuration. */
        record ConfigField(String text, DotPath path) implements Source {}

        /**
         * Any other text: an earlier param (or built-in) and dots into it when one has the name of the first segment,
         * else dots into the event data.
         */
        record Named(String text, String first, DotPath rest, DotPath whole) implements Source {}

        record Call(CompiledCall call) implements Source {}

        record Expression(CelExpression expression) implements Source {}

        record File(String path, boolean trim) implements Source {}
    }
}
