package io.hyperfleet.adapter.engine.expression.cel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function expressions may call, as {@code f(a, b)} and as {@code a.f(b)} alike.
 *
 * @param arity the number of arguments it is made for; a call with another number is refused when the expression is
 *     compiled. {@link #ANY_ARITY}: the implementation decides when it is called
 */
record Function(String name, int arity, Implementation implementation) {

    static final int ANY_ARITY = -1;

    /** What an implementation returns when it has no overload for its arguments. */
    static final Object NO_OVERLOAD = Dispatch.NO_OVERLOAD;

    private enum Dispatch {
        NO_OVERLOAD
    }

    /** What a function does. Arguments are never errors. */
    @FunctionalInterface
    interface Implementation {

        @Nullable
        Object call(Frame frame, @Nullable Object[] arguments);
    }

    /** Why a call with that many arguments cannot be planned; null when it can. */
    @Nullable
    String refuses(int argumentCount) {
        if (arity == ANY_ARITY || arity == argumentCount) {
            return null;
        }
        String arguments = switch (argumentCount) {
            case 0 -> "()";
            case 1 -> "(arg)";
            case 2 -> "(lhs, rhs)";
            default -> "(...)";
        };
        return "no such overload: " + name + arguments;
    }

    /** A call of a known function. */
    record Call(Function function, List<Node> arguments) implements Node {

        @Override
        public @Nullable Object evaluate(Frame frame) {
            @Nullable Object[] values = new @Nullable Object[arguments.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments.get(i).evaluate(frame);
                if (values[i] instanceof CelError) {
                    return values[i];
                }
            }
            Object result = function.implementation.call(frame, values);
            return result instanceof Dispatch ? CelError.noSuchOverload(function.name, values) : result;
        }
    }

    /** A call of a function that does not exist: an error, but only when it is reached. */
    record UnknownCall(String name, List<Node> arguments) implements Node {

        @Override
        public @Nullable Object evaluate(Frame frame) {
            @Nullable Object[] values = new @Nullable Object[arguments.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments.get(i).evaluate(frame);
                if (values[i] instanceof CelError) {
                    return values[i];
                }
            }
            return unsupported(name, values[0]);
        }
    }

    /**
     * The error for a value that a function does not work on. Texts, times and durations are asked themselves in the
     * original program, and do not know the function's name.
     */
    static CelError unsupported(String name, @Nullable Object first) {
        return switch (CelType.nameOf(first)) {
            case "string", "google.protobuf.Timestamp", "google.protobuf.Duration" -> CelError.NO_SUCH_OVERLOAD;
            default -> CelError.noSuchOverload(name);
        };
    }
}
