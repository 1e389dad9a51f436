package io.hyperfleet.adapter.kubernetes;

import io.hyperfleet.adapter.tls.Pem;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where an API server is, whom to believe that it is the one, and who we are to it.
 *
 * @param url without a slash at the end
 * @param authorities whose certificates are trusted; empty for those of the system
 * @param verified false to take any certificate
 * @param serverName the name that the certificate must be for, instead of the host of the URL
 * @param proxy the HTTP proxy on the way to it; empty for what the environment says
 * @param certificate our client certificate and its key
 * @param impersonation headers that ask for the rights of somebody else
 */
record ClusterAddress(
        URI url,
        Optional<PemSource> authorities,
        boolean verified,
        Optional<String> serverName,
        Optional<URI> proxy,
        Optional<Identity> certificate,
        Credential credential,
        Map<String, List<String>> impersonation) {

    /** Where certificates or a key come from: read again when a file may have changed. */
    @FunctionalInterface
    interface PemSource {

        Pem read() throws Pem.UnusableException;

        static PemSource file(Path file) {
            return () -> Pem.read(file);
        }
    }

    record Identity(PemSource certificate, PemSource key) {}

    boolean isEncrypted() {
        return "https".equals(url.getScheme());
    }

    /** The same without anything that must not be seen by others. */
    ClusterAddress withoutCredential() {
        return new ClusterAddress(
                url, authorities, verified, serverName, proxy, certificate, Credential.NONE, impersonation);
    }
}
