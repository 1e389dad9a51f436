package io.hyperfleet.adapter.app;

import io.hyperfleet.adapter.app.cli.ServeOptions;
import io.hyperfleet.adapter.app.config.ConfigDump;
import io.hyperfleet.adapter.app.config.ConfigFiles;
import io.hyperfleet.adapter.app.config.ConfigFlags;
import io.hyperfleet.adapter.app.config.ConfigLoader;
import io.hyperfleet.adapter.app.serve.Attendant;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The program in serve mode, run inside another one: the sandbox and tests. */
public final class EmbeddedAdapter {

    private static final ServeOptions.Ports FREE_PORTS = new ServeOptions.Ports(0, 0);

    private EmbeddedAdapter() {}

    /**
     * Serves until a signal or the attendant ends it, as {@code adapter serve} would, on free ports.
     *
     * @param environment the variables of the program, instead of those of the process
     * @param attendant looks on
     * @return the error that ended it, if any
     */
    public static Optional<String> serve(
            Path adapterConfig, Path taskConfig, Map<String, String> environment, Attendant attendant) {
        BuildInfo build = BuildInfo.ofThisProgram();
        ConfigFiles files = new ConfigFiles(Path.of(""), InputStream.nullInputStream());
        ServeCommand command = new ServeCommand(
                build,
                environment,
                new ConfigLoader(files, environment, build.version()),
                new ConfigDump(files),
                Path.of(""));
        ConfigFlags flags = new ConfigFlags(adapterConfig.toString(), taskConfig.toString(), Map.of());
        return command.run(new ServeOptions(flags, FREE_PORTS, Optional.empty()), attendant);
    }
}
