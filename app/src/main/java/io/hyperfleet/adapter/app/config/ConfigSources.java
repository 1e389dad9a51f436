package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.app.config.SettingValues.Origin;
import java.util.ArrayList;
import java.util.List;

/**
 * Where each value of the adapter configuration comes from.
 *
 * @param sources in the order of the settings
 */
public record ConfigSources(List<Source> sources) {

    private static final String DEFAULT = "default";

    /**
     * @param path the key, dots between the levels
     * @param origin for example {@code file adapter.yaml:3:5}, {@code environment LOG_LEVEL}, {@code flag --log-level} or
     *     {@code default info}
     */
    public record Source(String path, String origin) {}

    public ConfigSources {
        sources = List.copyOf(sources);
    }

    static ConfigSources of(SettingValues values) {
        List<Source> sources = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            String origin = values.origin(setting)
                    .map(ConfigSources::text)
                    .orElseGet(() -> (DEFAULT + " " + setting.standard()).strip());
            sources.add(new Source(setting.path(), origin));
        }
        for (String header : values.headers().keySet()) {
            String origin = values.headerOrigin(header).map(ConfigSources::text).orElse(DEFAULT);
            sources.add(new Source(Setting.DEFAULT_HEADERS + "." + header, origin));
        }
        return new ConfigSources(sources);
    }

    /** A line for each value, origins below each other. */
    public String print() {
        int width = sources.stream()
                .mapToInt(source -> source.path().length())
                .max()
                .orElse(0);
        StringBuilder out = new StringBuilder();
        for (Source source : sources) {
            out.append(source.path())
                    .repeat(" ", width - source.path().length() + 2)
                    .append(source.origin())
                    .append('\n');
        }
        return out.toString();
    }

    private static String text(Origin origin) {
        return switch (origin) {
            case Origin.File(var place, String _) -> "file " + place;
            case Origin.Variable(String name) -> "environment " + name;
            case Origin.Flag(String name) -> "flag --" + name;
        };
    }
}
