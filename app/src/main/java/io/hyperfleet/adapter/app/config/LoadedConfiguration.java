package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.task.CompiledTask;
import java.util.List;

/**
 * Both configuration files, read and found right, the task compiled.
 *
 * @param sources where the values of the adapter configuration come from
 * @param taskPath where the task file lies; what it refers to lies beside it
 * @param taskText the task file as written
 * @param warnings what is allowed but hardly meant, in the order found
 */
public record LoadedConfiguration(
        AdapterConfig adapter,
        ConfigSources sources,
        CompiledTask task,
        String taskPath,
        String taskText,
        List<Problem> warnings) {

    public LoadedConfiguration {
        warnings = List.copyOf(warnings);
    }
}
