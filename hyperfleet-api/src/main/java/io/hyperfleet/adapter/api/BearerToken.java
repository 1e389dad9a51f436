package io.hyperfleet.adapter.api;

import io.hyperfleet.adapter.api.ApiSettings.TokenFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The bearer token of a file that somebody else keeps fresh. Used by many threads at once. The token itself appears in no
 * message.
 */
final class BearerToken {

    private static final int MAX_BYTES = 64 * 1024;

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
        String token = readFile(file.path());
        if (file.cacheTtl().isPositive()) {
            cached = new Cached(token, clock.instant());
        }
        return token;
    }

    private static String readFile(Path path) throws UnavailableException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new UnavailableException("reading token file " + path + ": " + cause(path, e));
        }
        if (bytes.length > MAX_BYTES) {
            throw new UnavailableException("token file " + path + " is larger than " + MAX_BYTES + " bytes");
        }
        String token = new String(bytes, StandardCharsets.UTF_8).strip();
        if (token.isEmpty()) {
            throw new UnavailableException("token file " + path + " is empty");
        }
        if (!token.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw new UnavailableException(
                    "token file " + path + " holds characters that cannot stand in an HTTP header");
        }
        return token;
    }

    private static String cause(Path path, IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "open " + path + ": no such file or directory";
            case AccessDeniedException _ -> "open " + path + ": permission denied";
            default -> Files.isDirectory(path) ? "read " + path + ": is a directory" : String.valueOf(e.getMessage());
        };
    }
}
