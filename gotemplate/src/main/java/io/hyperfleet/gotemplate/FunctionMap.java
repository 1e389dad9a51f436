package io.hyperfleet.gotemplate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The functions a template may call beside Go's own, by name; one of the same name hides Go's. Immutable. */
public final class FunctionMap {

    private static final FunctionMap EMPTY = new FunctionMap(Map.of());

    private final Map<String, GoFunction> functions;

    private FunctionMap(Map<String, GoFunction> functions) {
        this.functions = Map.copyOf(functions);
    }

    public static FunctionMap empty() {
        return EMPTY;
    }

    public static Builder builder() {
        return new Builder();
    }

    public Set<String> names() {
        return functions.keySet();
    }

    @Nullable
    GoFunction find(String name) {
        return functions.get(name);
    }

    /** Collects functions. */
    public static final class Builder {

        private final Map<String, GoFunction> functions = new LinkedHashMap<>();

        private Builder() {}

        /** Adds a function with exactly these parameters, none if none is named. */
        public Builder put(String name, GoFunction.Body body, ParameterType... parameters) {
            return put(name, GoFunction.of(body, parameters));
        }

        /** Adds a function; the name must be a Go identifier that is not taken yet. */
        public Builder put(String name, GoFunction function) {
            if (!isIdentifier(name)) {
                throw new IllegalArgumentException("function name \"" + name + "\" is not a valid identifier");
            }
            if (functions.putIfAbsent(name, function) != null) {
                throw new IllegalArgumentException("function \"" + name + "\" is declared twice");
            }
            return this;
        }

        public FunctionMap build() {
            return new FunctionMap(functions);
        }

        private static boolean isIdentifier(String name) {
            return !name.isEmpty()
                    && !Character.isDigit(name.codePointAt(0))
                    && name.codePoints().allMatch(Lexer::isAlphanumeric);
        }
    }
}
