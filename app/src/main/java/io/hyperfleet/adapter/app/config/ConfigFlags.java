package io.hyperfleet.adapter.app.config;

import java.util.Map;

/**
 * What the command line says about the configuration.
 *
 * @param adapterPath path of the adapter configuration; empty when not given
 * @param taskPath path of the task configuration; empty when not given
 * @param values the settings whose flags were given, with what was given, be it empty
 */
public record ConfigFlags(String adapterPath, String taskPath, Map<Setting, String> values) {

    public ConfigFlags {
        values = Map.copyOf(values);
    }
}
