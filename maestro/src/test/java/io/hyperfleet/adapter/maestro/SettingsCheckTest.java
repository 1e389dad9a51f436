package io.hyperfleet.adapter.maestro;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.maestro.MaestroSettings.Credentials;
import io.hyperfleet.adapter.maestro.MaestroSettings.Retries;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsCheckTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ''                 | g:1 | s  | maestro server address is required
        maestro:8000       | g:1 | s  | MaestroServerAddr must use http:// or https:// scheme (got scheme "maestro" in "maestro:8000")
        ftp://x            | g:1 | s  | MaestroServerAddr must use http:// or https:// scheme (got scheme "ftp" in "ftp://x")
        https://h:8000     | ''  | s  | maestro gRPC server address is required
        https://h:8000     | http://g:1 | s | maestro gRPC server address must be host:port without a scheme (got "http://g:1")
        https://h:8000     | g:1 | '' | maestro sourceID is required
        http://h:8000      | g:1 | s  | MaestroServerAddr must use https:// scheme when Insecure=false (got "http"); use https:// URL or set Insecure=true for http:// connections
        https://h:8000     | g:1 | s  | failed to configure TLS: no TLS configuration provided: set CAFile (with optional ClientCertFile/ClientKeyFile or TokenFile) or set Insecure=true for plaintext connections
        """)
    void settingsThatLeadNowhereAreRefusedAtTheStart(String http, String grpc, String source, String error) {
        assertThatThrownBy(() -> connect(http, grpc, source, Credentials.NONE))
                .hasMessage("hyperfleet-adapter-17: " + error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b:1", "g:port"})
    void anAddressThatIsNoneIsNamed(String address) {
        assertThatThrownBy(() -> connect(Works.settings(address, "http://h:8000")))
                .hasMessageStartingWith(
                        "hyperfleet-adapter-17: invalid maestro gRPC server address \"" + address + "\": ");
    }

    @Test
    void anIpv6AddressIsAnAddress() {
        assertThatCode(() -> connect(Works.settings("[::1]:1", "http://h:8000")))
                .doesNotThrowAnyException();
    }

    @Test
    void aFileThatIsMissingIsNamed() {
        assertThatThrownBy(() -> connect("https://h:8000", "g:1", "s", authority("/nowhere/ca.crt")))
                .hasMessage("hyperfleet-adapter-17: failed to create HTTP transport: open /nowhere/ca.crt: no such file"
                        + " or directory");
    }

    @Test
    void aFileThatIsNoCertificateIsNamedWithoutItsContent() {
        String key = "../tls/src/test/resources/tls/client.key";

        assertThatThrownBy(() -> connect("https://h:8000", "g:1", "s", authority(key)))
                .hasMessage("hyperfleet-adapter-17: failed to create HTTP transport: hyperfleet-adapter-17: failed to"
                        + " parse CA certificate from " + key);
    }

    private static Credentials authority(String file) {
        return new Credentials(
                Optional.of(Path.of(file)), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static void connect(String http, String grpc, String source, Credentials credentials)
            throws MaestroSetupException {
        MaestroSettings settings = new MaestroSettings(
                grpc,
                http,
                source,
                "",
                Duration.ofSeconds(1),
                Duration.ofSeconds(20),
                new Retries(1, Duration.ZERO),
                Optional.empty(),
                false,
                credentials,
                Duration.ofMinutes(1),
                "test",
                ProxySelector.of(null));
        connect(settings);
    }

    private static void connect(MaestroSettings settings) throws MaestroSetupException {
        MaestroTransport.connect(settings, new Random(1), RequestObserver.NOBODY)
                .close();
    }
}
