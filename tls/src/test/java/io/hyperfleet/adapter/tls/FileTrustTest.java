package io.hyperfleet.adapter.tls;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of authorities that is replaced while the program runs. */
class FileTrustTest {

    private static final Path FILES = Path.of("src/test/resources/tls");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void place() {
        file = folder.resolve("authorities.crt");
    }

    @Test
    void whatTheFileHoldsAtTheMomentIsTrusted() throws Exception {
        put("other-authority.crt");
        FileTrust trust = new FileTrust(file);
        assertThatThrownBy(() -> check(trust)).isInstanceOf(CertificateException.class);

        put("authority.crt");
        assertThatCode(() -> check(trust)).doesNotThrowAnyException();

        put("other-authority.crt");
        assertThatThrownBy(() -> check(trust)).isInstanceOf(CertificateException.class);
    }

    @Test
    void whileTheFileCannotBeUsedWhatItHeldStaysTrusted() throws Exception {
        put("authority.crt");
        FileTrust trust = new FileTrust(file);

        Files.writeString(file, "half of it");
        assertThatCode(() -> check(trust)).doesNotThrowAnyException();
        Files.delete(file);
        assertThatCode(() -> check(trust)).doesNotThrowAnyException();
    }

    @Test
    void aFileThatIsMissingAtFirstIsNamed() {
        assertThatThrownBy(() -> new FileTrust(file))
                .isInstanceOf(Pem.UnusableException.class)
                .hasMessage("open " + file + ": no such file or directory");
    }

    /** A server whose certificate is from {@code authority.crt}. */
    private static void check(FileTrust trust) throws Exception {
        X509Certificate[] chain =
                Pem.read(FILES.resolve("server.crt")).certificates().toArray(X509Certificate[]::new);
        trust.checkServerTrusted(chain, "ECDHE_ECDSA");
    }

    private void put(String authority) throws Exception {
        Files.copy(FILES.resolve(authority), file, StandardCopyOption.REPLACE_EXISTING);
    }
}
