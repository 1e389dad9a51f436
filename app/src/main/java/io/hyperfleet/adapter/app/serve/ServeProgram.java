package io.hyperfleet.adapter.app.serve;

import io.hyperfleet.adapter.app.observe.LogObserver;
import io.hyperfleet.adapter.app.observe.LogSettings;
import io.hyperfleet.adapter.app.observe.Logging;
import io.hyperfleet.adapter.app.observe.Metrics;
import io.hyperfleet.adapter.app.observe.MetricsObserver;
import io.hyperfleet.adapter.app.observe.Readiness;
import io.hyperfleet.adapter.app.serve.ServeSettings.Build;
import io.hyperfleet.adapter.app.tracing.Tracing;
import io.hyperfleet.adapter.engine.run.HyperFleetApi;
import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.engine.run.ResourceTransport;
import io.hyperfleet.adapter.engine.run.RunObserver;
import io.hyperfleet.adapter.engine.task.CompiledResource.Client;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves: takes events from the broker until told to stop. The order of the start is that of the runbook: configuration,
 * ports, API client, transport, task, broker, ready. The first step that fails ends the program.
 */
public final class ServeProgram {

    private static final Logger LOG = LoggerFactory.getLogger(ServeProgram.class);

    /** Who logs before the adapter's name is known. */
    private static final String PROGRAM_NAME = "hyperfleet-adapter";

    /** The configuration, or why there is none. */
    public sealed interface Configuration {

        record Ready(ServeSettings settings, EngineParts parts) implements Configuration {}

        /**
         * @param error without the prefix {@code failed to load adapter configuration: }
         */
        record Refused(String error) implements Configuration {}

        /**
         * The configuration is right but for what it says of the log.
         *
         * @param error of the log settings
         */
        record WithoutLog(String error) implements Configuration {}
    }

    private final ServeSettings settings;
    private final EngineParts parts;
    private final Logging logging;
    private final ShutdownLimit shutdownLimit;
    private final Attendant attendant;

    private ServeProgram(
            ServeSettings settings,
            EngineParts parts,
            Logging logging,
            ShutdownLimit shutdownLimit,
            Attendant attendant) {
        this.settings = settings;
        this.parts = parts;
        this.logging = logging;
        this.shutdownLimit = shutdownLimit;
        this.attendant = attendant;
    }

    /**
     * Serves until told to stop.
     *
     * @param log how to log until the configuration is known
     * @param configuration reads the configuration
     * @param attendant looks on
     * @return the error that ended the program; empty when it was told to stop and did so in good order
     */
    public static Optional<String> run(
            Build build,
            LogSettings log,
            Map<String, String> environment,
            Supplier<Configuration> configuration,
            Attendant attendant) {
        Configuration loaded;
        try (Logging _ = Logging.install(log, PROGRAM_NAME, build.version(), environment)) {
            loaded = load(build, configuration);
        }
        return switch (loaded) {
            case Configuration.Ready(ServeSettings settings, EngineParts parts) -> run(settings, parts, attendant);
            case Configuration.Refused(String error) -> Optional.of("failed to load adapter configuration: " + error);
            case Configuration.WithoutLog(String error) ->
                Optional.of("failed to create logger with adapter config: " + error);
        };
    }

    private static Configuration load(Build build, Supplier<Configuration> configuration) {
        LOG.info(
                "Starting Hyperfleet Adapter version={} commit={} built={}",
                build.version(),
                build.commit(),
                build.date());
        LOG.info("Loading adapter configuration...");
        Configuration loaded = configuration.get();
        if (loaded instanceof Configuration.Refused(String error)) {
            LOG.atError().addKeyValue("error", error).log("Failed to load adapter configuration");
        }
        return loaded;
    }

    private static Optional<String> run(ServeSettings settings, EngineParts parts, Attendant attendant) {
        try (Logging logging = Logging.install(
                        settings.log(), settings.name(), settings.build().version(), settings.environment());
                ShutdownLimit shutdownLimit =
                        new ShutdownLimit(settings.limits().shutdown(), () -> exitAtOnce(logging));
                parts) {
            try {
                return new ServeProgram(settings, parts, logging, shutdownLimit, attendant).serve();
            } catch (StartException e) {
                LOG.atError().addKeyValue("error", e.error()).log(e.logMessage());
                return Optional.of(e.error());
            }
        }
    }

