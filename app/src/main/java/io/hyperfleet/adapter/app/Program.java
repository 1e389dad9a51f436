package io.hyperfleet.adapter.app;

import io.hyperfleet.adapter.app.cli.Commands;
import io.hyperfleet.adapter.app.cli.DeadLetterRequest;
import io.hyperfleet.adapter.app.cli.ServeOptions;
import io.hyperfleet.adapter.app.config.ConfigFlags;
import io.hyperfleet.adapter.app.serve.Attendant;
import io.hyperfleet.adapter.app.validate.ValidateOptions;
import java.io.PrintStream;
import java.util.Optional;

/** The commands, each by who carries it out. */
record Program(
        BuildInfo build,
        ServeCommand serving,
        DryRunCommand dryRun,
        ConfigDumpCommand configDump,
        DeadLetterCommand deadLetters,
        ValidateCommand validation,
        PrintStream out)
        implements Commands {

    @Override
    public Optional<String> serve(ServeOptions options) {
        return options.dryRun().isPresent()
                ? dryRun.run(options, options.dryRun().get())
                : serving.run(options, Attendant.NOBODY);
    }

    @Override
    public Optional<String> dumpConfig(ConfigFlags flags, boolean sources) {
        return configDump.run(flags, sources);
    }

    @Override
    public boolean validate(ValidateOptions options) {
        return validation.run(options);
    }

    @Override
    public Optional<String> deadLetters(ConfigFlags flags, DeadLetterRequest request) {
        return deadLetters.run(flags, request);
    }

    @Override
    public Optional<String> version() {
        out.print(build.describe());
        return Optional.empty();
    }
}
