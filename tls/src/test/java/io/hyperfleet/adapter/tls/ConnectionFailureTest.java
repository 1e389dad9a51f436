package io.hyperfleet.adapter.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateExpiredException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectionFailureTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ConnectException(), "dial tcp h:1: connect: connection refused", true),
                Arguments.of(
                        new NoRouteToHostException("No route to host"),
                        "dial tcp h:1: connect: no route to host",
                        true),
                Arguments.of(
                        causedBy(new ConnectException(), new UnresolvedAddressException()),
                        "dial tcp: lookup h: no such host",
                        false),
                Arguments.of(new UnknownHostException("h"), "dial tcp: lookup h: no such host", false),
                Arguments.of(new HttpConnectTimeoutException("x"), "context deadline exceeded", true),
                Arguments.of(new SocketException("Connection reset"), "read: connection reset by peer", true),
                Arguments.of(
                        new IOException("HTTP/1.1 header parser received no bytes", new EOFException("EOF reached")),
                        "EOF",
                        true),
                Arguments.of(
                        new SSLHandshakeException("PKIX path building failed"),
                        "tls: failed to verify certificate: x509: certificate signed by unknown authority (check ca)",
                        false),
                Arguments.of(
                        causedBy(
                                new SSLHandshakeException("PKIX path validation failed"),
                                new CertificateExpiredException("NotAfter: yesterday")),
                        "tls: failed to verify certificate: x509: certificate has expired or is not yet valid:"
                                + " NotAfter: yesterday",
                        false),
                Arguments.of(
                        new SSLHandshakeException("No name matching h found"),
                        "tls: failed to verify certificate: x509: certificate is for another name: No name matching h"
                                + " found",
                        false),
                Arguments.of(
                        new SSLException("Unsupported or unrecognized SSL message"),
                        "tls: first record does not look like a TLS handshake (the server speaks plaintext)",
                        false),
                Arguments.of(
                        new SSLHandshakeException("Received fatal alert: bad_certificate"),
                        "tls: Received fatal alert: bad_certificate",
                        false),
                // As a server that restarts does it.
                Arguments.of(
                        new SSLHandshakeException("Remote host terminated the handshake"),
                        "tls: Remote host terminated the handshake",
                        true));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void isSaidInTheWordsOperatorsKnow(Throwable failure, String text, boolean mayPass) {
        assertThat(ConnectionFailure.of(failure, "h:1", "ca")).isEqualTo(new ConnectionFailure(text, mayPass));
    }

    private static Throwable causedBy(Throwable failure, Throwable cause) {
        return failure.initCause(cause);
    }
}
