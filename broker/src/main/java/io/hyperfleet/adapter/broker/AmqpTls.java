package io.hyperfleet.adapter.broker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom to trust and who we are on an encrypted connection. All files are PEM.
 *
 * @param caFile the certificates to trust; null for those of the system
 * @param certificateFile our certificate with those that vouch for it; null for none
 * @param keyFile its private key, PKCS #8 without a password; null for none
 */
record AmqpTls(
        @Nullable String caFile,
        @Nullable String certificateFile,
        @Nullable String keyFile) {

    private static final Logger LOG = LoggerFactory.getLogger(AmqpTls.class);
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);
    private static final List<String> KEY_TYPES = List.of("RSA", "EC", "Ed25519");
    private static final char[] NO_PASSWORD = new char[0];

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
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(), trustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AmqpException(
                    new AmqpFailure("TLS of rabbitmq.url cannot be set up: " + e.getMessage(), true, ""), e);
        }
    }

    private TrustManager @Nullable [] trustManagers() throws GeneralSecurityException, IOException {
        if (caFile == null) {
            return null;
        }
        KeyStore store = emptyStore();
        List<? extends Certificate> trusted = certificates(caFile);
        for (int i = 0; i < trusted.size(); i++) {
            store.setCertificateEntry("ca-" + i, trusted.get(i));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust.getTrustManagers();
    }

    private KeyManager @Nullable [] keyManagers() throws GeneralSecurityException, IOException {
        if (certificateFile == null || keyFile == null) {
            return null;
        }
        KeyStore store = emptyStore();
        Certificate[] chain = certificates(certificateFile).toArray(Certificate[]::new);
        store.setKeyEntry("client", privateKey(keyFile), NO_PASSWORD, chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        return keys.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static List<? extends Certificate> certificates(String file) throws GeneralSecurityException, IOException {
        try (InputStream content = Files.newInputStream(Path.of(file))) {
            List<? extends Certificate> found =
                    List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(content));
            if (found.isEmpty()) {
                throw new GeneralSecurityException(file + " holds no certificate");
            }
            return found;
        }
    }

    private static PrivateKey privateKey(String file) throws GeneralSecurityException, IOException {
        Matcher key = KEY.matcher(Files.readString(Path.of(file), StandardCharsets.US_ASCII));
        if (!key.find()) {
            throw new GeneralSecurityException(file + " holds no PKCS #8 key without a password (BEGIN PRIVATE KEY);"
                    + " `openssl pkcs8 -topk8 -nocrypt` makes one of other kinds");
        }
        PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1)));
        for (String type : KEY_TYPES) {
            try {
                return KeyFactory.getInstance(type).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                LOG.debug("The key in {} is not of the kind {}", file, type);
            }
        }
        throw new GeneralSecurityException(file + " holds a key of a kind that is not known (RSA, EC, Ed25519)");
    }
}
