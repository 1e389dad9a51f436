package io.hyperfleet.adapter.app;

import io.hyperfleet.adapter.app.cli.ServeOptions;
import io.hyperfleet.adapter.app.config.AdapterConfig;
import io.hyperfleet.adapter.app.config.ConfigDump;
import io.hyperfleet.adapter.app.config.ConfigLoader;
import io.hyperfleet.adapter.app.config.LoadedConfiguration;
import io.hyperfleet.adapter.app.config.Setting;
import io.hyperfleet.adapter.app.observe.LogSettings;
import io.hyperfleet.adapter.app.serve.Attendant;
import io.hyperfleet.adapter.app.serve.ServeProgram;
import io.hyperfleet.adapter.app.serve.ServeProgram.Configuration;
import io.hyperfleet.adapter.app.serve.ServeSettings;
import io.hyperfleet.adapter.app.serve.SettlementPolicy;
import io.hyperfleet.adapter.app.serve.StopLimits;
import io.hyperfleet.gotemplate.GoDuration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Serves with what the configuration says.
 *
 * @param home where {@code broker.yaml} is looked for when the environment names no file
 */
record ServeCommand(BuildInfo build, Map<String, String> environment, ConfigLoader loader, ConfigDump dump, Path home) {

    /**
     * @param attendant looks on
     * @return the error that ended the program, if any
     */
    Optional<String> run(ServeOptions options, Attendant attendant) {
        LogSettings.Parsed early = LogSettings.parse(
                early(options, Setting.LOG_LEVEL).toLowerCase(Locale.ROOT),
                early(options, Setting.LOG_FORMAT).toLowerCase(Locale.ROOT),
                early(options, Setting.LOG_OUTPUT));
        return switch (early) {
            case LogSettings.Parsed.Invalid(String error) -> Optional.of("failed to create logger: " + error);
            case LogSettings.Parsed.Valid(LogSettings log) ->
                ServeProgram.run(serveBuild(), log, environment, () -> configuration(options), attendant);
        };
    }

    /** What flag or variable say about the log before the file is read. */
    private String early(ServeOptions options, Setting setting) {
        String flag = options.config().values().get(setting);
        return flag != null
                ? flag
                : environment.getOrDefault(setting.variables().getFirst(), "");
    }

    private Configuration configuration(ServeOptions options) {
        return switch (loader.load(options.config())) {
            case ConfigLoader.Result.Refused refused -> {
                Warnings.log(refused.warnings());
                yield new Configuration.Refused(refused.refusal().message());
            }
            case ConfigLoader.Result.Loaded(LoadedConfiguration configuration) -> {
                Warnings.log(configuration.warnings());
                yield ready(options, configuration);
            }
        };
    }

    private Configuration ready(ServeOptions options, LoadedConfiguration configuration) {
        AdapterConfig.Log log = configuration.adapter().log();
        return switch (LogSettings.parse(log.level(), log.format(), log.output())) {
            case LogSettings.Parsed.Invalid(String error) -> new Configuration.WithoutLog(error);
            case LogSettings.Parsed.Valid(LogSettings settings) -> ready(options, configuration, settings);
        };
    }

    private Configuration ready(ServeOptions options, LoadedConfiguration configuration, LogSettings log) {
        Duration eventTimeout = configuration.adapter().clients().broker().eventTimeout();
        return switch (StopLimits.read(environment, eventTimeout)) {
            case StopLimits.Result.Invalid(String error) -> new Configuration.Refused(error);
            case StopLimits.Result.Valid(ServeSettings.Limits limits) ->
                new Configuration.Ready(
                        settings(options, configuration, log, limits),
                        new ConfiguredParts(configuration, environment, build.version()));
        };
    }

    private ServeSettings settings(
            ServeOptions options, LoadedConfiguration configuration, LogSettings log, ServeSettings.Limits limits) {
        AdapterConfig adapter = configuration.adapter();
        AdapterConfig.HyperFleetApi api = adapter.clients().hyperfleetApi();
        AdapterConfig.Broker broker = adapter.clients().broker();
        return new ServeSettings(
                adapter.name(),
                serveBuild(),
                log,
                new ServeSettings.ApiClientSummary(GoDuration.format(api.timeout()), api.retryAttempts()),
                new ServeSettings.Subscription(broker.subscriptionId(), broker.topic()),
                new ServeSettings.Ports(
                        options.ports().health(), options.ports().metrics()),
                adapter.debugConfig() ? Optional.of(dump.of(configuration)) : Optional.empty(),
                limits,
                SettlementPolicy.of(broker.deliveryPolicy()).orElse(SettlementPolicy.ALWAYS_ACK),
                home,
                environment);
    }

    private ServeSettings.Build serveBuild() {
        return new ServeSettings.Build(build.version(), build.commit(), build.date());
    }
}
