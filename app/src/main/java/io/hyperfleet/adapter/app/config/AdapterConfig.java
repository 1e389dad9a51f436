package io.hyperfleet.adapter.app.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The adapter configuration: file, environment and flags merged. Texts that are not given are empty, numbers and durations
 * zero; who uses the value knows the default.
 *
 * @param version empty for none
 * @param labels of the metadata in the oldest dialect; otherwise empty
 */
public record AdapterConfig(
        String name, String version, Map<String, String> labels, boolean debugConfig, Log log, Clients clients) {

    public AdapterConfig {
        labels = Map.copyOf(labels);
    }

    /**
     * @param level {@code debug}, {@code info}, {@code warn}, {@code error}; anything else means info
     * @param format {@code text} or {@code json}; not checked yet
     * @param output {@code stdout} or {@code stderr}; not checked yet
     */
    public record Log(String level, String format, String output) {}

    /**
     * @param maestro present when anything at all is said about Maestro; resources then live in Maestro, not Kubernetes
     */
    public record Clients(
            Optional<Maestro> maestro, HyperFleetApi hyperfleetApi, Broker broker, Kubernetes kubernetes) {}

    /**
     * Durations are texts here: they are checked when a client is made of them.
     *
     * @param keepalive present when anything is said about it
     */
    public record Maestro(
            String grpcServerAddress,
            String httpServerAddress,
            String sourceId,
            String clientId,
            String timeout,
            String serverHealthinessTimeout,
            int retryAttempts,
            Optional<Keepalive> keepalive,
            boolean insecure,
            MaestroAuth auth) {}

    public record Keepalive(String time, String timeout) {}

    /**
     * @param tokenFile sent as bearer token over gRPC
     */
    public record MaestroAuth(
            String type, Secret caFile, Secret certFile, Secret keyFile, Secret httpCaFile, Secret tokenFile) {}

    /**
     * @param timeout of one attempt; zero or less for the default
     * @param retryAttempts attempts in all; zero or less for the default
     * @param retryBackoff {@code exponential}, {@code linear} or {@code constant}; not checked yet
     * @param defaultHeaders in the order of the file
     * @param auth present when anything is said about it
     */
    public record HyperFleetApi(
            String baseUrl,
            String version,
            Duration timeout,
            int retryAttempts,
            String retryBackoff,
            Duration baseDelay,
            Duration maxDelay,
            Map<String, Secret> defaultHeaders,
            Optional<ApiAuth> auth) {

        public HyperFleetApi {
            defaultHeaders = Collections.unmodifiableMap(new LinkedHashMap<>(defaultHeaders));
        }
    }

    /**
     * @param tokenPath an absolute path
     * @param tokenCacheTtl how long a token that was read is used; zero reads it for every request
     */
    public record ApiAuth(String tokenPath, Duration tokenCacheTtl) {}

    /**
     * @param deliveryPolicy empty for the default; a known one
     * @param eventTimeout of the run of one event; zero for the default
     */
    public record Broker(String subscriptionId, String topic, String deliveryPolicy, Duration eventTimeout) {}

    /**
     * @param kubeConfigPath empty for the service account of the pod
     * @param qps requests per second; 0 for the default
     * @param burst requests that may exceed the rate at once; 0 for the default
     */
    public record Kubernetes(String apiVersion, String kubeConfigPath, double qps, int burst) {}
}