    private Optional<String> serve() throws StartException {
        tellConfiguration();
        Readiness readiness = new Readiness();
        StopRequest stop = new StopRequest(readiness, () -> exitAtOnce(logging));
        stop.listenToSignals();
        Build build = settings.build();
        Metrics metrics = new Metrics(
                settings.name(),
                build.version(),
                build.commit(),
                settings.subscription().topic());
        metrics.watchLog(logging::droppedLines);
        try (Tracing tracing = openTracing(metrics);
                ObservationPorts ports =
                        ObservationPorts.open(settings.ports(), readiness, settings.shownConfig(), metrics)) {
            readiness.pass(Readiness.Check.CONFIG);
            RequestObserver requests = RequestObserver.all(tracing.requests(), metrics.requests());
            ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("clock").daemon().factory());
            ApiReachability reachability = new ApiReachability(readiness);
            Throttle throttle = new Throttle(
                    Timer.of(clock), RandomGenerator.getDefault(), new DownstreamWatch(reachability, metrics));
            EventRun run = new ToldRun(createEventRun(throttle, requests), tracing);
            reachability.start(parts.apiProbe(), clock);
            checkSubscription();
            RunObserver observer = RunObserver.all(new LogObserver(), new MetricsObserver(metrics), attendant);
            Consumption consumption = Consumption.start(
                    settings, new Consumption.Engine(run, observer, throttle, clock), metrics, readiness, stop);
            LOG.info("Adapter is ready to process events");
            LOG.info("Adapter started, waiting for events...");
            attendant.ready(
                    new Attendant.Serving(settings.name(), ports.healthPort(), ports.metricsPort(), stop::asked));
            return serveUntil(stop, consumption);
        }
    }

    private Optional<String> serveUntil(StopRequest stop, Consumption consumption) {
        StopRequest.Reason reason = stop.await();
        LOG.info("Context canceled, shutting down...");
        shutdownLimit.begin();
        consumption.stop(settings.limits());
        LOG.info("Adapter shutdown complete");
        return switch (reason) {
            case StopRequest.Reason.Asked() -> Optional.empty();
            case StopRequest.Reason.SubscriptionFailed(String error) -> Optional.of(error);
        };
    }

    private void tellConfiguration() {
        LOG.info("Adapter configuration loaded successfully: name={} ", settings.name());
        LOG.info(
                "HyperFleet API client configured: timeout={} retry_attempts={}",
                settings.apiClient().timeout(),
                settings.apiClient().retryAttempts());
        settings.shownConfig().ifPresent(yaml -> LOG.info("Loaded adapter configuration:\n{}", yaml));
    }

    private Tracing openTracing(Metrics metrics) throws StartException {
        try {
            return Tracing.open(
                    settings.environment(), settings.name(), settings.build().version(), metrics.spans());
        } catch (IllegalArgumentException e) {
            throw new StartException(
                    "Failed to initialize OpenTelemetry", "failed to initialize OpenTelemetry: " + e.getMessage());
        }
    }

    private EventRun createEventRun(Throttle throttle, RequestObserver requests) throws StartException {
        LOG.info("Creating HyperFleet API client...");
        HyperFleetApi api =
                new MonotonicReports(new GuardedApi(parts.createApi(requests), throttle), new SteadyClock());
        Map<Client, ResourceTransport> transports = new EnumMap<>(Client.class);
        for (Client client : parts.transports()) {
            LOG.info("Creating {} transport client...", nameOf(client));
            transports.put(client, new GuardedTransport(parts.createTransport(client, requests), throttle));
            LOG.info("{} transport client created successfully", nameOf(client));
        }
        LOG.info("Creating event executor...");
        return parts.createEventRun(api, transports);
    }

    private static String nameOf(Client client) {
        return switch (client) {
            case KUBERNETES -> "Kubernetes";
            case MAESTRO -> "Maestro";
        };
    }

    private void checkSubscription() throws StartException {
        ServeSettings.Subscription subscription = settings.subscription();
        if (subscription.id().isEmpty()) {
            throw missing("clients.broker.subscription_id is required");
        }
        if (subscription.topic().isEmpty()) {
            throw missing("clients.broker.topic is required");
        }
    }

    private static StartException missing(String error) {
        return new StartException("Missing required broker configuration", error);
    }

    private static void exitAtOnce(Logging logging) {
        logging.close();
        Runtime.getRuntime().halt(1);
    }
}
