package io.hyperfleet.adapter.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.run.ParamFiles.FileContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {

    @TempDir
    private Path folder;

    @Test
    void aFileOfExactlyTheLimitIsReadAndALongerOneIsNot() throws IOException {
        String path = Files.writeString(folder.resolve("f"), "12345").toString();

        assertThat(new LocalFiles().read(path, 5)).isEqualTo(new FileContent.Text("12345"));
        assertThat(new LocalFiles().read(path, 4)).isEqualTo(new FileContent.TooLong());
    }

    @Test
    void aMissingFileIsNamed() {
        String path = folder.resolve("none").toString();

        assertThat(new LocalFiles().read(path, 5))
                .isEqualTo(new FileContent.Unreadable(
                        "opening \"" + path + "\": open " + path + ": no such file or directory"));
    }

    @Test
    void aFolderIsNoFile() {
        assertThat(new LocalFiles().read(folder.toString(), 5))
                .isEqualTo(
                        new FileContent.Unreadable("reading \"" + folder + "\": read " + folder + ": is a directory"));
    }

    @Test
    void aPipeNobodyWritesToAndADeviceAreNotWaitedFor() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        for (String path : List.of(pipe.toString(), "/dev/zero")) {
            assertThat(new LocalFiles().read(path, 5))
                    .isEqualTo(new FileContent.Unreadable(
                            "reading \"" + path + "\": read " + path + ": not a regular file"));
        }
        assertThat(LocalFiles.textOrOpenPipe(pipe.toString(), 5)).isInstanceOf(LocalFiles.Content.Unreadable.class);
    }
}
