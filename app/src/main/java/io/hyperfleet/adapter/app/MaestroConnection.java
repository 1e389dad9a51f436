package io.hyperfleet.adapter.app;

import io.hyperfleet.adapter.api.EnvironmentProxies;
import io.hyperfleet.adapter.app.config.AdapterConfig;
import io.hyperfleet.adapter.app.config.Secret;
import io.hyperfleet.adapter.app.serve.StartException;
import io.hyperfleet.adapter.maestro.MaestroSettings;
import io.hyperfleet.gotemplate.GoDuration;
import io.hyperfleet.gotemplate.Parsed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Maestro that the configuration leads to, with the defaults for what it leaves open. */
final class MaestroConnection {

    private static final Logger LOG = LoggerFactory.getLogger(MaestroConnection.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration HEALTHINESS_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration KEEPALIVE_TIMEOUT = Duration.ofSeconds(20);
    private static final int ATTEMPTS = 3;

    /** About as long as a server takes to restart. */
    private static final Duration OUTAGE = Duration.ofSeconds(8);

    private static final String REFRESH_VARIABLE = "CERT_CALLBACK_REFRESH_DURATION";
    private static final Duration CERTIFICATE_REFRESH = Duration.ofSeconds(30);
    private static final Duration SHORTEST_REFRESH = Duration.ofSeconds(1);

    private MaestroConnection() {}

    /**
     * @throws StartException naming the first value that cannot be used
     */
    static MaestroSettings settings(AdapterConfig.Maestro maestro, Map<String, String> environment, String userAgent)
            throws StartException {
        Duration timeout = duration("timeout", maestro.timeout());
        Duration healthiness = duration("serverHealthinessTimeout", maestro.serverHealthinessTimeout());
        warnOfContradictions(maestro);
        try {
            return new MaestroSettings(
                    maestro.grpcServerAddress(),
                    maestro.httpServerAddress(),
                    maestro.sourceId(),
                    maestro.clientId(),
                    timeout.isPositive() ? timeout : TIMEOUT,
                    healthiness.isZero() ? HEALTHINESS_TIMEOUT : healthiness,
                    retries(maestro.retryAttempts()),
                    keepalive(maestro),
                    maestro.insecure(),
                    credentials(maestro.auth()),
                    certificateRefresh(environment),
                    userAgent,
                    new EnvironmentProxies(environment));
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    /** Who says how often means just that. */
    private static MaestroSettings.Retries retries(int attempts) {
        return attempts > 0
                ? new MaestroSettings.Retries(attempts, Duration.ZERO)
                : new MaestroSettings.Retries(ATTEMPTS, OUTAGE);
    }

    /** Files decide how the connection is secured; {@code auth.type} only says what was meant. */
    private static void warnOfContradictions(AdapterConfig.Maestro maestro) {
        String type = maestro.auth().type();
        boolean hasFiles = !maestro.auth().caFile().isEmpty();
        if (type.equals("none") && hasFiles && !maestro.insecure()) {
            LOG.warn("clients.maestro.auth.type is none, but tls_config has a ca_file: TLS is used");
        } else if (type.equals("tls") && maestro.insecure()) {
            LOG.warn("clients.maestro.auth.type is tls, but insecure is set: TLS is not used");
        } else if (!type.isEmpty() && !type.equals("none") && !type.equals("tls")) {
            LOG.warn("clients.maestro.auth.type \"{}\" is neither tls nor none", type);
        }
    }

    private static MaestroSettings.Credentials credentials(AdapterConfig.MaestroAuth auth) {
        return new MaestroSettings.Credentials(
                file(auth.caFile()),
                file(auth.certFile()),
                file(auth.keyFile()),
                file(auth.httpCaFile()),
                file(auth.tokenFile()));
    }

    private static Optional<Path> file(Secret path) {
        return path.isEmpty() ? Optional.empty() : Optional.of(Path.of(path.value()));
    }

    private static Optional<MaestroSettings.Keepalive> keepalive(AdapterConfig.Maestro maestro) throws StartException {
        if (maestro.keepalive().isEmpty()) {
            return Optional.empty();
        }
        Duration time = duration("keepalive.time", maestro.keepalive().get().time());
        Duration timeout =
                duration("keepalive.timeout", maestro.keepalive().get().timeout());
        return time.isPositive()
                ? Optional.of(new MaestroSettings.Keepalive(time, timeout.isPositive() ? timeout : KEEPALIVE_TIMEOUT))
                : Optional.empty();
    }

    private static Duration certificateRefresh(Map<String, String> environment) throws StartException {
        String text = environment.getOrDefault(REFRESH_VARIABLE, "");
        if (text.isEmpty()) {
            return CERTIFICATE_REFRESH;
        }
        Parsed<Duration> parsed = GoDuration.parse(text);
        if (!parsed.isValid()) {
            throw refused("invalid " + REFRESH_VARIABLE + " \"" + text + "\": " + parsed.error());
        }
        return parsed.value().compareTo(SHORTEST_REFRESH) < 0 ? SHORTEST_REFRESH : parsed.value();
    }

    private static Duration duration(String name, String text) throws StartException {
        if (text.isEmpty()) {
            return Duration.ZERO;
        }
        Parsed<Duration> parsed = GoDuration.parse(text);
        if (!parsed.isValid()) {
            throw refused("invalid maestro " + name + " \"" + text + "\": " + parsed.error());
        }
        return parsed.value();
    }

    private static StartException refused(String reason) {
        return ConfiguredParts.noTransport("failed to create Maestro client: " + reason);
    }
}
