package io.hyperfleet.adapter.app;

import io.hyperfleet.adapter.app.cli.Commands;
import io.hyperfleet.adapter.app.cli.ServeOptions;
import io.hyperfleet.adapter.app.config.ConfigFlags;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Function;

/**
 * The commands, each by who carries it out.
 *
 * @param serve serves until told to stop; answers with the error that ended it
 * @param dryRun carries out one event; answers with the error that kept it from that
 * @param dumpConfig prints the merged configuration; answers with the error that kept it from that
 */
record Program(
        BuildInfo build,
        PrintStream out,
        Function<ServeOptions, Optional<String>> serve,
        Function<ServeOptions, Optional<String>> dryRun,
        Function<ConfigFlags, Optional<String>> dumpConfig)
        implements Commands {

    @Override
    public Optional<String> serve(ServeOptions options) {
        return (options.dryRun().isPresent() ? dryRun : serve).apply(options);
    }

    @Override
    public Optional<String> dumpConfig(ConfigFlags flags) {
        return dumpConfig.apply(flags);
    }

    @Override
    public Optional<String> version() {
        out.print(build.describe());
        return Optional.empty();
    }
}
