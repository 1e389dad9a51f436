package io.hyperfleet.adapter.api;

import io.hyperfleet.adapter.api.ApiSettings.TokenFile;
import io.hyperfleet.adapter.tls.BearerTokenFile;
import io.hyperfleet.adapter.tls.OrdinaryFile;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The bearer token of a file that somebody else keeps fresh. Used by many threads at once. The token itself appears in no
 * message.
 */
final class BearerToken {

    private final TokenFile file;
    private final InstantSource clock;
    private volatile @Nullable Cached cached;

    BearerToken(TokenFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /** There is no token; the message names the file and the cause. */
    static final class UnavailableException extends Exception {

        private static final long serialVersionUID = 1L;

        UnavailableException(String message) {
            super("getting auth token: " + message);
        }
    }

    private record Cached(String token, Instant readAt) {

        /** A clock that was put back ends it, too: nobody knows then how old it is. */
        boolean isFresh(Instant now, Duration lifetime) {
            return !now.isBefore(readAt) && now.isBefore(readAt.plus(lifetime));
        }
    }

    String read() throws UnavailableException {
        Cached known = cached;
        if (known != null && known.isFresh(clock.instant(), file.cacheTtl())) {
            return known.token();
        }
        return readAnew();
    }

    /** What the file holds at this moment, whatever was read before. */
    String readAnew() throws UnavailableException {
        String token;
        try {
            token = BearerTokenFile.read(file.path());
        } catch (OrdinaryFile.UnreadableException e) {
            throw new UnavailableException(e.getMessage());
        }
        if (file.cacheTtl().isPositive()) {
            cached = new Cached(token, clock.instant());
        }
        return token;
    }
}
