package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.engine.document.Place;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings that have a value, each with the place in the file where one is given. */
final class SettingValues {

    /**
     * @param value a String, Boolean, Long, Double or Duration, by the setting's kind
     * @param place null when the file does not give it
     */
    record Entry(Object value, @Nullable Place place) {}

    private final Map<Setting, Entry> entries = new EnumMap<>(Setting.class);
    private final Map<String, String> headers = new LinkedHashMap<>();

    void put(Setting setting, Object value, @Nullable Place place) {
        entries.put(setting, new Entry(value, place));
    }

    /** Replaces the value and keeps the place. */
    void replace(Setting setting, Object value) {
        put(setting, value, place(setting));
    }

    void putHeader(String name, String value) {
        headers.put(name, value);
    }

    boolean has(Setting setting) {
        return entries.containsKey(setting);
    }

    /** Whether any setting of that block is given. */
    boolean hasBlock(String path) {
        return entries.keySet().stream().anyMatch(setting -> setting.path().startsWith(path + "."));
    }

    @Nullable
    Place place(Setting setting) {
        Entry entry = entries.get(setting);
        return entry == null ? null : entry.place();
    }

    String text(Setting setting) {
        return value(setting, String.class).orElse("");
    }

    boolean flag(Setting setting) {
        return value(setting, Boolean.class).orElse(false);
    }

    /** The number, or the nearest one that an int can hold. */
    int integer(Setting setting) {
        return Math.clamp(value(setting, Long.class).orElse(0L), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    double decimal(Setting setting) {
        return value(setting, Double.class).orElse(0.0);
    }

    Duration duration(Setting setting) {
        return value(setting, Duration.class).orElse(Duration.ZERO);
    }

    /** The default headers, in the order of the file. */
    Map<String, String> headers() {
        return headers;
    }

    private <T> Optional<T> value(Setting setting, Class<T> type) {
        return Optional.ofNullable(entries.get(setting)).map(Entry::value).map(type::cast);
    }
}
