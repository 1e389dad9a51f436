package io.hyperfleet.adapter.maestro;

import java.net.URI;
import java.util.Optional;

/** What settings must fulfil before a connection is thought of, in the order in which the Go program checks it. */
final class SettingsCheck {

    private SettingsCheck() {}

    /**
     * @return where Maestro's REST interface is
     * @throws MaestroSetupException naming the first thing that is wrong
     */
    static URI check(MaestroSettings settings) throws MaestroSetupException {
        String address = settings.httpAddress();
        if (address.isEmpty()) {
            throw MaestroSetupException.configuration("maestro server address is required");
        }
        URI uri = uri(address);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw MaestroSetupException.configuration(
                    "MaestroServerAddr must use http:// or https:// scheme (got scheme \"" + scheme + "\" in \""
                            + address + "\")");
        }
        if (scheme.equals("http") && !settings.insecure()) {
            throw MaestroSetupException.configuration(
                    "MaestroServerAddr must use https:// scheme when Insecure=false (got \"http\"); use https:// URL"
                            + " or set Insecure=true for http:// connections");
        }
        if (uri.getHost() == null) {
            throw MaestroSetupException.configuration("invalid MaestroServerAddr URL: no host in \"" + address + "\"");
        }
        if (settings.grpcAddress().isEmpty()) {
            throw MaestroSetupException.configuration("maestro gRPC server address is required");
        }
        if (hasForeignScheme(settings.grpcAddress())) {
            throw MaestroSetupException.configuration("maestro gRPC server address must be host:port without a scheme"
                    + " (got \"" + settings.grpcAddress() + "\")");
        }
        if (settings.sourceId().isEmpty()) {
            throw MaestroSetupException.configuration("maestro sourceID is required");
        }
        if (settings.healthinessTimeout().isNegative()) {
            throw new MaestroSetupException("hyperfleet-adapter-16: failed to create Maestro work client: the server"
                    + " healthiness timeout must be greater than 0");
        }
        return uri;
    }

    /** Names of gRPC's own, such as {@code dns:///host:port}, have three slashes. */
    private static boolean hasForeignScheme(String address) {
        return address.contains("://") && !address.contains(":///");
    }

    /** Whether gRPC has anything to be encrypted with. */
    static void checkCredentials(MaestroSettings settings) throws MaestroSetupException {
        if (!settings.insecure() && settings.credentials().caFile().isEmpty()) {
            throw MaestroSetupException.configuration(
                    "failed to configure TLS: no TLS configuration provided: set CAFile (with optional"
                            + " ClientCertFile/ClientKeyFile or TokenFile) or set Insecure=true for plaintext"
                            + " connections");
        }
    }

    /** Why the settings will probably not do what their author wants; empty when nothing is known. */
    static Optional<String> doubt(MaestroSettings settings) {
        MaestroSettings.Credentials credentials = settings.credentials();
        if (credentials.certFile().isPresent() != credentials.keyFile().isPresent()) {
            return Optional.of("only one of cert_file and key_file is set: no client certificate is presented");
        }
        if (settings.insecure() && credentials.caFile().isPresent()) {
            return Optional.of("insecure is set: certificates are not used and the server is not verified");
        }
        return Optional.empty();
    }

    private static URI uri(String address) throws MaestroSetupException {
        try {
            return URI.create(address);
        } catch (IllegalArgumentException e) {
            throw MaestroSetupException.configuration(
                    "invalid MaestroServerAddr URL: parse \"" + address + "\": " + e.getMessage());
        }
    }
}
