package io.hyperfleet.adapter.api;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says what went wrong between two machines in the words operators search for, which are Go's. */
final class NetworkFailure {

    private static final int MAX_CAUSES = 10;

    private NetworkFailure() {}

    static String describe(Throwable failure, URI target) {
        @Nullable String text = null;
        Throwable cause = failure;
        for (int i = 0; i < MAX_CAUSES && cause != null && text == null; i++) {
            text = known(cause, target);
            cause = cause.getCause();
        }
        if (text != null) {
            return text;
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static @Nullable String known(Throwable cause, URI target) {
        return switch (cause) {
            case UnresolvedAddressException _ -> noSuchHost(target);
            case UnknownHostException _ -> noSuchHost(target);
            case TimeoutException _ -> "context deadline exceeded";
            case HttpTimeoutException _ -> "context deadline exceeded";
            case NoRouteToHostException _ -> dial(target) + "connect: no route to host";
            case ConnectException e -> e.getCause() instanceof UnresolvedAddressException ? null : connect(e, target);
            case SSLException e -> "tls: " + e.getMessage();
            case EOFException _ -> "EOF";
            case ClosedChannelException _ -> "EOF";
            case SocketException e -> socket(e);
            case IOException e -> ended(e);
            default -> null;
        };
    }

    private static String noSuchHost(URI target) {
        return "dial tcp: lookup " + target.getHost() + ": no such host";
    }

    private static String connect(ConnectException e, URI target) {
        String message = e.getMessage();
        return dial(target) + "connect: " + (message == null ? "connection refused" : message.toLowerCase(Locale.ROOT));
    }

    private static String dial(URI target) {
        Origin origin = Origin.of(target);
        return "dial tcp " + origin.host() + ":" + origin.port() + ": ";
    }

    private static @Nullable String socket(SocketException e) {
        String message = e.getMessage();
        return message != null && message.contains("reset") ? "read: connection reset by peer" : message;
    }

    /** The JDK's client says in several ways that the other side hung up before the answer was complete. */
    private static @Nullable String ended(IOException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Connection reset")) {
            return "read: connection reset by peer";
        }
        if (message.contains("received no bytes")) {
            return "EOF";
        }
        return message.contains("EOF reached") || message.contains("closed locally") ? "unexpected EOF" : null;
    }
}
