package io.hyperfleet.adapter.api;

import io.hyperfleet.adapter.engine.run.Backoff;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How to reach the HyperFleet API. Every value is in force as it stands; defaults are the concern of whoever reads the
 * configuration.
 *
 * @param baseUrl where requests go; never empty
 * @param urls what a task's URLs stand for
 * @param timeout of one attempt, from the first byte sent to the last byte read; a call may ask for another, longer or
 *     shorter
 * @param retryAttempts attempts in all, at least 1
 * @param defaultHeaders sent to the origin of the base URL only; a call's own headers replace them
 * @param token sent to the origin of the base URL only
 * @param userAgent for requests that do not set one
 * @param maxBodyBytes the longest answer that is read
 * @param authorities a file with certificates of authorities that are trusted beside the system's; looked at for each new
 *     connection
 */
public record ApiSettings(
        String baseUrl,
        UrlRules urls,
        Duration timeout,
        int retryAttempts,
        Backoff backoff,
        Map<String, String> defaultHeaders,
        Optional<TokenFile> token,
        String userAgent,
        int maxBodyBytes,
        Optional<Path> authorities) {

    /** Ten mebibytes: far above any answer of the API, far below what could endanger the process. */
    public static final int DEFAULT_MAX_BODY_BYTES = 10 * 1024 * 1024;

    public ApiSettings {
        if (baseUrl.isEmpty()) {
            throw new IllegalArgumentException("the base URL is required");
        }
        if (retryAttempts < 1) {
            throw new IllegalArgumentException("at least one attempt is needed: " + retryAttempts);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("the timeout must be positive: " + timeout);
        }
        defaultHeaders = Map.copyOf(defaultHeaders);
    }

    /**
     * A file that holds a bearer token.
     *
     * @param cacheTtl how long a token that was read stays in use; zero to read the file for each attempt
     */
    public record TokenFile(Path path, Duration cacheTtl) {}
}
