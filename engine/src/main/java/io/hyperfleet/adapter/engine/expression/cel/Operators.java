package io.hyperfleet.adapter.engine.expression.cel;

import io.hyperfleet.adapter.engine.value.Equality;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operators that decide themselves which of their operands they evaluate, and those that take any value. */
final class Operators {

    private Operators() {}

    /** {@code a && b}: false when one is false, whatever the other is, an error included. */
    record And(Node left, Node right) implements Node {

        @Override
        public @Nullable Object evaluate(Frame frame) {
            return decide(frame, left, right, Boolean.FALSE);
        }
    }

    /** {@code a || b}: true when one is true, whatever the other is, an error included. */
    record Or(Node left, Node right) implements Node {

        @Override
        public @Nullable Object evaluate(Frame frame) {
            return decide(frame, left, right, Boolean.TRUE);
        }
    }

    private static Object decide(Frame frame, Node left, Node right, Boolean decisive) {
        Object first = left.evaluate(frame);
        if (decisive.equals(first)) {
            return decisive;
        }
        Object second = right.evaluate(frame);
        if (decisive.equals(second)) {
            return decisive;
        }
        if (!(first instanceof Boolean)) {
            return errorOf(first);
        }
        return second instanceof Boolean ? !decisive : errorOf(second);
    }

    private static CelError errorOf(@Nullable Object value) {
        return value instanceof CelError error ? error : CelError.NO_SUCH_OVERLOAD;
    }

    /** {@code a == b}, {@code a != b}. */
    record Equals(Node left, Node right, boolean wanted) implements Node {

        @Override
        public @Nullable Object evaluate(Frame frame) {
            Object first = left.evaluate(frame);
            if (first instanceof CelError) {
                return first;
            }
            Object second = right.evaluate(frame);
            if (second instanceof CelError) {
                return second;
            }
            frame.spend(sizeOf(first));
            return Equality.equal(first, second) == wanted;
        }
    }

    private static long sizeOf(@Nullable Object value) {
        return switch (value) {
            case List<?> list -> list.size();
            case Map<?, ?> map -> map.size();
            case String text -> text.length() / 16;
            case null, default -> 0;
        };
    }

    /** What comprehensions ask before each step: false only for false, so that errors may still be absorbed. */
    record NotStrictlyFalse(Node operand) implements Node {

        @Override
        public @Nullable Object evaluate(Frame frame) {
            return !Boolean.FALSE.equals(operand.evaluate(frame));
        }
    }
}
