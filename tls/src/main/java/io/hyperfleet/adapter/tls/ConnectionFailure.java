package io.hyperfleet.adapter.tls;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Why a server could not be talked to, in the words operators search for, which are Go's.
 *
 * @param mayPass whether the same may work a moment later; a wrong name or certificate does not heal by itself
 */
public record ConnectionFailure(String text, boolean mayPass) {

    private static final int MAX_CAUSES = 10;
    private static final String TIMEOUT = "context deadline exceeded";

    /**
     * Reads what the HTTP client of the JDK or gRPC threw.
     *
     * @param address of the server, {@code host:port}
     * @param authorities what the setting is called that says whose certificates are trusted
     */
    public static ConnectionFailure of(Throwable failure, String address, String authorities) {
        List<Throwable> causes = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .toList();
        if (has(causes, UnknownHostException.class) || has(causes, UnresolvedAddressException.class)) {
            String host = address.replaceFirst(":\\d+$", "");
            return new ConnectionFailure("dial tcp: lookup " + host + ": no such host", false);
        }
        if (has(causes, HttpTimeoutException.class) || has(causes, TimeoutException.class)) {
            return new ConnectionFailure(TIMEOUT, true);
        }
        if (has(causes, ConnectException.class) || has(causes, NoRouteToHostException.class)) {
            return new ConnectionFailure("dial tcp " + address + ": connect: " + refusal(causes), true);
        }
        if (has(causes, SSLException.class)) {
            return tls(causes, authorities);
        }
        if (has(causes, EOFException.class) || has(causes, ClosedChannelException.class)) {
            return new ConnectionFailure("EOF", true);
        }
        String messages = messages(causes);
        return new ConnectionFailure(
                text(messages.isEmpty() ? causes.getLast().getClass().getSimpleName() : messages), true);
    }

    /** The same of what a library says without naming a cause. */
    public static String text(String message) {
        if (message.contains("Connection reset")) {
            return "read: connection reset by peer";
        }
        if (message.contains("received no bytes") || message.contains("End of stream")) {
            return "EOF";
        }
        return message.contains("EOF reached") || message.contains("closed locally") ? "unexpected EOF" : message;
    }

    private static ConnectionFailure tls(List<Throwable> causes, String authorities) {
        String messages = messages(causes);
        boolean isForAnother =
                has(causes, SSLPeerUnverifiedException.class) || messages.contains("No subject alternative");
        if (isForAnother || messages.contains("No name matching")) {
            return untrusted(
                    "certificate is for another name: " + causes.getLast().getMessage());
        }
        if (has(causes, CertificateExpiredException.class) || has(causes, CertificateNotYetValidException.class)) {
            return untrusted("certificate has expired or is not yet valid: "
                    + causes.getLast().getMessage());
        }
        if (messages.contains("PKIX path")) {
            return untrusted("certificate signed by unknown authority (check " + authorities + ")");
        }
        if (messages.contains("Unsupported or unrecognized SSL message") || messages.contains("plaintext")) {
            return new ConnectionFailure(
                    "tls: first record does not look like a TLS handshake (the server speaks plaintext)", false);
        }
        boolean isRefusal = messages.contains("Received fatal alert") || has(causes, CertificateException.class);
        return new ConnectionFailure("tls: " + messages, !isRefusal);
    }

    private static ConnectionFailure untrusted(String why) {
        return new ConnectionFailure("tls: failed to verify certificate: x509: " + why, false);
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
        return causes.stream()
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(": "));
    }

    private static boolean has(List<Throwable> causes, Class<? extends Throwable> type) {
        return causes.stream().anyMatch(type::isInstance);
    }
}
