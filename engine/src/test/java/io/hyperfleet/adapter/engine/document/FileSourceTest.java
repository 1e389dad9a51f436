package io.hyperfleet.adapter.engine.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.document.Source.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSourceTest {

    @TempDir
    private Path folder;

    private Path base;
    private FileSource source;

    @BeforeEach
    void makeFiles() throws IOException {
        base = Files.createDirectories(folder.resolve("base"));
        Files.writeString(base.resolve("job.yaml"), "kind: Job");
        Files.writeString(folder.resolve("secret.yaml"), "secret");
        Files.createDirectories(base.resolve("sub"));
        source = FileSource.besides(base.resolve("task.yaml"));
    }

    @Test
    void aFileBesideTheTaskIsRead() {
        String path = base.resolve("job.yaml").toString();
        assertThat(source.read("job.yaml")).isEqualTo(new Content.Text(path, path, "kind: Job"));
        assertThat(source.read("./sub/../job.yaml")).isInstanceOf(Content.Text.class);
        assertThat(source.read(path)).isInstanceOf(Content.Text.class);
    }

    @Test
    void theFilesOfAMountedConfigMapAreRead() throws IOException {
        Path data = Files.createDirectories(base.resolve("..2026_01_01"));
        Files.writeString(data.resolve("mounted.yaml"), "kind: Mounted");
        Files.createSymbolicLink(base.resolve("..data"), Path.of("..2026_01_01"));
        Files.createSymbolicLink(base.resolve("mounted.yaml"), Path.of("..data/mounted.yaml"));
        assertThat(source.read("mounted.yaml"))
                .isInstanceOfSatisfying(
                        Content.Text.class, text -> assertThat(text.text()).isEqualTo("kind: Mounted"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret.yaml", "/etc/hostname", "sub/../../secret.yaml", "..", "..odd.yaml"})
    void nothingOutsideTheFolderIsRead(String reference) {
        assertThat(source.read(reference))
                .isEqualTo(new Content.Refused("path \"" + reference + "\" escapes base directory"));
    }

    @Test
    void aLinkThatLeavesTheFolderIsNotFollowed() throws IOException {
        Files.createSymbolicLink(base.resolve("link.yaml"), folder.resolve("secret.yaml"));
        assertThat(source.read("link.yaml"))
                .isEqualTo(new Content.Refused("path \"link.yaml\" escapes base directory"));
    }

    @Test
    void whatIsNoFileIsToldAsSuch() {
        assertThat(source.read("gone.yaml"))
                .isEqualTo(new Content.Refused("referenced file \"gone.yaml\" does not exist (resolved to \""
                        + base.resolve("gone.yaml") + "\")"));
        assertThat(source.read("sub"))
                .isEqualTo(new Content.Refused("referenced path \"sub\" is a directory, not a file"));
    }

    @Test
    void aPipeIsNotWaitedFor() throws IOException, InterruptedException {
        Path pipe = base.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThat(source.read("pipe"))
                .isInstanceOfSatisfying(
                        Content.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).contains("not a regular file"));
    }

    @Test
    void textsThatAreTooLongOrNoTextsAreRefused() throws IOException {
        Files.write(base.resolve("binary"), new byte[] {(byte) 0xFF, (byte) 0xFE});
        Files.write(base.resolve("long"), "x".repeat(Yaml.MAXIMUM_BYTES + 1).getBytes(StandardCharsets.UTF_8));
        assertThat(source.read("binary").toString()).contains("not UTF-8");
        assertThat(source.read("long").toString()).contains("longer than 1048576 bytes");
    }
}
