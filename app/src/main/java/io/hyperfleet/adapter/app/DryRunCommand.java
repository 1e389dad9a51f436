package io.hyperfleet.adapter.app;

import io.hyperfleet.adapter.api.UrlRules;
import io.hyperfleet.adapter.app.cli.ServeOptions;
import io.hyperfleet.adapter.app.config.AdapterConfig;
import io.hyperfleet.adapter.app.config.ConfigLoader;
import io.hyperfleet.adapter.app.config.ConfigValues;
import io.hyperfleet.adapter.app.config.LoadedConfiguration;
import io.hyperfleet.adapter.app.dryrun.DryRun;
import io.hyperfleet.adapter.app.observe.LogSettings;
import io.hyperfleet.adapter.app.observe.Logging;
import io.hyperfleet.adapter.engine.run.RunPorts.AdapterInfo;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out one event against recorded answers. Whatever the configuration says, warnings are logged as text on stderr. */
record DryRunCommand(
        BuildInfo build, Map<String, String> environment, ConfigLoader loader, PrintStream out, PrintStream err) {

    private static final Logger LOG = LoggerFactory.getLogger(DryRunCommand.class);
    private static final LogSettings LOG_SETTINGS =
            new LogSettings(LogSettings.LogLevel.WARN, LogSettings.LogFormat.TEXT, LogSettings.LogTarget.STDERR);

    Optional<String> run(ServeOptions options, ServeOptions.DryRun dryRun) {
        try (Logging _ = Logging.install(LOG_SETTINGS, "dry-run", build.version(), environment)) {
            return switch (loader.load(options.config())) {
                case ConfigLoader.Result.Refused refused -> {
                    Warnings.log(refused.warnings());
                    LOG.atError()
                            .addKeyValue("error", refused.refusal().message())
                            .log("Failed to load adapter configuration");
                    yield Optional.of(refused.error());
                }
                case ConfigLoader.Result.Loaded(LoadedConfiguration configuration) -> {
                    Warnings.log(configuration.warnings());
                    yield DryRun.execute(dryRun, configuration.task(), adapter(configuration.adapter()), out, err);
                }
            };
        }
    }

    private DryRun.Adapter adapter(AdapterConfig config) {
        AdapterConfig.HyperFleetApi api = config.clients().hyperfleetApi();
        return new DryRun.Adapter(
                new AdapterInfo(config.name(), config.version(), config.labels()),
                ConfigValues.full(config),
                ConfigValues.redacted(config),
                environment,
                new UrlRules(api.baseUrl(), api.version())::address);
    }
}
