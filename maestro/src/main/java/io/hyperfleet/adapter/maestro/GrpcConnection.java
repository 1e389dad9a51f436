package io.hyperfleet.adapter.maestro;

import io.grpc.CallCredentials;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ConnectivityState;
import io.grpc.HttpConnectProxiedSocketAddress;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.ProxiedSocketAddress;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.hyperfleet.adapter.tls.ConnectionFailure;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The gRPC connection to Maestro. It is made when first needed and made again when it broke; who wants to use it after an
 * outage does not wait for the library's own, ever longer pauses but asks for an attempt at once.
 */
final class GrpcConnection implements AutoCloseable {

    private static final String[] TLS_VERSIONS = {"TLSv1.3"};
    private static final String[] CIPHER_SUITES = {
        "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"
    };
    private static final String MAYBE_ENCRYPTED = "a plaintext client at a TLS port looks like this too";
    private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

    private final String address;
    private final ClientIdentity identity;
    private final boolean encrypted;
    private final ManagedChannel channel;
    private final Optional<CallCredentials> token;

    GrpcConnection(MaestroSettings settings, TlsFiles files) {
        Optional<SSLContext> tls = files.grpcContext();
        this.identity = files.identity();
        this.encrypted = tls.isPresent();
        this.address = settings.grpcAddress();
        OkHttpChannelBuilder builder = OkHttpChannelBuilder.forTarget(target(address))
                .userAgent(settings.fullUserAgent())
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .proxyDetector(server -> proxy(settings.proxies(), server))
                .disableRetry();
        settings.keepalive()
                .ifPresent(keepalive -> builder.keepAliveTime(keepalive.time().toMillis(), TimeUnit.MILLISECONDS)
                        .keepAliveTimeout(keepalive.timeout().toMillis(), TimeUnit.MILLISECONDS));
        if (tls.isPresent()) {
            builder.sslSocketFactory(tls.get().getSocketFactory()).tlsConnectionSpec(TLS_VERSIONS, CIPHER_SUITES);
        } else {
            builder.usePlaintext();
        }
        this.channel = builder.build();
        this.token = tls.flatMap(context -> settings.credentials().tokenFile()).map(BearerToken::new);
    }

    /** The server answered: it knows us. */
    void answered() {
        identity.accept();
    }

    /** Why a call did not get an answer, in the words operators search for. */
    String causeOf(Status status) {
        String cause = status.getCause() == null
                ? ConnectionFailure.text(Objects.requireNonNullElse(status.getDescription(), "no reason given"))
                : ConnectionFailure.of(status.getCause(), address, "ca_file").text();
        Optional<String> suspicion = cause.startsWith("dial tcp") ? Optional.empty() : identity.suspicion();
        boolean hungUp = cause.endsWith("EOF") || cause.endsWith("connection reset by peer");
        return suspicion
                .or(() -> hungUp && !encrypted ? Optional.of(MAYBE_ENCRYPTED) : Optional.empty())
                .map(text -> cause + " (" + text + ")")
                .orElse(cause);
    }

    Channel channel() {
        return channel;
    }

    /** The same for calls that carry headers. */
    Channel channel(Map<String, String> headers) {
        if (headers.isEmpty()) {
            return channel;
        }
        Metadata metadata = new Metadata();
        headers.forEach((name, value) -> metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    /** Where it leads, as a URL. */
    String url() {
        return (encrypted ? "https://" : "http://") + address;
    }

    /** What each call carries. */
    CallOptions callOptions() {
        return token.map(CallOptions.DEFAULT::withCallCredentials).orElse(CallOptions.DEFAULT);
    }

    /** Whether there is a connection at this moment. */
    boolean isReady() {
        return channel.getState(false) == ConnectivityState.READY;
    }

    /**
     * Tries to connect now and waits until that worked or the time is over.
     *
     * @return whether there is a connection
     */
    boolean connectWithin(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        channel.resetConnectBackoff();
        while (true) {
            ConnectivityState state = channel.getState(true);
            if (state == ConnectivityState.READY) {
                return true;
            }
            CompletableFuture<Boolean> changed = new CompletableFuture<>();
            channel.notifyWhenStateChanged(state, () -> changed.complete(true));
            try {
                changed.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return false;
            } catch (ExecutionException e) {
                throw new IllegalStateException("nothing fails this future", e);
            }
        }
    }

    /** Calls from now on get a new connection; those under way keep theirs. */
    void renew() {
        channel.enterIdle();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    /** The brackets of an IPv6 address may not stand in the path of a URL as they are. */
    private static String target(String address) {
        return address.contains(":///")
                ? address
                : "dns:///" + address.replace("[", "%5B").replace("]", "%5D");
    }

    private static @Nullable ProxiedSocketAddress proxy(ProxySelector proxies, SocketAddress server) {
        if (!(server instanceof InetSocketAddress target)) {
            return null;
        }
        URI uri = URI.create("https://" + target.getHostString() + ":" + target.getPort());
        return proxies.select(uri).stream()
                .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
                .findFirst()
                .map(proxy -> HttpConnectProxiedSocketAddress.newBuilder()
                        .setTargetAddress(target)
                        .setProxyAddress(resolved((InetSocketAddress) proxy.address()))
                        .build())
                .orElse(null);
    }

    private static InetSocketAddress resolved(InetSocketAddress address) {
        return address.isUnresolved() ? new InetSocketAddress(address.getHostString(), address.getPort()) : address;
    }
}
