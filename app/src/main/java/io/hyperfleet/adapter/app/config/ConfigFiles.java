package io.hyperfleet.adapter.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where configuration files are read from. */
public interface ConfigFiles {

    /** What reading a file came to. */
    sealed interface Content {

        record Text(String text) implements Content {}

        /**
         * @param reason what was tried and why it failed: {@code open x.yaml: no such file or directory}
         */
        record Unreadable(String reason) implements Content {}
    }

    boolean exists(String path);

    /** Reads a text in UTF-8, at most that many bytes; a longer one counts as unreadable. */
    Content read(String path, int maximumBytes);

    /** The files of this machine; relative paths start in the working directory. */
    static ConfigFiles onDisk() {
        return new ConfigFiles() {
            @Override
            public boolean exists(String path) {
                return Files.exists(Path.of(path));
            }

            @Override
            public Content read(String path, int maximumBytes) {
                try {
                    return readBytes(Path.of(path), maximumBytes);
                } catch (InvalidPathException e) {
                    return new Content.Unreadable("open " + path + ": invalid path");
                } catch (NoSuchFileException e) {
                    return new Content.Unreadable("open " + path + ": no such file or directory");
                } catch (AccessDeniedException e) {
                    return new Content.Unreadable("open " + path + ": permission denied");
                } catch (CharacterCodingException e) {
                    return new Content.Unreadable("read " + path + ": the text is not UTF-8");
                } catch (IOException e) {
                    return new Content.Unreadable("read " + path + ": " + e.getMessage());
                }
            }
        };
    }

    private static Content readBytes(Path path, int maximumBytes) throws IOException {
        if (Files.isDirectory(path)) {
            return new Content.Unreadable("read " + path + ": is a directory");
        }
        try (InputStream stream = Files.newInputStream(path)) {
            byte[] bytes = stream.readNBytes(maximumBytes + 1);
            if (bytes.length > maximumBytes) {
                return new Content.Unreadable("read " + path + ": longer than " + maximumBytes + " bytes");
            }
            return new Content.Text(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        }
    }
}
