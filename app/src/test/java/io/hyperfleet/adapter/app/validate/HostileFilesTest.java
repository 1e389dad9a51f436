package io.hyperfleet.adapter.app.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.app.config.ConfigFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that were made to do harm, or look as if, are refused at once and with a reason. */
@Timeout(10)
class HostileFilesTest {

    private static final String REFERENCE = "resources: [{name: a, discovery: {by_name: x}, manifest: {ref: %s}}]";

    @TempDir
    Path folder;

    @Test
    void aYamlBombIsRefused() {
        StringBuilder bomb = new StringBuilder("params: []\nx0: &x0 [a, a, a, a, a, a, a, a, a, a]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("x%d: &x%d [%s]\n".formatted(i, i, ("*x" + (i - 1) + ", ").repeat(10)));
        }
        assertThat(task(bomb.toString())).contains("task.yaml:", "alias");
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(task("params: " + "[".repeat(200_000))).contains("task.yaml:1:", "yaml: ");
    }

    @Test
    void repeatedKeysTabsAndNothingAtAllAreRefusedAtTheirPlace() {
        assertThat(task("params: []\nparams: []\n")).contains("task.yaml:2:1: error: mapping key \"params\" already");
        assertThat(task("params:\n\t- name: a\n")).contains("task.yaml:2:1: error: yaml: ", "spaces");
        assertThat(task("# nothing\n")).contains("task.yaml:1:1: error: EOF");
    }

    @Test
    void aByteOrderMarkDoesNotMatter() {
        assertThat(task("\uFEFFparams: []\n")).contains("no problems");
    }

    @Test
    void aHugeFileIsNotReadToItsEnd() throws IOException {
        Files.writeString(folder.resolve("task.yaml"), "# x\n".repeat(13_000_000));
        assertThat(validate()).contains("longer than 1048576 bytes");
    }

    @Test
    void aFileFullOfMistakesIsReportedInPartAndQuickly() {
        String report = task("params: [" + "a, ".repeat(200_000) + "]");
        assertThat(report).contains("500 errors in 1 file");
        assertThat(report.length()).isLessThan(500_000);
    }

    @Test
    void thousandsOfNamesAreComparedQuickly() {
        StringBuilder params = new StringBuilder("params:\n");
        for (int i = 0; i < 4_000; i++) {
            params.append("- {name: param%d, source: {expression: other%d + 1}}\n".formatted(i, i));
        }
        assertThat(task(params.toString())).contains("500 warnings in 1 file");
    }

    @Test
    void aControlCharacterIsRefusedWhereItStands() {
        assertThat(task("params: []\npost: {a: \"\u0000\"}\n"))
                .contains("task.yaml:2:12: error: yaml: control characters");
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        Files.write(folder.resolve("task.yaml"), new byte[] {(byte) 0xC3, 0x28});
        assertThat(validate()).contains("the text is not UTF-8");
    }

    @Test
    void aPipeOrADeviceIsNotWaitedFor() throws IOException, InterruptedException {
        Path pipe = folder.resolve("task.yaml");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThat(validate()).contains("not a regular file");
        Files.delete(pipe);
        Files.createSymbolicLink(pipe, Path.of("/dev/zero"));
        assertThat(validate()).contains("not a regular file");
    }

    @Test
    void aReferenceOutOfTheFolderIsRefusedInEveryForm() throws IOException {
        assertThat(task(REFERENCE.formatted("../secret.yaml"))).contains("escapes base directory");
        assertThat(task(REFERENCE.formatted("/etc/passwd"))).contains("escapes base directory");
        Files.createSymbolicLink(folder.resolve("link.yaml"), Path.of("/etc/passwd"));
        assertThat(task(REFERENCE.formatted("link.yaml")))
                .contains("task.yaml:1:64: error: path \"link.yaml\" escapes");
    }

    @Test
    void theLinksOfAMountedConfigMapWork() throws IOException {
        Path data = Files.createDirectory(folder.resolve("..2026_01_01"));
        Files.writeString(data.resolve("job.yaml"), "kind: Job # hyperfleet.io/generation");
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_01_01"));
        Files.createSymbolicLink(folder.resolve("job.yaml"), Path.of("..data/job.yaml"));
        assertThat(task(REFERENCE.formatted("job.yaml"))).contains("no problems");
    }

    @Test
    void aPipeAsAReferenceIsNotWaitedFor() throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("p").toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThat(task(REFERENCE.formatted("p"))).contains("not a regular file");
    }

    @Test
    void theStandardInputIsReadUpToTheSameLimit() {
        byte[] endless = "# x\n".repeat(2_000_000).getBytes(StandardCharsets.UTF_8);
        assertThat(validate("-", new ByteArrayInputStream(endless))).contains("longer than 1048576 bytes");
    }

    private String task(String text) {
        try {
            Files.writeString(folder.resolve("task.yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return validate();
    }

    private String validate() {
        return validate("task.yaml", InputStream.nullInputStream());
    }

    private String validate(String path, InputStream standardInput) {
        return new Validation(new ConfigFiles(folder, standardInput), Map.of(), "0.0.0-dev")
                .run(new ValidateOptions("", path, "", List.of(), ReportFormat.TEXT))
                .report();
    }
}
