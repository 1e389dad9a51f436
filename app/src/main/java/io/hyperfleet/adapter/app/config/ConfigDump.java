package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.engine.document.FileSource;
import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.Yaml;
import io.hyperfleet.adapter.engine.document.YamlWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The merged configuration as YAML, secrets redacted: what {@code config-dump} prints, and what a debugged adapter logs
 * and shows under {@code /config}.
 */
public final class ConfigDump {

    private static final List<String> KEYS =
            List.of("post", "log", "adapter", "params", "preconditions", "resources", "clients", "debug_config");

    private final Path workingDirectory;

    /**
     * @param workingDirectory where relative paths begin
     */
    public ConfigDump(Path workingDirectory) {
        this.workingDirectory = workingDirectory;
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
        return new TaskValues(FileSource.besides(workingDirectory.resolve(path))).of(document);
    }
}
