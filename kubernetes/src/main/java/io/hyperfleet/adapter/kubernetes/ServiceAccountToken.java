package io.hyperfleet.adapter.kubernetes;

import io.fabric8.kubernetes.client.OAuthTokenProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The token that the cluster mounts into the pod and replaces from time to time; read again once a minute. */
final class ServiceAccountToken implements OAuthTokenProvider {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceAccountToken.class);

    private static final long LIFETIME_NANOS = Duration.ofMinutes(1).toNanos();

    private final Path file;
    private volatile @Nullable Read last;

    ServiceAccountToken(Path file) {
        this.file = file;
    }

    private record Read(String token, long nanoTime) {}

    @Override
    public @Nullable String getToken() {
        Read known = last;
        if (known != null && System.nanoTime() - known.nanoTime() < LIFETIME_NANOS) {
            return known.token();
        }
        try {
            return read();
        } catch (IOException e) {
            LOG.warn("Cannot read the service account token {}: {}", file, e.toString());
            return known == null ? null : known.token();
        }
    }

    String read() throws IOException {
        String token = Files.readString(file).strip();
        last = new Read(token, System.nanoTime());
        return token;
    }
}
