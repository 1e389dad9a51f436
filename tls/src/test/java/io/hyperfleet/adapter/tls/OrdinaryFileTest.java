package io.hyperfleet.adapter.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class OrdinaryFileTest {

    private static final int LIMIT_BYTES = 5;

    @TempDir
    private Path folder;

    @Test
    void aFileOfExactlyTheLimitIsReadAndALongerOneIsNot() throws IOException {
        assertThat(OrdinaryFile.read(file("12345"), LIMIT_BYTES)).asString().isEqualTo("12345");
        Path longer = file("123456");
        assertThatThrownBy(() -> OrdinaryFile.read(longer, LIMIT_BYTES))
                .hasMessage("read " + longer + ": larger than 5 bytes");
    }

    @Test
    void theLinksOfAMountedSecretAreFollowed() throws IOException {
        Path data = Files.createDirectory(folder.resolve("..2026_01_01"));
        Files.writeString(data.resolve("token"), "t");
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_01_01"));
        Path link = Files.createSymbolicLink(folder.resolve("token"), Path.of("..data/token"));

        assertThat(OrdinaryFile.read(link, LIMIT_BYTES)).asString().isEqualTo("t");
    }

    @Test
    void aPipeNobodyWritesToAndADeviceAreNotWaitedFor() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/zero"));

        for (Path endless : new Path[] {pipe, link}) {
            assertThatThrownBy(() -> OrdinaryFile.read(endless, LIMIT_BYTES))
                    .hasMessage("read " + endless
                            + ": not a regular file but a pipe or a device; name a file, or a link to one");
        }
    }

    @Test
    void aFolderAndAMissingFileAreNamed() {
        assertThatThrownBy(() -> OrdinaryFile.read(folder, LIMIT_BYTES))
                .hasMessage("read " + folder + ": is a directory");
        Path missing = folder.resolve("none");
        assertThatThrownBy(() -> OrdinaryFile.read(missing, LIMIT_BYTES))
                .hasMessage("open " + missing + ": no such file or directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {" \n", "two\nlines", "umlaut-ä", "bell-\u0007"})
    void aTokenThatCannotBeSentIsRefusedWithoutShowingIt(String content) throws IOException {
        Path file = file(content);

        assertThatThrownBy(() -> BearerTokenFile.read(file))
                .hasMessageStartingWith("token file " + file + " ")
                .message()
                .doesNotContain("two", "umlaut", "bell");
    }

    @Test
    void theBlanksAroundATokenDoNotCount() throws IOException {
        assertThat(BearerTokenFile.read(file("  token \n"))).isEqualTo("token");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("file"), content);
    }
}
