package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.engine.document.Place;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings that have a value, each with where it comes from. */
final class SettingValues {

    /** Where a value comes from. */
    sealed interface Origin {

        /**
         * @param path the key as the file spells it
         */
        record File(Place place, String path) implements Origin {}

        record Variable(String name) implements Origin {}

        record Flag(String name) implements Origin {}

        /** The flag, the variable or the key of the file, as one writes it. */
        default String text() {
            return switch (this) {
                case File(Place _, String path) -> path;
                case Variable(String name) -> name;
                case Flag(String name) -> "--" + name;
            };
        }
    }

    /**
     * @param value a String, Boolean, Long, Double or Duration, by the setting's kind
     * @param file where the file gives it, even when something else replaces it; null when it does not
     */
    private record Entry(Object value, Origin origin, Origin.@Nullable File file) {}

    private record Header(String value, Origin origin) {}

    private final Map<Setting, Entry> entries = new EnumMap<>(Setting.class);
    private final Map<String, Place> blocks = new HashMap<>();
    private final Map<String, Header> headers = new LinkedHashMap<>();
    private Map<String, String> labels = Map.of();

    /** A value of the file. */
    void put(Setting setting, Object value, Place place, String path) {
        Origin.File file = new Origin.File(place, path);
        entries.put(setting, new Entry(value, file, file));
    }

    /** Where a block of the file begins. */
    void putBlock(String path, Place place) {
        blocks.putIfAbsent(path, place);
    }

    /** Replaces the value and remembers the place in the file. */
    void replace(Setting setting, Object value, Origin origin) {
        entries.put(setting, new Entry(value, origin, file(setting).orElse(null)));
    }

    void putHeader(String name, String value, Place place) {
        headers.put(name, new Header(value, new Origin.File(place, Setting.DEFAULT_HEADERS + "." + name)));
    }

    void replaceHeader(String name, String value, Origin origin) {
        headers.put(name, new Header(value, origin));
    }

    /** The labels of an envelope's metadata. */
    void keepLabels(Map<String, String> newLabels) {
        labels = Map.copyOf(newLabels);
    }

    Map<String, String> labels() {
        return labels;
    }

    /** Where the value comes from; empty when there is none and the default counts. */
    Optional<Origin> origin(Setting setting) {
        return Optional.ofNullable(entries.get(setting)).map(Entry::origin);
    }

    Optional<Origin> headerOrigin(String name) {
        return Optional.ofNullable(headers.get(name)).map(Header::origin);
    }

    /** Where the file gives it. */
    Optional<Origin.File> file(Setting setting) {
        return Optional.ofNullable(entries.get(setting)).map(Entry::file);
    }

    boolean has(Setting setting) {
        return entries.containsKey(setting);
    }

    /** Whether any setting of that block is given. */
    boolean hasBlock(String path) {
        return entries.keySet().stream().anyMatch(setting -> setting.path().startsWith(path + "."));
    }

    /** Where the file gives it, or else the innermost block it would belong to; null when the file has none of them. */
    @Nullable
    Place place(Setting setting) {
        return file(setting).map(Origin.File::place).orElseGet(() -> placeOfBlock(setting.path()));
    }

    private @Nullable Place placeOfBlock(String path) {
        String block = path;
        while (!block.isEmpty()) {
            block = block.substring(0, Math.max(block.lastIndexOf('.'), 0));
            Place place = blocks.get(block);
            if (place != null) {
                return place;
            }
        }
        return null;
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
        Map<String, String> result = new LinkedHashMap<>();
        headers.forEach((name, header) -> result.put(name, header.value()));
        return result;
    }

    private <T> Optional<T> value(Setting setting, Class<T> type) {
        return Optional.ofNullable(entries.get(setting)).map(Entry::value).map(type::cast);
    }
}
