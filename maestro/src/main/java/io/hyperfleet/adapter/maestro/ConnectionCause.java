package io.hyperfleet.adapter.maestro;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Why a server could not be talked to, in the words operators search for, with what to look at. */
final class ConnectionCause {

    private static final int MAX_CAUSES = 10;

    private static final String MAYBE_TLS = " (a plaintext client at a TLS port looks like this too)";

    private ConnectionCause() {}

    /**
     * @param address of the server, {@code host:port}
     */
    static String describe(Throwable failure, String address) {
        List<Throwable> causes = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .toList();
        if (has(causes, HttpTimeoutException.class)) {
            return "context deadline exceeded (no answer in time)";
        }
        if (has(causes, UnknownHostException.class) || has(causes, UnresolvedAddressException.class)) {
            return "dial tcp: lookup " + address.replaceFirst(":\\d+$", "") + ": no such host";
        }
        if (has(causes, ConnectException.class) || has(causes, NoRouteToHostException.class)) {
            return "dial tcp " + address + ": connect: " + refusal(causes);
        }
        String messages = messages(causes);
        if (has(causes, SSLPeerUnverifiedException.class) || messages.contains("No subject alternative")) {
            return "tls: the server's certificate is not for this host name: " + messageOf(causes.getLast());
        }
        if (has(causes, SSLException.class)) {
            return tls(messages);
        }
        return text(messages.isEmpty() ? messageOf(causes.getLast()) : messages);
    }

    /** The same of what a library says without naming a cause. */
    static String text(String message) {
        if (message.contains("Connection reset")) {
            return "read: connection reset by peer" + MAYBE_TLS;
        }
        if (message.contains("received no bytes") || message.contains("End of stream") || message.contains("EOF")) {
            return "EOF: the server closed the connection" + MAYBE_TLS;
        }
        return message;
    }

    private static String tls(String messages) {
        if (messages.contains("PKIX path")) {
            return "tls: failed to verify certificate: x509: certificate signed by unknown authority (check ca_file)";
        }
        if (messages.contains("Unsupported or unrecognized SSL message") || messages.contains("plaintext")) {
            return "tls: first record does not look like a TLS handshake (the server speaks plaintext; set insecure?)";
        }
        return "tls: " + messages;
    }

    private static String refusal(List<Throwable> causes) {
        String message = messages(causes).toLowerCase(Locale.ROOT);
        if (message.contains("timed out")) {
            return "connection timed out";
        }
        return message.contains("no route") ? "no route to host" : "connection refused";
    }

    /** What all causes say, the same only once. */
    private static String messages(List<Throwable> causes) {
        return String.join(
                ": ",
                causes.stream()
                        .map(Throwable::getMessage)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList());
    }

    private static String messageOf(Throwable failure) {
        return Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
    }

    private static boolean has(List<Throwable> causes, Class<? extends Throwable> type) {
        return causes.stream().anyMatch(type::isInstance);
    }
}
