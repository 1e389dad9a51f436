package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.app.config.AdapterConfig.ApiAuth;
import io.hyperfleet.adapter.app.config.AdapterConfig.Broker;
import io.hyperfleet.adapter.app.config.AdapterConfig.Clients;
import io.hyperfleet.adapter.app.config.AdapterConfig.HyperFleetApi;
import io.hyperfleet.adapter.app.config.AdapterConfig.Keepalive;
import io.hyperfleet.adapter.app.config.AdapterConfig.Kubernetes;
import io.hyperfleet.adapter.app.config.AdapterConfig.Log;
import io.hyperfleet.adapter.app.config.AdapterConfig.Maestro;
import io.hyperfleet.adapter.app.config.AdapterConfig.MaestroAuth;
import io.hyperfleet.adapter.engine.document.Envelope;
import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.TextFile;
import io.hyperfleet.adapter.engine.document.Yaml;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the adapter configuration of a file, the environment and flags, and checks it. */
final class AdapterConfigReader {

    private static final String PATH_VARIABLE = "HYPERFLEET_ADAPTER_CONFIG";
    private static final List<String> STANDARD_PATHS = List.of("/etc/hyperfleet/config.yaml", "./configs/config.yaml");
    private static final String LOADING = "failed to load adapter config";

    private final ConfigFiles files;
    private final Map<String, String> environment;
    private final String programVersion;

    AdapterConfigReader(ConfigFiles files, Map<String, String> environment, String programVersion) {
        this.files = files;
        this.environment = environment;
        this.programVersion = programVersion;
    }

    AdapterExamination examine(ConfigFlags flags) {
        Optional<String> path = path(flags);
        if (path.isEmpty()) {
            return unreadable(
                    "",
                    "no-file",
                    "adapter config file path is required (use --config flag or " + PATH_VARIABLE + " env var)");
        }
        return switch (files.read(path.get())) {
            case TextFile.Content.Unreadable(String reason) ->
                unreadable(
                        path.get(),
                        "unreadable-file",
                        "failed to read adapter config file \"%s\": %s".formatted(path.get(), reason));
            case TextFile.Content.Text(String text) -> examine(path.get(), text, flags);
        };
    }

    private Optional<String> path(ConfigFlags flags) {
        if (!flags.adapterPath().isEmpty()) {
            return Optional.of(flags.adapterPath());
        }
        String variable = environment.getOrDefault(PATH_VARIABLE, "");
        if (!variable.isEmpty()) {
            return Optional.of(variable);
        }
        return STANDARD_PATHS.stream().filter(files::exists).findFirst();
    }

    private AdapterExamination examine(String path, String text, ConfigFlags flags) {
        Findings findings = new Findings();
        Problems unreadable = new Problems();
        Problems rules = new Problems();
        Optional<Node> document = Yaml.readFile(path, text, unreadable);
        Optional<SettingValues> read = document.map(node -> AdapterFile.read(node, unreadable, rules));
        findings.add(
                LOADING + ": failed to parse adapter config YAML",
                unreadable.all().stream()
                        .map(AdapterConfigReader::withRightPlace)
                        .toList());
        if (read.isEmpty()) {
            return new AdapterExamination(path, text, Optional.empty(), findings);
        }
        SettingValues values = read.get();
        Problems conversions = new Problems();
        new Overrides(flags.values(), environment).apply(values, conversions);
        findings.add(LOADING + ": failed to unmarshal adapter config", conversions.all());
        boolean named = values.has(Setting.ADAPTER_NAME) || !Envelope.isEnvelope(document.get());
        rules.addAll(new AdapterConfigCheck(values, document.get().place(), named)
                .check()
                .all());
        findings.add(
                "adapter config validation failed",
                rules.all().stream()
                        .filter(problem -> unreadable.all().stream().noneMatch(problem::followsFrom))
                        .toList());
        findings.add(
                "adapter version validation failed",
                VersionCheck.check(
                                values.text(Setting.ADAPTER_VERSION),
                                values.place(Setting.ADAPTER_VERSION),
                                programVersion)
                        .stream()
                        .toList());
        return new AdapterExamination(
                path, text, Optional.of(new AdapterExamination.Content(config(values), values)), findings);
    }

