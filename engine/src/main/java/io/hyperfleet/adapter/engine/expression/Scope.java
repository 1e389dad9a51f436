package io.hyperfleet.adapter.engine.expression;

import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables an expression sees. Values follow the model of {@code engine.value}: null, Boolean, Long (integers),
 * Double, String, List, Map, and the times, durations and bytes that expressions produce.
 *
 * <p>A scope is a view: it does not copy the map it is made of, and is used by one thread at a time.
 */
public final class Scope {

    private final Map<String, @Nullable Object> variables;

    private Scope(Map<String, @Nullable Object> variables) {
        this.variables = Collections.unmodifiableMap(variables);
    }

    public static Scope of(Map<String, @Nullable Object> variables) {
        return new Scope(variables);
    }

    /** Whether the name is known, be its value null. */
    public boolean has(String name) {
        return variables.containsKey(name);
    }

    public @Nullable Object get(String name) {
        return variables.get(name);
    }

    public Map<String, @Nullable Object> variables() {
        return variables;
    }
}
