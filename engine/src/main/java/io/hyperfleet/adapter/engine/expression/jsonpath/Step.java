package io.hyperfleet.adapter.engine.expression.jsonpath;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step of a path: takes the values found so far to the values found next. */
sealed interface Step {

    /** {@code .name}; the name has its escapes removed. */
    record Field(String name) implements Step {}

    /** {@code .*}. */
    record Wildcard() implements Step {}

    /** {@code ..}: the values themselves and everything in them. */
    record Recursive() implements Step {}

    /**
     * {@code [from:to:step]}, {@code [index]}, {@code [*]}.
     *
     * @param from null when not given
     * @param to null when not given
     * @param step null when not given
     * @param single whether it is one index; then {@code to} is the next one
     */
    record Slice(
            @Nullable Long from,
            @Nullable Long to,
            @Nullable Long step,
            boolean single) implements Step {}

    /** {@code [a,b]}: what each branch finds, one after the other. */
    record Union(List<List<Step>> branches) implements Step {}

    /** {@code [?(left operator right)]}. */
    record Filter(List<Step> left, String operator, List<Step> right) implements Step {

        /** The operator of {@code [?(left)]}, which asks whether left finds anything. */
        static final String EXISTS = "exists";
    }

    /** A value that stands in the path itself. */
    record Literal(Object value) implements Step {}

    /** A text between actions. */
    record Text(String text) implements Step {}

    /** A word that is no field, such as {@code range}. */
    record Word(String name) implements Step {}
}
