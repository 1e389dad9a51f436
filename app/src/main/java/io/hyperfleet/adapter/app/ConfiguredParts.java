package io.hyperfleet.adapter.app;

import io.hyperfleet.adapter.api.ApiSettings;
import io.hyperfleet.adapter.api.EnvironmentProxies;
import io.hyperfleet.adapter.api.HyperFleetApiClient;
import io.hyperfleet.adapter.api.UrlRules;
import io.hyperfleet.adapter.app.config.AdapterConfig;
import io.hyperfleet.adapter.app.config.ConfigValues;
import io.hyperfleet.adapter.app.config.LoadedConfiguration;
import io.hyperfleet.adapter.app.config.Secret;
import io.hyperfleet.adapter.app.config.Setting;
import io.hyperfleet.adapter.app.files.LocalFiles;
import io.hyperfleet.adapter.app.serve.EngineParts;
import io.hyperfleet.adapter.app.serve.EventRun;
import io.hyperfleet.adapter.app.serve.StartException;
import io.hyperfleet.adapter.app.serve.SteadyClock;
import io.hyperfleet.adapter.engine.run.Backoff;
import io.hyperfleet.adapter.engine.run.HyperFleetApi;
import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.engine.run.ResourceTransport;
import io.hyperfleet.adapter.engine.run.RunPorts;
import io.hyperfleet.adapter.engine.run.TaskRunner;
import io.hyperfleet.adapter.engine.task.CompiledResource;
import io.hyperfleet.adapter.engine.task.CompiledResource.Client;
import io.hyperfleet.adapter.kubernetes.KubernetesSettings;
import io.hyperfleet.adapter.kubernetes.KubernetesSetupException;
import io.hyperfleet.adapter.kubernetes.KubernetesTransport;
import io.hyperfleet.adapter.maestro.MaestroSetupException;
import io.hyperfleet.adapter.maestro.MaestroTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clients that the configuration asks for, with the defaults for what it leaves open. */
final class ConfiguredParts implements EngineParts {

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredParts.class);

    private static final Duration API_TIMEOUT = Duration.ofSeconds(10);
    private static final int API_ATTEMPTS = 3;
    private static final Duration API_BASE_DELAY = Duration.ofSeconds(1);
    private static final Duration API_MAX_DELAY = Duration.ofSeconds(30);

    private final LoadedConfiguration configuration;
    private final Map<String, String> environment;
    private final String userAgent;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Deque<Runnable> closing = new ArrayDeque<>();
    private BooleanSupplier apiProbe = () -> false;

    ConfiguredParts(LoadedConfiguration configuration, Map<String, String> environment, String programVersion) {
        this.configuration = configuration;
        this.environment = environment;
        String wanted = environment.getOrDefault("HYPERFLEET_USER_AGENT", "");
        this.userAgent = wanted.isEmpty() ? "hyperfleet-adapter/" + programVersion : wanted;
    }

    @Override
    public HyperFleetApi createApi(RequestObserver requests) throws StartException {
        AdapterConfig.HyperFleetApi api = configuration.adapter().clients().hyperfleetApi();
        String variable = Setting.API_BASE_URL.variables().getFirst();
        String baseUrl = api.baseUrl().isEmpty() ? environment.getOrDefault(variable, "") : api.baseUrl();
        if (baseUrl.isEmpty()) {
            throw noApi("HyperFleet API base URL not configured: set via WithBaseURL option or " + variable
                    + " environment variable");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        api.defaultHeaders().forEach((String name, Secret value) -> headers.put(name, value.value()));
        ApiSettings settings = new ApiSettings(
                baseUrl,
                new UrlRules(api.baseUrl(), api.version()),
                positiveOr(api.timeout(), API_TIMEOUT),
                api.retryAttempts() > 0 ? api.retryAttempts() : API_ATTEMPTS,
                new Backoff(
                        strategy(api.retryBackoff()),
                        positiveOr(api.baseDelay(), API_BASE_DELAY),
                        positiveOr(api.maxDelay(), API_MAX_DELAY)),
                headers,
                api.auth().map(auth -> new ApiSettings.TokenFile(Path.of(auth.tokenPath()), auth.tokenCacheTtl())),
                userAgent,
                ApiSettings.DEFAULT_MAX_BODY_BYTES,
                // Go programs heed it.
                Optional.ofNullable(environment.get("SSL_CERT_FILE"))
                        .filter(file -> !file.isEmpty())
                        .map(Path::of));
        try {
            EnvironmentProxies proxies = new EnvironmentProxies(environment);
            proxies.warnings().forEach(LOG::warn);
            HyperFleetApiClient client =
                    new HyperFleetApiClient(settings, proxies, InstantSource.system(), random, requests);
            closing.push(client::close);
            apiProbe = client::canConnect;
            return client;
        } catch (IllegalArgumentException e) {
            throw noApi(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public BooleanSupplier apiProbe() {
        return apiProbe;
    }

    private static Backoff.Strategy strategy(String text) throws StartException {
        Optional<Backoff.Strategy> strategy =
                text.isEmpty() ? Optional.of(Backoff.Strategy.EXPONENTIAL) : Backoff.Strategy.of(text);
        return strategy.orElseThrow(() ->
                noApi("invalid retry backoff strategy \"" + text + "\" (supported: exponential, linear, constant)"));
    }

    private static Duration positiveOr(Duration configured, Duration standard) {
        return configured.isPositive() ? configured : standard;
    }

    private static StartException noApi(String reason) {
        return new StartException(
                "Failed to create HyperFleet API client", "failed to create HyperFleet API client: " + reason);
    }

    @Override
    public List<Client> transports() {
        if (configuration.adapter().clients().maestro().isEmpty()) {
            resourcesOf(Client.MAESTRO)
                    .forEach(resource -> LOG.warn(
                            "Resource[{}]: maestro config is required: without clients.maestro its manifest goes to the"
                                    + " cluster the adapter runs in",
                            resource.name()));
            return List.of(Client.KUBERNETES);
        }
        boolean needsCluster = resourcesOf(Client.KUBERNETES).findAny().isPresent();
        return needsCluster ? List.of(Client.KUBERNETES, Client.MAESTRO) : List.of(Client.MAESTRO);
    }

    private Stream<CompiledResource> resourcesOf(Client client) {
        return configuration.task().resources().stream().filter(resource -> resource.client() == client);
    }

    @Override
    public ResourceTransport createTransport(Client client, RequestObserver requests) throws StartException {
        return switch (client) {
            case KUBERNETES -> kubernetesTransport(requests);
            case MAESTRO -> maestroTransport(requests);
        };
    }

    private ResourceTransport maestroTransport(RequestObserver requests) throws StartException {
        resourcesOf(Client.MAESTRO)
                .filter(CompiledResource::recreateOnChange)
                .forEach(resource -> LOG.warn(
                        "Resource[{}]: recreate_on_change has no effect with Maestro, works are updated",
                        resource.name()));
        try {
            AdapterConfig.Maestro maestro =
                    configuration.adapter().clients().maestro().orElseThrow();
            MaestroTransport transport = MaestroTransport.connect(
                    MaestroConnection.settings(maestro, environment, userAgent), random, requests);
            closing.push(transport::close);
            return transport;
        } catch (MaestroSetupException e) {
            throw noTransport("failed to create Maestro client: " + e.getMessage());
        }
    }

    private ResourceTransport kubernetesTransport(RequestObserver requests) throws StartException {
        AdapterConfig.Kubernetes kubernetes = configuration.adapter().clients().kubernetes();
        try {
            Optional<Path> kubeconfig = Optional.of(kubernetes.kubeConfigPath())
                    .filter(path -> !path.isEmpty())
                    .map(Path::of);
            KubernetesTransport transport = KubernetesTransport.connect(
                    new KubernetesSettings(
                            kubeconfig,
                            kubernetes.qps(),
                            kubernetes.burst(),
                            userAgent,
                            environment,
                            new EnvironmentProxies(environment)),
                    random,
                    requests);
            closing.push(transport::close);
            return transport;
        } catch (KubernetesSetupException | IllegalArgumentException e) {
            throw noTransport("failed to create Kubernetes client: " + e.getMessage());
        }
    }

    static StartException noTransport(String error) {
        return new StartException("Failed to create transport client", error);
    }

    @Override
    public EventRun createEventRun(HyperFleetApi api, Map<Client, ResourceTransport> made) {
        Map<Client, ResourceTransport> transports = new EnumMap<>(made);
        ResourceTransport cluster = made.get(Client.KUBERNETES);
        if (cluster != null) {
            // As in the original program a work is an object like any other where there is no Maestro.
            transports.putIfAbsent(Client.MAESTRO, cluster);
        }
        AdapterConfig adapter = configuration.adapter();
        RunPorts ports = new RunPorts(
                api,
                transports,
                environment,
                new LocalFiles(),
                new RunPorts.AdapterInfo(adapter.name(), adapter.version(), adapter.labels()),
                ConfigValues.full(adapter),
                ConfigValues.redacted(adapter),
                new SteadyClock());
        return (event, observer, deadline) -> TaskRunner.run(configuration.task(), event, ports, observer, deadline);
    }

    @Override
    public void close() {
        while (!closing.isEmpty()) {
            closing.pop().run();
        }
    }
}
