package io.hyperfleet.adapter.broker;

import io.hyperfleet.adapter.tls.Pem;
import io.hyperfleet.adapter.tls.TrustAndIdentity;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom to trust and who we are on an encrypted connection. All files are PEM.
 *
 * @param caFile the certificates to trust; null for those of the system
 * @param certificateFile our certificate with those that vouch for it; null for none
 * @param keyFile its private key, without a password; null for none
 */
record AmqpTls(
        @Nullable String caFile,
        @Nullable String certificateFile,
        @Nullable String keyFile) {

    /** Takes its options out of those of the URL. */
    static AmqpTls of(Map<String, String> options) throws AmqpAddress.UnusableException {
        AmqpTls tls = new AmqpTls(options.remove("cacertfile"), options.remove("certfile"), options.remove("keyfile"));
        if ((tls.certificateFile == null) != (tls.keyFile == null)) {
            throw new AmqpAddress.UnusableException("rabbitmq.url: certfile and keyfile belong together");
        }
        return tls;
    }

    /** Reads the files. */
    SSLContext context() throws AmqpException {
        try {
            return TrustAndIdentity.context(trust(), identity());
        } catch (Pem.UnusableException e) {
            throw new AmqpException(
                    new AmqpFailure("TLS of rabbitmq.url cannot be set up: " + e.getMessage(), true, ""), e);
        }
    }

    private X509ExtendedTrustManager trust() throws Pem.UnusableException {
        return caFile == null
                ? TrustAndIdentity.systemTrust()
                : TrustAndIdentity.trust(Pem.read(Path.of(caFile)), false);
    }

    private Optional<X509ExtendedKeyManager> identity() throws Pem.UnusableException {
        return certificateFile == null || keyFile == null
                ? Optional.empty()
                : Optional.of(
                        TrustAndIdentity.identity(Pem.read(Path.of(certificateFile)), Pem.read(Path.of(keyFile))));
    }
}
