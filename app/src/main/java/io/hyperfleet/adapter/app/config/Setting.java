package io.hyperfleet.adapter.app.config;

import static io.hyperfleet.adapter.app.config.ValueKind.DURATION;
import static io.hyperfleet.adapter.app.config.ValueKind.FLAG;
import static io.hyperfleet.adapter.app.config.ValueKind.FLOAT;
import static io.hyperfleet.adapter.app.config.ValueKind.INTEGER;
import static io.hyperfleet.adapter.app.config.ValueKind.TEXT;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every single value of the adapter configuration: where it stands in the file, and the flag and the environment
 * variables that replace it. A value comes from the flag if given, else from the first variable that is not empty, else
 * from the file.
 *
 * <p>Besides the variables named here, a value that the file gives can be replaced by {@link #generalVariable}, which
 * loses against all others.
 */
public enum Setting {
    ADAPTER_NAME("adapter.name", TEXT, null, "Name of this adapter"),
    ADAPTER_VERSION("adapter.version", TEXT, null, "Version of the adapter the configuration was written for"),

    DEBUG_CONFIG("debug_config", FLAG, "debug-config", "Show the merged configuration", "HYPERFLEET_DEBUG_CONFIG"),

    LOG_LEVEL("log.level", TEXT, "log-level", "Log level (debug, info, warn, error)", "LOG_LEVEL"),
    LOG_FORMAT("log.format", TEXT, "log-format", "Log format (text, json)", "LOG_FORMAT"),
    LOG_OUTPUT("log.output", TEXT, "log-output", "Log output (stdout, stderr)", "LOG_OUTPUT"),

    MAESTRO_GRPC_SERVER_ADDRESS(
            "clients.maestro.grpc_server_address",
            TEXT,
            "maestro-grpc-server-address",
            "Maestro gRPC server address",
            "HYPERFLEET_MAESTRO_GRPC_SERVER_ADDRESS"),
    MAESTRO_HTTP_SERVER_ADDRESS(
            "clients.maestro.http_server_address",
            TEXT,
            "maestro-http-server-address",
            "Maestro HTTP server address",
            "HYPERFLEET_MAESTRO_HTTP_SERVER_ADDRESS"),
    MAESTRO_SOURCE_ID(
            "clients.maestro.source_id",
            TEXT,
            "maestro-source-id",
            "Maestro source ID",
            "HYPERFLEET_MAESTRO_SOURCE_ID"),
    MAESTRO_CLIENT_ID(
            "clients.maestro.client_id",
            TEXT,
            "maestro-client-id",
            "Maestro client ID",
            "HYPERFLEET_MAESTRO_CLIENT_ID"),
    MAESTRO_AUTH_TYPE(
            "clients.maestro.auth.type",
            TEXT,
            "maestro-auth-type",
            "Maestro authentication (tls, none)",
            "HYPERFLEET_MAESTRO_AUTH_TYPE"),
    MAESTRO_CA_FILE(
            "clients.maestro.auth.tls_config.ca_file",
            TEXT,
            "maestro-ca-file",
            "CA certificate file for Maestro's gRPC",
            "HYPERFLEET_MAESTRO_CA_FILE"),
    MAESTRO_CERT_FILE(
            "clients.maestro.auth.tls_config.cert_file",
            TEXT,
            "maestro-cert-file",
            "Client certificate file for Maestro's gRPC",
            "HYPERFLEET_MAESTRO_CERT_FILE"),
    MAESTRO_KEY_FILE(
            "clients.maestro.auth.tls_config.key_file",
            TEXT,
            "maestro-key-file",
            "Client key file for Maestro's gRPC",
            "HYPERFLEET_MAESTRO_KEY_FILE"),
    MAESTRO_HTTP_CA_FILE(
            "clients.maestro.auth.tls_config.http_ca_file",
            TEXT,
            "maestro-http-ca-file",
            "CA certificate file for Maestro's HTTP API",
            "HYPERFLEET_MAESTRO_HTTP_CA_FILE"),
    MAESTRO_TOKEN_FILE(
            "clients.maestro.auth.token_file",
            TEXT,
            null,
            "File with the bearer token for Maestro's gRPC",
            "HYPERFLEET_MAESTRO_TOKEN_FILE"),
    MAESTRO_TIMEOUT(
            "clients.maestro.timeout",
            TEXT,
            "maestro-timeout",
            "Maestro client timeout (e.g. 10s)",
            "HYPERFLEET_MAESTRO_TIMEOUT"),
    MAESTRO_SERVER_HEALTHINESS_TIMEOUT(
            "clients.maestro.server_healthiness_timeout",
            TEXT,
            "maestro-server-healthiness-timeout",
            "How long a Maestro server may be silent (e.g. 20s)",
            "HYPERFLEET_MAESTRO_SERVER_HEALTHINESS_TIMEOUT"),
    MAESTRO_RETRY_ATTEMPTS(
            "clients.maestro.retry_attempts",
            INTEGER,
            "maestro-retry-attempts",
            "Maestro retry attempts",
            "HYPERFLEET_MAESTRO_RETRY_ATTEMPTS"),
    MAESTRO_KEEPALIVE_TIME(
            "clients.maestro.keepalive.time",
            TEXT,
            "maestro-keepalive-time",
            "Interval of Maestro gRPC keepalive pings (e.g. 30s)",
            "HYPERFLEET_MAESTRO_KEEPALIVE_TIME"),
    MAESTRO_KEEPALIVE_TIMEOUT(
            "clients.maestro.keepalive.timeout",
            TEXT,
            "maestro-keepalive-timeout",
            "How long to wait for the answer to a ping (e.g. 10s)",
            "HYPERFLEET_MAESTRO_KEEPALIVE_TIMEOUT"),
    MAESTRO_INSECURE(
            "clients.maestro.insecure",
            FLAG,
            "maestro-insecure",
            "Talk to Maestro without TLS",
            "HYPERFLEET_MAESTRO_INSECURE"),

    API_BASE_URL(
            "clients.hyperfleet_api.base_url",
            TEXT,
            "hyperfleet-api-base-url",
            "HyperFleet API base URL",
            "HYPERFLEET_API_BASE_URL"),
    API_VERSION(
            "clients.hyperfleet_api.version",
            TEXT,
            "hyperfleet-api-version",
            "HyperFleet API version (e.g. v1)",
            "HYPERFLEET_API_VERSION"),
    API_TIMEOUT(
            "clients.hyperfleet_api.timeout",
            DURATION,
            "hyperfleet-api-timeout",
            "HyperFleet API timeout (e.g. 10s)",
            "HYPERFLEET_API_TIMEOUT"),
    API_RETRY_ATTEMPTS(
            "clients.hyperfleet_api.retry_attempts",
            INTEGER,
            "hyperfleet-api-retry",
            "HyperFleet API attempts per request",
            "HYPERFLEET_API_RETRY_ATTEMPTS"),
    API_RETRY_BACKOFF(
            "clients.hyperfleet_api.retry_backoff",
            TEXT,
            "hyperfleet-api-retry-backoff",
            "How waits between attempts grow (exponential, linear, constant)",
            "HYPERFLEET_API_RETRY_BACKOFF"),
    API_BASE_DELAY(
            "clients.hyperfleet_api.base_delay",
            DURATION,
            "hyperfleet-api-base-delay",
            "First wait between attempts (e.g. 1s)",
            "HYPERFLEET_API_BASE_DELAY"),
    API_MAX_DELAY(
            "clients.hyperfleet_api.max_delay",
            DURATION,
            "hyperfleet-api-max-delay",
            "Longest wait between attempts (e.g. 30s)",
            "HYPERFLEET_API_MAX_DELAY"),
    API_TOKEN_PATH(
            "clients.hyperfleet_api.auth.token_path",
            TEXT,
            null,
            "File with the bearer token for the HyperFleet API",
            "HYPERFLEET_API_AUTH_TOKEN_PATH"),
    API_TOKEN_CACHE_TTL(
            "clients.hyperfleet_api.auth.token_cache_ttl",
            DURATION,
            null,
            "How long a token that was read is used",
            "HYPERFLEET_API_AUTH_TOKEN_CACHE_TTL"),

    BROKER_SUBSCRIPTION_ID(
            "clients.broker.subscription_id",
            TEXT,
            "broker-subscription-id",
            "Broker subscription ID",
            "HYPERFLEET_BROKER_SUBSCRIPTION_ID",
            "BROKER_SUBSCRIPTION_ID"),
    BROKER_TOPIC(
            "clients.broker.topic", TEXT, "broker-topic", "Broker topic", "HYPERFLEET_BROKER_TOPIC", "BROKER_TOPIC"),

    DELIVERY_POLICY(
            "clients.broker.delivery_policy",
            TEXT,
            "delivery-policy",
            "What becomes of failed events: always-ack, or classified to try again what may pass",
            "HYPERFLEET_DELIVERY_POLICY"),
    EVENT_TIMEOUT(
            "clients.broker.event_timeout",
            DURATION,
            "event-timeout",
            "How long the run of one event may take, its last quarter (at most 30s) for the report (default 120s)",
            "HYPERFLEET_EVENT_TIMEOUT"),

    KUBERNETES_KUBE_CONFIG_PATH(
            "clients.kubernetes.kube_config_path",
            TEXT,
            "kubernetes-kube-config-path",
            "Path of the kubeconfig file (empty: service account of the pod)",
            "HYPERFLEET_KUBERNETES_KUBE_CONFIG_PATH"),
    KUBERNETES_API_VERSION(
            "clients.kubernetes.api_version",
            TEXT,
            "kubernetes-api-version",
            "Kubernetes API version",
            "HYPERFLEET_KUBERNETES_API_VERSION"),
    KUBERNETES_QPS(
            "clients.kubernetes.qps",
            FLOAT,
            "kubernetes-qps",
            "Kubernetes requests per second",
            "HYPERFLEET_KUBERNETES_QPS"),
    KUBERNETES_BURST(
            "clients.kubernetes.burst",
            INTEGER,
            "kubernetes-burst",
            "Kubernetes requests that may exceed the rate at once",
            "HYPERFLEET_KUBERNETES_BURST");

    /** The headers sent with every request to the API: the one key whose content is free, so no setting. */
    public static final String DEFAULT_HEADERS = "clients.hyperfleet_api.default_headers";

    private final String path;
    private final ValueKind kind;
    private final @Nullable String flag;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> variables;

    Setting(String path, ValueKind kind, @Nullable String flag, String description, String... variables) {
        this.path = path;
        this.kind = kind;
        this.flag = flag;
        this.description = description;
        this.variables = List.of(variables);
    }

    /** The key in the file, dots between the levels. */
    public String path() {
        return path;
    }

    public ValueKind kind() {
        return kind;
    }

    /** The flag without its dashes. */
    public Optional<String> flag() {
        return Optional.ofNullable(flag);
    }

    /** What it is for, in a few words without a full stop. */
    public String description() {
        return description;
    }

    /** The environment variables of its own; the first that is not empty counts. */
    public List<String> variables() {
        return variables;
    }

    /** The variable that a key of the file can be replaced by: {@code HYPERFLEET_} and its path as the file spells it. */
    public static String generalVariable(String path) {
        return "HYPERFLEET_" + path.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** The value that counts when nothing gives one, as it would be written; empty when there is none. */
    public String standard() {
        return switch (this) {
            case DEBUG_CONFIG, MAESTRO_INSECURE -> "false";
            case LOG_LEVEL -> "info";
            case LOG_FORMAT -> "json";
            case LOG_OUTPUT -> "stdout";
            case MAESTRO_TIMEOUT, API_TIMEOUT -> "10s";
            case MAESTRO_SERVER_HEALTHINESS_TIMEOUT -> "20s";
            case API_VERSION -> "v1";
            case API_RETRY_ATTEMPTS -> "3";
            case API_RETRY_BACKOFF -> "exponential";
            case DELIVERY_POLICY -> "always-ack";
            case EVENT_TIMEOUT -> "120s";
            case API_BASE_DELAY -> "1s";
            case API_MAX_DELAY -> "30s";
            case API_TOKEN_CACHE_TTL -> "0s";
            case KUBERNETES_QPS -> "100";
            case KUBERNETES_BURST -> "200";
            default -> "";
        };
    }

    /** The values it can have; empty when any will do. */
    public List<String> allowed() {
        return switch (this) {
            case LOG_LEVEL -> List.of("debug", "info", "warn", "error");
            case LOG_FORMAT -> List.of("json", "text");
            case LOG_OUTPUT -> List.of("stdout", "stderr");
            case API_RETRY_BACKOFF -> List.of("exponential", "linear", "constant");
            case MAESTRO_AUTH_TYPE -> List.of("tls", "none");
            case DELIVERY_POLICY -> List.of("always-ack", "classified");
            default -> List.of();
        };
    }

    /** The release of the original program that had it first; {@code ours} when none has it. */
    public String since() {
        return switch (this) {
            case MAESTRO_TOKEN_FILE, DELIVERY_POLICY, EVENT_TIMEOUT -> "ours";
            case API_TOKEN_PATH, API_TOKEN_CACHE_TTL -> "0.3";
            case LOG_LEVEL, LOG_FORMAT, LOG_OUTPUT -> "0.2";
            default -> "0.1";
        };
    }

    /** Whether the adapter file of v0.1 had it. */
    boolean isInEnvelope() {
        return this != ADAPTER_NAME && !path.startsWith("log.") && !path.startsWith("clients.hyperfleet_api.auth.");
    }
}
