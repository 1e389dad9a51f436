package io.hyperfleet.adapter.engine.expression;

import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables an expression sees, and the time it takes for now. Values follow the model of {@code engine.value}: null,
 * Boolean, Long (integers), Double, String, List, Map, and the times, durations and bytes that expressions produce.
 *
 * <p>A scope is a view: it does not copy the map it is made of, and is used by one thread at a time.
 */
public final class Scope {

    private final Map<String, @Nullable Object> variables;
    private final InstantSource clock;

    private Scope(Map<String, @Nullable Object> variables, InstantSource clock) {
        this.variables = Collections.unmodifiableMap(variables);
        this.clock = clock;
    }

    /** The variables, with the system's time. */
    public static Scope of(Map<String, @Nullable Object> variables) {
        return new Scope(variables, InstantSource.system());
    }

    /** The variables, with the time of the given clock. */
    public static Scope of(Map<String, @Nullable Object> variables, InstantSource clock) {
        return new Scope(variables, clock);
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

    /** The current time in the zone of the process. */
    public ZonedDateTime now() {
        return clock.instant().atZone(ZoneId.systemDefault());
    }
}
