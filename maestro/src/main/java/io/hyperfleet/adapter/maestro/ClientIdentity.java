package io.hyperfleet.adapter.maestro;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Our client certificate, if we have one; it can be replaced, and connections made from then on present the new one.
 *
 * <p>With TLS 1.3 a server tells only after the handshake that it misses a certificate or does not like it, by hanging
 * up; often nothing of its reason arrives. So it is remembered here whether it asked for one.
 */
final class ClientIdentity extends X509ExtendedKeyManager {

    private volatile @Nullable X509ExtendedKeyManager current;
    private volatile boolean askedFor;
    private volatile boolean accepted;

    /**
     * @param first null for none
     */
    ClientIdentity(@Nullable X509ExtendedKeyManager first) {
        this.current = first;
    }

    void renew(X509ExtendedKeyManager next) {
        current = next;
        accepted = false;
    }

    /** The server let us in. */
    void accept() {
        accepted = true;
    }

    /** Why the server may have hung up; empty when it has nothing to do with certificates. */
    Optional<String> suspicion() {
        if (!askedFor || accepted) {
            return Optional.empty();
        }
        return Optional.of(
                current == null
                        ? "the server asks for a client certificate: set cert_file and key_file"
                        : "the server asks for a client certificate and may not accept that of cert_file");
    }

    @Override
    public @Nullable String chooseClientAlias(String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
        askedFor = true;
        X509ExtendedKeyManager identity = current;
        return identity == null ? null : identity.chooseClientAlias(types, issuers, socket);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        askedFor = true;
        X509ExtendedKeyManager identity = current;
        return identity == null ? null : identity.chooseEngineClientAlias(types, issuers, engine);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        X509ExtendedKeyManager identity = current;
        return identity == null ? null : identity.getCertificateChain(alias);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        X509ExtendedKeyManager identity = current;
        return identity == null ? null : identity.getPrivateKey(alias);
    }

    @Override
    public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
        X509ExtendedKeyManager identity = current;
        return identity == null ? null : identity.getClientAliases(type, issuers);
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
