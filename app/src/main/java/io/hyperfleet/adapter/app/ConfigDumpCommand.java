package io.hyperfleet.adapter.app;

import io.hyperfleet.adapter.app.config.ConfigDump;
import io.hyperfleet.adapter.app.config.ConfigFlags;
import io.hyperfleet.adapter.app.config.ConfigLoader;
import io.hyperfleet.adapter.app.config.LoadedConfiguration;
import java.io.PrintStream;
import java.util.Optional;

/** Prints the merged configuration: on {@code out} nothing but YAML, warnings on {@code err}. */
record ConfigDumpCommand(ConfigLoader loader, ConfigDump dump, PrintStream out, PrintStream err) {

    /**
     * @param sources whether to print where the values come from instead of the values
     */
    Optional<String> run(ConfigFlags flags, boolean sources) {
        return switch (loader.load(flags)) {
            case ConfigLoader.Result.Refused refused -> Optional.of(refused.error());
            case ConfigLoader.Result.Loaded(LoadedConfiguration configuration) -> {
                configuration.warnings().forEach(warning -> err.println("Warning: " + warning.originalText()));
                out.print(sources ? configuration.sources().print() : dump.of(configuration));
                yield Optional.empty();
            }
        };
    }
}
