package io.hyperfleet.adapter.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whom to trust and who we are in a TLS handshake, as files say it at one moment. */
public final class TrustAndIdentity {

    private TrustAndIdentity() {}

    /** A context for clients of this trust, and of this identity if one is given. */
    public static SSLContext context(X509ExtendedTrustManager trust, Optional<? extends KeyManager> identity) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManager[] keys = identity.map(key -> new KeyManager[] {key}).orElseGet(() -> new KeyManager[0]);
            context.init(keys, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK knows TLS", e);
        }
    }

    /**
     * Trust in these authorities.
     *
     * @param besideSystem whether the authorities of the system are trusted too
     */
    public static X509ExtendedTrustManager trust(Pem ca, boolean besideSystem) throws Pem.UnusableException {
        List<X509Certificate> authorities = ca.certificates();
        try {
            KeyStore store = emptyStore();
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("given-" + i, authorities.get(i));
            }
            if (besideSystem) {
                X509Certificate[] known = systemTrust().getAcceptedIssuers();
                for (int i = 0; i < known.length; i++) {
                    store.setCertificateEntry("system-" + i, known[i]);
                }
            }
            return trust(store);
        } catch (GeneralSecurityException | IOException e) {
            throw ca.unusable("holds certificates that cannot be used: " + e.getMessage());
        }
    }

    /** Trust in whatever the operating system or the JDK trusts. */
    public static X509ExtendedTrustManager systemTrust() {
        try {
            return trust(null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK's own certificates can be read", e);
        }
    }

    /** Trust in anybody: the configuration says {@code insecure}. */
    public static X509ExtendedTrustManager trustInAnybody() {
        return new Anybody();
    }

    /** Who presents this certificate, with the chain above it, and holds its key. */
    public static X509ExtendedKeyManager identity(Pem certificate, Pem privateKey) throws Pem.UnusableException {
        X509Certificate[] chain = certificate.certificates().toArray(X509Certificate[]::new);
        PrivateKey key = privateKey.privateKey();
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry("client", key, new char[0], chain);
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, new char[0]);
            return Arrays.stream(factory.getKeyManagers())
                    .filter(X509ExtendedKeyManager.class::isInstance)
                    .map(X509ExtendedKeyManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (GeneralSecurityException | IOException e) {
            throw certificate.unusable("and its private key cannot be used together: " + e.getMessage());
        }
    }

    private static X509ExtendedTrustManager trust(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static final class Anybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
