package io.hyperfleet.adapter.maestro;

import io.hyperfleet.adapter.maestro.MaestroSettings.Credentials;
import io.hyperfleet.adapter.tls.BearerTokenFile;
import io.hyperfleet.adapter.tls.OrdinaryFile;
import io.hyperfleet.adapter.tls.Pem;
import io.hyperfleet.adapter.tls.RenewableTrust;
import io.hyperfleet.adapter.tls.TrustAndIdentity;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate files of the configuration. The contexts made of them follow when the files change; files that became
 * unusable leave everything as it was until they are usable again.
 */
final class TlsFiles {

    private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);

    private final Credentials credentials;
    private final @Nullable RenewableTrust httpTrust;
    private final @Nullable RenewableTrust grpcTrust;
    private final ClientIdentity identity;
    private List<ByteBuffer> lastSeen;

    /**
     * @throws MaestroSetupException when a file cannot be used
     */
    TlsFiles(MaestroSettings settings) throws MaestroSetupException {
        this.credentials = settings.credentials();
        try {
            this.httpTrust = httpTrust(settings);
        } catch (Pem.UnusableException e) {
            String cause = e.readable()
                    ? "hyperfleet-adapter-17: failed to parse CA certificate from "
                            + httpCaFile().orElseThrow()
                    : String.valueOf(e.getMessage());
            throw MaestroSetupException.configuration("failed to create HTTP transport: " + cause);
        }
        SettingsCheck.checkCredentials(settings);
        try {
            this.grpcTrust = settings.insecure() ? null : new RenewableTrust(grpcTrust());
            this.identity = new ClientIdentity(settings.insecure() ? null : clientCertificate());
            if (!settings.insecure() && credentials.tokenFile().isPresent()) {
                BearerTokenFile.read(credentials.tokenFile().get());
            }
            this.lastSeen = contents();
        } catch (Pem.UnusableException | OrdinaryFile.UnreadableException e) {
            throw MaestroSetupException.configuration("failed to configure TLS: " + e.getMessage());
        }
    }

    /** For HTTP: empty for the standard of the JDK. */
    Optional<SSLContext> httpContext(boolean insecure) {
        if (insecure) {
            return Optional.of(TrustAndIdentity.context(TrustAndIdentity.trustInAnybody(), Optional.empty()));
        }
        return Optional.ofNullable(httpTrust).map(trust -> TrustAndIdentity.context(trust, Optional.empty()));
    }

    /** For gRPC: empty for no encryption. */
    Optional<SSLContext> grpcContext() {
        return Optional.ofNullable(grpcTrust).map(trust -> TrustAndIdentity.context(trust, Optional.of(identity)));
    }

    /** Who we are in gRPC connections. */
    ClientIdentity identity() {
        return identity;
    }

    /** Whether there is anything that could change. */
    boolean canChange() {
        return grpcTrust != null || httpTrust != null;
    }

    /** Looks at the files again; true when there is something new, which connections made from now on use. */
    boolean refresh() {
        try {
            List<ByteBuffer> contents = contents();
            if (contents.equals(lastSeen)) {
                return false;
            }
            if (httpTrust != null && httpCaFile().isPresent()) {
                httpTrust.renew(TrustAndIdentity.trust(Pem.read(httpCaFile().get()), false));
            }
            if (grpcTrust != null) {
                grpcTrust.renew(grpcTrust());
            }
            X509ExtendedKeyManager certificate = clientCertificate();
            if (certificate != null) {
                identity.renew(certificate);
            }
            lastSeen = contents;
            LOG.info("Maestro certificates changed, new connections use the new ones");
            return true;
        } catch (Pem.UnusableException e) {
            LOG.warn("Maestro certificates changed but cannot be used, the old ones stay in use: {}", e.getMessage());
            return false;
        }
    }

    private Optional<Path> httpCaFile() {
        return credentials.httpCaFile().or(credentials::caFile);
    }

    private @Nullable RenewableTrust httpTrust(MaestroSettings settings) throws Pem.UnusableException {
        Optional<Path> file = httpCaFile();
        return settings.insecure() || file.isEmpty()
                ? null
                : new RenewableTrust(TrustAndIdentity.trust(Pem.read(file.get()), false));
    }

    private X509ExtendedTrustManager grpcTrust() throws Pem.UnusableException {
        return TrustAndIdentity.trust(Pem.read(credentials.caFile().orElseThrow()), true);
    }

    private @Nullable X509ExtendedKeyManager clientCertificate() throws Pem.UnusableException {
        return credentials.hasClientCertificate()
                ? TrustAndIdentity.identity(
                        Pem.read(credentials.certFile().orElseThrow()),
                        Pem.read(credentials.keyFile().orElseThrow()))
                : null;
    }

    private List<ByteBuffer> contents() throws Pem.UnusableException {
        List<ByteBuffer> contents = new ArrayList<>();
        List<Path> files = Stream.of(
                        credentials.caFile(), credentials.certFile(), credentials.keyFile(), credentials.httpCaFile())
                .flatMap(Optional::stream)
                .toList();
        if (canChange()) {
            for (Path file : files) {
                contents.add(ByteBuffer.wrap(Pem.read(file).content()));
            }
        }
        return contents;
    }
}
