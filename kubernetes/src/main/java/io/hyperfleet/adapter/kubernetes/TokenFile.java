package io.hyperfleet.adapter.kubernetes;

import io.hyperfleet.adapter.tls.BearerTokenFile;
import io.hyperfleet.adapter.tls.OrdinaryFile;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A token in a file that others replace from time to time, such as the one that the cluster mounts into a pod. It is read
 * again once a minute and when the server refuses it; while it cannot be read, the last one stays in use.
 */
final class TokenFile implements Credential {

    private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);

    private static final long LIFETIME_NANOS = Duration.ofMinutes(1).toNanos();

    private final Path file;
    private @Nullable Proof last;
    private long readAt;

    TokenFile(Path file) {
        this.file = file;
    }

    @Override
    public synchronized Proof proof() throws UnavailableException {
        Proof known = last;
        if (known != null && System.nanoTime() - readAt < LIFETIME_NANOS) {
            return known;
        }
        try {
            Proof proof = Proof.bearer(BearerTokenFile.read(file));
            last = proof;
            readAt = System.nanoTime();
            return proof;
        } catch (OrdinaryFile.UnreadableException e) {
            if (known == null) {
                throw new UnavailableException(e.getMessage());
            }
            LOG.warn("{}; the last token stays in use", e.getMessage());
            readAt = System.nanoTime();
            return known;
        }
    }

    @Override
    public synchronized boolean refused(Proof proof) {
        if (!proof.equals(last)) {
            return true;
        }
        readAt -= LIFETIME_NANOS;
        try {
            return !Proof.bearer(BearerTokenFile.read(file)).equals(proof);
        } catch (OrdinaryFile.UnreadableException e) {
            return false;
        }
    }
}
