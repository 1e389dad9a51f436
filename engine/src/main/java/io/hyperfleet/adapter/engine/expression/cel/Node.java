package io.hyperfleet.adapter.engine.expression.cel;

import org.jspecify.annotations.Nullable;

/** A planned part of an expression. Immutable; the state of an evaluation is in the {@link Frame}. */
interface Node {

    /** The value, null for CEL's null; a {@link CelError} when there is none. */
    @Nullable
    Object evaluate(Frame frame);

    /** A literal. */
    record Constant(@Nullable Object value) implements Node {

        @Override
        public @Nullable Object evaluate(Frame frame) {
            return value;
        }
    }

    /** A variable of a comprehension. */
    record Local(int slot) implements Node {

        @Override
        public @Nullable Object evaluate(Frame frame) {
            return frame.local(slot);
        }
    }
}
