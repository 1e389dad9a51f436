package io.hyperfleet.adapter.kubernetes;

import java.net.ProxySelector;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How to reach the cluster.
 *
 * @param kubeconfig the file whose current context is used; empty for the service account of the pod
 * @param requestsPerSecond requests per second in the long run; 0 for {@value #DEFAULT_REQUESTS_PER_SECOND}, negative for
 *     no limit
 * @param burst requests that may go at once; 0 for {@value #DEFAULT_BURST}
 * @param userAgent how the program names itself to the API server
 * @param environment the variables of the process
 * @param proxies between us and the API server, unless the kubeconfig names one
 */
public record KubernetesSettings(
        Optional<Path> kubeconfig,
        double requestsPerSecond,
        int burst,
        String userAgent,
        Map<String, String> environment,
        ProxySelector proxies) {

    static final int DEFAULT_REQUESTS_PER_SECOND = 100;
    static final int DEFAULT_BURST = 200;

    public KubernetesSettings {
        environment = Map.copyOf(environment);
    }

    RateLimit rateLimit() {
        return new RateLimit(
                requestsPerSecond == 0 ? DEFAULT_REQUESTS_PER_SECOND : requestsPerSecond,
                burst == 0 ? DEFAULT_BURST : burst);
    }
}
