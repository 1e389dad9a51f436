package io.hyperfleet.adapter.kubernetes;

import io.hyperfleet.adapter.kubernetes.ClusterAddress.Identity;
import io.hyperfleet.adapter.kubernetes.ClusterAddress.PemSource;
import io.hyperfleet.adapter.kubernetes.Credential.ClientCertificate;
import io.hyperfleet.adapter.kubernetes.Credential.Proof;
import io.hyperfleet.adapter.kubernetes.Credential.UnavailableException;
import io.hyperfleet.adapter.tls.NamedServerContext;
import io.hyperfleet.adapter.tls.NamedServerTrust;
import io.hyperfleet.adapter.tls.Pem;
import io.hyperfleet.adapter.tls.TrustAndIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to an API server. Certificates and tokens follow when their files change, at the latest after a minute and
 * at once when a connection or the server failed them; nothing is repeated here. Used by many threads at once.
 */
final class Cluster implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    private static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final long FILE_LIFETIME_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int STANDARD_PORT = 80;
    private static final int STANDARD_TLS_PORT = 443;

    private final ClusterAddress address;
    private final String userAgent;
    private final ProxySelector proxies;
    private Made made;
    private long checkedAt = System.nanoTime();

    private Cluster(ClusterAddress address, String userAgent, ProxySelector proxies) throws Pem.UnusableException {
        this.address = address;
        this.userAgent = userAgent;
        this.proxies = proxies;
        this.made = make(Optional.empty());
    }

    /** A client and what it was made of. */
    private record Made(HttpClient http, List<ByteBuffer> files, Optional<ClientCertificate> handedOut) {}

    /** What a request needs. */
    record Access(HttpClient http, Proof proof) {}

    static Cluster connect(KubernetesSettings settings) throws KubernetesSetupException {
        ClusterAddress address;
        if (settings.kubeconfig().isPresent()) {
            LOG.info("Using kubeconfig from: {}", settings.kubeconfig().get());
            address = Kubeconfig.read(settings.kubeconfig().get(), settings.environment());
        } else {
            LOG.info("Using in-cluster Kubernetes configuration (ServiceAccount)");
            address = ofServiceAccount(settings.environment());
        }
        boolean isPrivate = address.isEncrypted() || isLoopback(address.url());
        try {
            // A token on an unencrypted wire is everybody's token.
            return new Cluster(
                    isPrivate ? address : address.withoutCredential(), settings.userAgent(), settings.proxies());
        } catch (Pem.UnusableException e) {
            throw new KubernetesSetupException("failed to create kubernetes client: " + e.getMessage());
        }
    }

    private static ClusterAddress ofServiceAccount(Map<String, String> environment) throws KubernetesSetupException {
        String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
        String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "");
        if (host.isEmpty() || port.isEmpty()) {
            throw new KubernetesSetupException("failed to create in-cluster config: unable to load in-cluster"
                    + " configuration, KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT must be defined; outside a"
                    + " pod set clients.kubernetes.kube_config_path");
        }
        Path token = SERVICE_ACCOUNT.resolve("token");
        if (!Files.isReadable(token)) {
            throw new KubernetesSetupException(
                    "failed to create in-cluster config: open " + token + ": no readable token");
        }
        Path authorities = SERVICE_ACCOUNT.resolve("ca.crt");
        String bracketed = host.contains(":") ? "[" + host + "]" : host;
        return new ClusterAddress(
                URI.create("https://" + bracketed + ":" + port),
                Files.exists(authorities) ? Optional.of(PemSource.file(authorities)) : Optional.empty(),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new TokenFile(token),
                Map.of());
    }

    /** Where the API server is, without a slash at the end. */
    String url() {
        return address.url().toString();
    }

    /** The same as Go's errors name it. */
    String hostAndPort() {
        URI url = address.url();
        int standard = address.isEncrypted() ? STANDARD_TLS_PORT : STANDARD_PORT;
        return url.getHost() + ":" + (url.getPort() < 0 ? standard : url.getPort());
    }

    /** What a request needs at this moment. */
    Access access() throws UnavailableException {
        Proof proof = address.credential().proof();
        boolean isUsable = proof.authorization()
                .map(header -> header.chars().allMatch(c -> c >= ' ' && c <= '~'))
                .orElse(true);
        if (!isUsable) {
            throw new UnavailableException("the token holds characters that no header can carry");
        }
        return new Access(client(proof.certificate()), proof);
    }

    /**
     * The server did not accept who we said we are.
     *
     * @return whether there may be something else to say
     */
    boolean refused(Proof proof) {
        return address.credential().refused(proof);
    }

    /** A connection failed, maybe for its certificates: their files are looked at again before the next request. */
    synchronized void failed() {
        checkedAt = System.nanoTime() - FILE_LIFETIME_NANOS;
    }

    /**
     * A request that says who we are.
     *
     * @param path with query, everything escaped
     */
    HttpRequest.Builder request(String path, Proof proof) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url() + path)).header("User-Agent", userAgent);
        proof.authorization().ifPresent(header -> request.header("Authorization", header));
        address.impersonation().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        return request;
    }

    @Override
    public synchronized void close() {
        made.http().shutdownNow();
    }

    /** The client to use, made anew when certificates changed; requests under way keep theirs. */
    private synchronized HttpClient client(Optional<ClientCertificate> handedOut) throws UnavailableException {
        boolean isSame = handedOut.equals(made.handedOut());
        if (isSame && System.nanoTime() - checkedAt < FILE_LIFETIME_NANOS) {
            return made.http();
        }
        checkedAt = System.nanoTime();
        try {
            if (!isSame || !contents().equals(made.files())) {
                HttpClient former = made.http();
                made = make(handedOut);
                former.shutdown();
            }
        } catch (Pem.UnusableException e) {
            if (!isSame) {
                throw new UnavailableException(String.valueOf(e.getMessage()));
            }
            LOG.warn("Kubernetes certificates cannot be read again, the old ones stay in use: {}", e.getMessage());
        }
        return made.http();
    }

    private Made make(Optional<ClientCertificate> handedOut) throws Pem.UnusableException {
        // Over HTTP/2 a connection that fell silent would be used until TCP gives it up, because the client does not
        // ping.
        HttpClient.Builder http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .proxy(address.proxy().map(Cluster::proxy).orElse(proxies));
        if (address.isEncrypted()) {
            SSLContext context = TrustAndIdentity.context(trust(), identity(handedOut));
            http.sslContext(address.serverName()
                    .<SSLContext>map(name -> new NamedServerContext(context, name))
                    .orElse(context));
        }
        return new Made(http.build(), contents(), handedOut);
    }

    private X509ExtendedTrustManager trust() throws Pem.UnusableException {
        if (!address.verified()) {
            return TrustAndIdentity.trustInAnybody();
        }
        X509ExtendedTrustManager trust = address.authorities().isPresent()
                ? TrustAndIdentity.trust(address.authorities().get().read(), false)
                : TrustAndIdentity.systemTrust();
        return address.serverName().isPresent()
                ? new NamedServerTrust(trust, address.serverName().get())
                : trust;
    }

    private Optional<X509ExtendedKeyManager> identity(Optional<ClientCertificate> handedOut)
            throws Pem.UnusableException {
        if (handedOut.isPresent()) {
            return Optional.of(TrustAndIdentity.identity(
                    handedOut.get().certificate(), handedOut.get().key()));
        }
        if (address.certificate().isEmpty()) {
            return Optional.empty();
        }
        Identity identity = address.certificate().get();
        return Optional.of(TrustAndIdentity.identity(
                identity.certificate().read(), identity.key().read()));
    }

    private List<ByteBuffer> contents() throws Pem.UnusableException {
        List<ByteBuffer> contents = new ArrayList<>();
        List<PemSource> sources = Stream.of(
                        address.authorities(),
                        address.certificate().map(Identity::certificate),
                        address.certificate().map(Identity::key))
                .flatMap(Optional::stream)
                .toList();
        for (PemSource source : sources) {
            contents.add(ByteBuffer.wrap(source.read().content()));
        }
        return contents;
    }

    private static ProxySelector proxy(URI proxy) {
        int port = proxy.getPort() < 0 ? STANDARD_PORT : proxy.getPort();
        return ProxySelector.of(new InetSocketAddress(proxy.getHost(), port));
    }

    private static boolean isLoopback(URI uri) {
        String host = Objects.requireNonNullElse(uri.getHost(), "").toLowerCase(Locale.ROOT);
        if (host.equals("localhost")) {
            return true;
        }
        String bare = host.replace("[", "").replace("]", "");
        return isAddress(bare) && InetAddress.ofLiteral(bare).isLoopbackAddress();
    }

    private static boolean isAddress(String host) {
        try {
            InetAddress.ofLiteral(host);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
