package io.hyperfleet.gotemplate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function a template may call. Number and types of the arguments are checked before {@code body} is called, with Go's
 * error texts.
 *
 * @param parameters types of the parameters in order
 * @param variadic the last parameter takes any number of arguments, also none
 * @param body the function itself
 */
public record GoFunction(List<ParameterType> parameters, boolean variadic, Body body) implements Invocable {

    public GoFunction {
        parameters = List.copyOf(parameters);
        if (variadic && parameters.isEmpty()) {
            throw new IllegalArgumentException("a variadic function needs a parameter");
        }
    }

    /** A function with exactly these parameters. */
    public static GoFunction of(Body body, ParameterType... parameters) {
        return new GoFunction(List.of(parameters), false, body);
    }

    /** A function whose last parameter may be repeated or left out. */
    public static GoFunction variadic(Body body, ParameterType... parameters) {
        return new GoFunction(List.of(parameters), true, body);
    }

    /** What the function does. */
    @FunctionalInterface
    public interface Body {

        /**
         * Called with as many arguments as the template gives, each of the class its {@link ParameterType} promises.
         *
         * @throws FunctionException to fail the template with this message
         */
        @Nullable
        Object call(@Nullable Object[] arguments) throws FunctionException;
    }
}
