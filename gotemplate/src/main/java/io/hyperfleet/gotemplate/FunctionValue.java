package io.hyperfleet.gotemplate;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code call}: a function that is part of the data. */
final class FunctionValue {

    private FunctionValue() {}

    /**
     * @param name of the function as the template wrote it, for messages
     * @param callAndArguments the function, then its arguments
     */
    static @Nullable Object call(String name, @Nullable Object[] callAndArguments) throws FunctionException {
        Object callee = Marker.unboxed(callAndArguments[0]);
        if (callee == null) {
            throw new FunctionException("call of nil");
        }
        if (!(callee instanceof GoFunction function)) {
            throw new FunctionException("non-function " + name + " of type " + GoType.nameOf(callee));
        }
        @Nullable Object[] arguments = Arrays.copyOfRange(callAndArguments, 1, callAndArguments.length);
        checkCount(name, function, arguments.length);
        List<ParameterType> types = function.parameters();
        for (int i = 0; i < arguments.length; i++) {
            ParameterType type = types.get(Math.min(i, types.size() - 1));
            arguments[i] = prepared(i, Marker.unboxed(arguments[i]), type);
        }
        return function.body().call(arguments);
    }

    private static void checkCount(String name, GoFunction function, int given) throws FunctionException {
        int parameters = function.parameters().size();
        if (function.variadic() && given < parameters - 1) {
            throw new FunctionException(
                    "wrong number of args for " + name + ": got " + given + " want at least " + (parameters - 1));
        }
        if (!function.variadic() && given != parameters) {
            throw new FunctionException("wrong number of args for " + name + ": got " + given + " want " + parameters);
        }
    }

    private static @Nullable Object prepared(int index, @Nullable Object value, ParameterType type)
            throws FunctionException {
        if (value == null) {
            if (type.acceptsNil()) {
                return null;
            }
            throw new FunctionException("arg " + index + ": value is nil; should be of type " + type.goName());
        }
        Object converted = type.accepted(value);
        if (converted == null) {
            throw new FunctionException(
                    "arg " + index + ": value has type " + GoType.nameOf(value) + "; should be " + type.goName());
        }
        return converted;
    }
}
