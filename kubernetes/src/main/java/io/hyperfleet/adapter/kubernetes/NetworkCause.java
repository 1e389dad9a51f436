package io.hyperfleet.adapter.kubernetes;

import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Why the API server could not be talked to, in the words operators search for. */
final class NetworkCause {

    private static final int MAX_CAUSES = 10;

    private NetworkCause() {}

    /**
     * A cause.
     *
     * @param mayPass whether the same may work a moment later; a wrong name or certificate does not heal by itself
     */
    record Cause(String text, boolean mayPass) {}

    static Cause of(Throwable failure, String serverUrl) {
        String text = describe(failure, serverUrl);
        return new Cause(text, !text.startsWith("tls: ") && !text.endsWith("no such host"));
    }

    private static String describe(Throwable failure, String serverUrl) {
        String server = URI.create(serverUrl).getAuthority();
        List<Throwable> causes = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .toList();
        if (has(causes, HttpTimeoutException.class)) {
            return "context deadline exceeded";
        }
        if (has(causes, UnresolvedAddressException.class) || has(causes, UnknownHostException.class)) {
            return "dial tcp: lookup " + server + ": no such host";
        }
        if (has(causes, ConnectException.class)) {
            return "dial tcp " + server + ": connect: connection refused";
        }
        Throwable root = causes.getLast();
        String message =
                Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
        if (has(causes, SSLException.class)) {
            return "tls: " + tls(message);
        }
        if (message.contains("received no bytes") || message.contains("EOF reached")) {
            return "EOF";
        }
        return message.contains("Connection reset") ? "read: connection reset by peer" : message;
    }

    private static String tls(String message) {
        if (message.contains("unable to find valid certification path")) {
            return "failed to verify certificate: x509: certificate signed by unknown authority (check"
                    + " certificate-authority)";
        }
        return message.startsWith("No subject alternative") || message.startsWith("No name matching")
                ? "failed to verify certificate: x509: certificate is for another name: " + message
                : message;
    }

    private static boolean has(List<Throwable> causes, Class<? extends Throwable> type) {
        return causes.stream().anyMatch(type::isInstance);
    }
}
