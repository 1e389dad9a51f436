package io.hyperfleet.adapter.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Certificates and keys as operators mount them. */
@Timeout(60)
class AmqpTlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path folder;

    private static Path certificate;
    private static Path key;

    @BeforeAll
    static void makeACertificate() throws Exception {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "it",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        KeyStore made = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(store)) {
            made.load(content, PASSWORD.toCharArray());
        }
        certificate = pem("cert.pem", "CERTIFICATE", made.getCertificate("it").getEncoded());
        key = pem(
                "key.pem",
                "PRIVATE KEY",
                made.getKey("it", PASSWORD.toCharArray()).getEncoded());
    }

    @Test
    void bothSidesKnowEachOtherByTheirCertificates() throws Exception {
        SSLContext context = tls(certificate, certificate, key).context();
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (SSLServerSocket server =
                (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 1, loopback)) {
            server.setNeedClientAuth(true);
            CompletableFuture<String> client = CompletableFuture.supplyAsync(() -> {
                try (SSLSocket accepted = (SSLSocket) server.accept()) {
                    accepted.startHandshake();
                    return accepted.getSession().getPeerPrincipal().getName();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            try (SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket(loopback, server.getLocalPort())) {
                socket.startHandshake();
                assertThat(client.get(20, TimeUnit.SECONDS)).isEqualTo("CN=127.0.0.1");
            }
        }
    }

    @Test
    void aKeyThatCannotBeUsedIsToldWithItsFile() throws Exception {
        Path broken = Files.writeString(
                folder.resolve("broken.pem"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");

        assertThatThrownBy(() -> tls(certificate, certificate, broken).context())
                .isInstanceOf(AmqpException.class)
                .hasMessageContaining("TLS of rabbitmq.url cannot be set up: " + broken);
    }

    @Test
    void aFileThatIsMissingIsNamed() throws Exception {
        Path missing = folder.resolve("missing.pem");

        assertThatThrownBy(() -> tls(missing, certificate, key).context()).hasMessageContaining("missing.pem");
    }

    @Test
    void aPipeIsNotWaitedFor() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThatThrownBy(() -> tls(pipe, certificate, key).context()).hasMessageContaining(pipe + ": not a regular");
        assertThatThrownBy(() -> tls(certificate, pipe, key).context()).hasMessageContaining(pipe + ": not a regular");
        assertThatThrownBy(() -> tls(certificate, certificate, pipe).context())
                .hasMessageContaining(pipe + ": not a regular");
    }

    private static AmqpTls tls(Path trusted, Path certificate, Path key) throws AmqpAddress.UnusableException {
        Map<String, String> options = new HashMap<>(Map.of(
                "cacertfile", trusted.toString(), "certfile", certificate.toString(), "keyfile", key.toString()));
        AmqpTls tls = AmqpTls.of(options);
        assertThat(options).isEmpty();
        return tls;
    }

    private static Path pem(String name, String label, byte[] content) throws Exception {
        String encoded = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                folder.resolve(name), "-----BEGIN " + label + "-----\n" + encoded + "\n-----END " + label + "-----\n");
    }
}
