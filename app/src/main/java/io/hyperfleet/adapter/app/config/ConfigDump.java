package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.Yaml;
import io.hyperfleet.adapter.engine.document.YamlWriter;
import io.hyperfleet.adapter.engine.task.Dialect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The merged configuration as YAML, secrets redacted: what {@code config-dump} prints, and what a debugged adapter logs
 * and shows under {@code /config}. Files of older dialects are shown in today's.
 */
public final class ConfigDump {

    private static final List<String> KEYS =
            List.of("post", "log", "adapter", "params", "preconditions", "resources", "clients", "debug_config");

    private final ConfigFiles files;

    /**
     * @param files where the files lie that tasks refer to
     */
    public ConfigDump(ConfigFiles files) {
        this.files = files;
    }

    public String of(LoadedConfiguration configuration) {
        Map<String, Object> values = new LinkedHashMap<>(ConfigValues.redacted(configuration.adapter()));
        values.putAll(taskValues(configuration));
        Map<String, Object> ordered = new LinkedHashMap<>();
        for (String key : KEYS) {
            Object value = values.get(key);
            if (value != null) {
                ordered.put(key, value);
            }
        }
        return YamlWriter.write(ordered);
    }

    private Map<String, Object> taskValues(LoadedConfiguration configuration) {
        String path = configuration.taskPath();
        Node document = Yaml.readFile(path, configuration.taskText(), new Problems())
                .orElseThrow(() -> new IllegalStateException("loaded, but no YAML: " + path));
        Dialect dialect = Dialect.of(document);
        Optional<Node> task = dialect == Dialect.ENVELOPE && document instanceof Node.Mapping frame
                ? frame.find("spec")
                : Optional.of(document);
        TaskValues values = new TaskValues(files.references(path), dialect.keyStyle());
        return task.map(values::of).orElse(Map.of());
    }
}
