package io.hyperfleet.adapter.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.BackwardsCompatibilityInterceptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An API server and the identity to talk to it with. Addresses, certificates and tokens are read and kept fresh by the
 * Kubernetes client library; its HTTP client repeats nothing by itself but a request whose token had expired.
 *
 * @param url where the API server is, without a slash at the end
 * @param http adds the credentials to each request
 */
record Cluster(String url, HttpClient http) {

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    private static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    private static final Pattern PLACE = Pattern.compile("line:? (\\d+), column:? (\\d+)");

    static Cluster connect(KubernetesSettings settings) throws KubernetesSetupException {
        Config config = settings.kubeconfig().isPresent()
                ? fromKubeconfig(settings.kubeconfig().get())
                : ofServiceAccount(settings.environment());
        try {
            return connect(config, settings);
        } catch (RuntimeException e) {
            throw new KubernetesSetupException("failed to create kubernetes client: " + causeOf(e));
        }
    }

    private static Config fromKubeconfig(Path file) throws KubernetesSetupException {
        LOG.info("Using kubeconfig from: {}", file);
        String failure = "failed to load kubeconfig from " + file + ": ";
        if (!Files.exists(file)) {
            throw new KubernetesSetupException(failure + "stat " + file + ": no such file or directory");
        }
        Config config;
        try {
            config = Config.fromKubeconfig(file.toFile());
        } catch (RuntimeException e) {
            throw new KubernetesSetupException(failure + "it is no kubeconfig" + placeIn(causeOf(e)));
        }
        if (config.getCurrentContext() == null) {
            throw new KubernetesSetupException(failure + "it has no current context");
        }
        return config;
    }

    private static Config ofServiceAccount(Map<String, String> environment) throws KubernetesSetupException {
        LOG.info("Using in-cluster Kubernetes configuration (ServiceAccount)");
        String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
        String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "");
        if (host.isEmpty() || port.isEmpty()) {
            throw new KubernetesSetupException("failed to create in-cluster config: unable to load in-cluster"
                    + " configuration, KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT must be defined; outside a"
                    + " pod set clients.kubernetes.kube_config_path");
        }
        ServiceAccountToken token = new ServiceAccountToken(SERVICE_ACCOUNT.resolve("token"));
        try {
            token.read();
        } catch (IOException e) {
            throw new KubernetesSetupException("failed to create in-cluster config: open "
                    + SERVICE_ACCOUNT.resolve("token") + ": no readable token");
        }
        String bracketed = host.contains(":") ? "[" + host + "]" : host;
        return new ConfigBuilder(Config.empty())
                .withMasterUrl("https://" + bracketed + ":" + port)
                .withCaCertFile(SERVICE_ACCOUNT.resolve("ca.crt").toString())
                .withOauthTokenProvider(token)
                .build();
    }

    private static Cluster connect(Config config, KubernetesSettings settings) {
        URI uri = URI.create(config.getMasterUrl());
        boolean encrypted = "https".equals(uri.getScheme());
        config.setUserAgent(settings.userAgent());
        config.setRequestTimeout(0);
        config.setRequestRetryBackoffLimit(0);
        config.setHttp2Disable(!encrypted);
        if (!encrypted && !isLoopback(uri)) {
            removeCredentials(config);
        }
        HttpClient http = new JdkHttpClientFactory()
                .newBuilder(config)
                .addOrReplaceInterceptor(BackwardsCompatibilityInterceptor.NAME, null)
                .build();
        String url = config.getMasterUrl();
        return new Cluster(url.endsWith("/") ? url.substring(0, url.length() - 1) : url, http);
    }

    /** A token on an unencrypted wire is everybody's token. */
    private static void removeCredentials(Config config) {
        config.setOauthToken(null);
        config.setAutoOAuthToken(null);
        config.setOauthTokenProvider(null);
        config.setUsername(null);
        config.setPassword(null);
    }

    private static boolean isLoopback(URI uri) {
        String host = Objects.requireNonNullElse(uri.getHost(), "").toLowerCase(Locale.ROOT);
        if (host.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host.replace("[", "").replace("]", "")).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Where a reader stumbled. The rest of its message quotes the file, which holds secrets. */
    private static String placeIn(String message) {
        Matcher place = PLACE.matcher(message);
        return place.find() ? ", see line " + place.group(1) + ", column " + place.group(2) : "";
    }

    private static String causeOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
    }
}
