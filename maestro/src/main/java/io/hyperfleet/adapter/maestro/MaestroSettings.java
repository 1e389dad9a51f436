package io.hyperfleet.adapter.maestro;

import io.hyperfleet.adapter.engine.run.Deadline;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How to reach Maestro.
 *
 * @param grpcAddress {@code host:port}
 * @param httpAddress URL with scheme
 * @param sourceId who we are to Maestro: part of every work's id
 * @param clientId added to the user agent, to tell replicas apart; empty for none
 * @param timeout for each request, and for each attempt to publish
 * @param healthinessTimeout how long the server may be silent on the status stream before the connection is made anew
 * @param retries what is tried again
 * @param keepalive empty for no pings
 * @param insecure no encryption for gRPC, no check of the server's certificate for HTTP
 * @param certificateRefresh how often certificate files are looked at for a change
 */
public record MaestroSettings(
        String grpcAddress,
        String httpAddress,
        String sourceId,
        String clientId,
        Duration timeout,
        Duration healthinessTimeout,
        Retries retries,
        Optional<Keepalive> keepalive,
        boolean insecure,
        Credentials credentials,
        Duration certificateRefresh,
        String userAgent,
        ProxySelector proxies) {

    /**
     * What is tried again when the server cannot be reached.
     *
     * @param attempts how often a request is tried; at least 1
     * @param outage how long it is tried, however often, while nobody is there, as when the server restarts
     */
    public record Retries(int attempts, Duration outage) {

        /** Whether another attempt follows that one. */
        boolean goOn(int attempt, boolean nobodyThere, Deadline endOfOutage) {
            return attempt < attempts || (nobodyThere && !endOfOutage.expired());
        }
    }

    /**
     * Pings on the gRPC connection.
     *
     * @param time how long the connection may be quiet before one is sent
     * @param timeout how long the answer may take
     */
    public record Keepalive(Duration time, Duration timeout) {}

    /**
     * Files in PEM form, read again when they change.
     *
     * @param caFile for gRPC trusted besides the roots of the system, for HTTP instead of them
     * @param certFile the client certificate, used together with its key and a CA
     * @param httpCaFile takes the place of {@code caFile} for HTTP
     * @param tokenFile sent as bearer token with each gRPC call
     */
    public record Credentials(
            Optional<Path> caFile,
            Optional<Path> certFile,
            Optional<Path> keyFile,
            Optional<Path> httpCaFile,
            Optional<Path> tokenFile) {

        public static final Credentials NONE = new Credentials(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        boolean hasClientCertificate() {
            return caFile.isPresent() && certFile.isPresent() && keyFile.isPresent();
        }
    }

    /** What both servers see of us. */
    String fullUserAgent() {
        return clientId.isEmpty() ? userAgent : userAgent + " (" + clientId + ")";
    }
}