    /** A key that is unknown where it stands may belong elsewhere. */
    private static Problem withRightPlace(Problem problem) {
        String hint = problem.hint();
        if (!problem.code().equals("unknown-key") || hint == null || !hint.startsWith("known keys")) {
            return problem;
        }
        String name = problem.path().substring(problem.path().lastIndexOf('.') + 1);
        return Arrays.stream(Setting.values())
                .map(Setting::path)
                .filter(path -> path.endsWith("." + name))
                .findFirst()
                .map(path -> problem.withHint("it belongs under " + path.substring(0, path.lastIndexOf('.'))))
                .orElse(problem);
    }

    private static AdapterExamination unreadable(String path, String code, String message) {
        Findings findings = new Findings();
        findings.add(LOADING, List.of(Problem.error(code, null, "", message)));
        return new AdapterExamination(path, "", Optional.empty(), findings);
    }

    private static AdapterConfig config(SettingValues values) {
        return new AdapterConfig(
                values.text(Setting.ADAPTER_NAME),
                values.text(Setting.ADAPTER_VERSION),
                values.labels(),
                values.flag(Setting.DEBUG_CONFIG),
                new Log(
                        values.text(Setting.LOG_LEVEL),
                        values.text(Setting.LOG_FORMAT),
                        values.text(Setting.LOG_OUTPUT)),
                new Clients(
                        values.hasBlock("clients.maestro") ? Optional.of(maestro(values)) : Optional.empty(),
                        api(values),
                        new Broker(
                                values.text(Setting.BROKER_SUBSCRIPTION_ID),
                                values.text(Setting.BROKER_TOPIC),
                                values.text(Setting.DELIVERY_POLICY),
                                values.duration(Setting.EVENT_TIMEOUT)),
                        new Kubernetes(
                                values.text(Setting.KUBERNETES_API_VERSION),
                                values.text(Setting.KUBERNETES_KUBE_CONFIG_PATH),
                                values.decimal(Setting.KUBERNETES_QPS),
                                values.integer(Setting.KUBERNETES_BURST))));
    }

    private static Maestro maestro(SettingValues values) {
        Optional<Keepalive> keepalive = values.hasBlock("clients.maestro.keepalive")
                ? Optional.of(new Keepalive(
                        values.text(Setting.MAESTRO_KEEPALIVE_TIME), values.text(Setting.MAESTRO_KEEPALIVE_TIMEOUT)))
                : Optional.empty();
        return new Maestro(
                values.text(Setting.MAESTRO_GRPC_SERVER_ADDRESS),
                values.text(Setting.MAESTRO_HTTP_SERVER_ADDRESS),
                values.text(Setting.MAESTRO_SOURCE_ID),
                values.text(Setting.MAESTRO_CLIENT_ID),
                values.text(Setting.MAESTRO_TIMEOUT),
                values.text(Setting.MAESTRO_SERVER_HEALTHINESS_TIMEOUT),
                values.integer(Setting.MAESTRO_RETRY_ATTEMPTS),
                keepalive,
                values.flag(Setting.MAESTRO_INSECURE),
                new MaestroAuth(
                        values.text(Setting.MAESTRO_AUTH_TYPE),
                        new Secret(values.text(Setting.MAESTRO_CA_FILE)),
                        new Secret(values.text(Setting.MAESTRO_CERT_FILE)),
                        new Secret(values.text(Setting.MAESTRO_KEY_FILE)),
                        new Secret(values.text(Setting.MAESTRO_HTTP_CA_FILE)),
                        new Secret(values.text(Setting.MAESTRO_TOKEN_FILE))));
    }

    private static HyperFleetApi api(SettingValues values) {
        Map<String, Secret> headers = new LinkedHashMap<>();
        values.headers().forEach((name, value) -> headers.put(name, new Secret(value)));
        Optional<ApiAuth> auth = values.hasBlock("clients.hyperfleet_api.auth")
                ? Optional.of(
                        new ApiAuth(values.text(Setting.API_TOKEN_PATH), values.duration(Setting.API_TOKEN_CACHE_TTL)))
                : Optional.empty();
        return new HyperFleetApi(
                values.text(Setting.API_BASE_URL),
                values.text(Setting.API_VERSION),
                values.duration(Setting.API_TIMEOUT),
                values.integer(Setting.API_RETRY_ATTEMPTS),
                values.text(Setting.API_RETRY_BACKOFF),
                values.duration(Setting.API_BASE_DELAY),
                values.duration(Setting.API_MAX_DELAY),
                headers,
                auth);
    }
}
