package io.hyperfleet.adapter.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {

    private static final Path FILES = Path.of("src/test/resources/tls");

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void aKeyOfAnyUsualAlgorithmIsRead(String algorithm) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        String text = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";

        assertThat(pem(text).privateKey()).isEqualTo(pair.getPrivate());
    }

    @Test
    void theOlderFormsOfKeysAreReadToo() throws Exception {
        assertThat(Pem.read(FILES.resolve("client-pkcs1.key")).privateKey())
                .isEqualTo(Pem.read(FILES.resolve("client.key")).privateKey());
        assertThat(Pem.read(FILES.resolve("server-sec1.key")).privateKey().getAlgorithm())
                .isEqualTo("EC");
    }

    @Test
    void whatCannotBeUsedIsNamedWithoutItsContent() {
        assertThatThrownBy(() -> Pem.read(FILES.resolve("none")).content())
                .hasMessage("open src/test/resources/tls/none: no such file or directory");
        assertThatThrownBy(() -> pem("secret").privateKey())
                .hasMessage("the test holds no unencrypted private key in PEM form");
        assertThatThrownBy(() -> pem("secret").certificates()).hasMessageStartingWith("the test holds no");
    }

    private static Pem pem(String text) {
        return new Pem("the test", text.getBytes(StandardCharsets.US_ASCII));
    }
}
