package io.hyperfleet.adapter.app.observe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Fields that belong to every log line written while something runs, for example the id of the event. Scopes nest: an
 * inner field replaces an outer one of the same name. The fields are seen by the thread that opened the scope. A field
 * whose value changes is given as a {@link Supplier}, which is asked for each line.
 */
public final class LogContext {

    private static final ScopedValue<Map<String, Object>> FIELDS = ScopedValue.newInstance();

    private LogContext() {}

    /** Runs something with these fields beside those already there. */
    public static void run(Map<String, ? extends Object> fields, Runnable task) {
        ScopedValue.where(FIELDS, with(fields)).run(task);
    }

    /** The same with a result. */
    public static <T> T call(Map<String, ? extends Object> fields, Supplier<T> task) {
        return ScopedValue.where(FIELDS, with(fields)).call(task::get);
    }

    /** The fields in force; empty outside every scope. */
    public static Map<String, Object> current() {
        Map<String, Object> fields = new LinkedHashMap<>(inForce());
        fields.replaceAll((key, value) -> value instanceof Supplier<?> changing ? changing.get() : value);
        return fields;
    }

    private static Map<String, Object> inForce() {
        return FIELDS.isBound() ? FIELDS.get() : Map.of();
    }

    private static Map<String, Object> with(Map<String, ? extends Object> fields) {
        Map<String, Object> all = new LinkedHashMap<>(inForce());
        all.putAll(fields);
        return Collections.unmodifiableMap(all);
    }
}
