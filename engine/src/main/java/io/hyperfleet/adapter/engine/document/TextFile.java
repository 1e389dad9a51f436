package io.hyperfleet.adapter.engine.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads whole text files of this machine, safely: regular files only (a pipe or a device would never end), UTF-8 only,
 * up to a size.
 */
public final class TextFile {

    private TextFile() {}

    /** What reading came to. */
    public sealed interface Content {

        record Text(String text) implements Content {}

        /**
         * @param reason in the words of the operating system: {@code open x.yaml: no such file or directory}
         */
        record Unreadable(String reason) implements Content {}
    }

    /**
     * @param shown how the path is written in messages
     */
    public static Content read(Path path, String shown, int maximumBytes) {
        try {
            if (Files.isDirectory(path)) {
                return new Content.Unreadable("read " + shown + ": is a directory");
            }
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                return new Content.Unreadable("read " + shown + ": not a regular file");
            }
            return decoded(path, shown, maximumBytes);
        } catch (NoSuchFileException e) {
            return new Content.Unreadable("open " + shown + ": no such file or directory");
        } catch (AccessDeniedException e) {
            return new Content.Unreadable("open " + shown + ": permission denied");
        } catch (IOException e) {
            return new Content.Unreadable("read " + shown + ": " + e.getMessage());
        }
    }

    private static Content decoded(Path path, String shown, int maximumBytes) throws IOException {
        try (InputStream stream = Files.newInputStream(path)) {
            return decode(stream, shown, maximumBytes);
        }
    }

    /**
     * Reads a stream to its end, or to the maximum.
     *
     * @param shown how it is called in messages
     */
    public static Content decode(InputStream stream, String shown, int maximumBytes) throws IOException {
        byte[] bytes = stream.readNBytes(maximumBytes + 1);
        if (bytes.length > maximumBytes) {
            return new Content.Unreadable("read " + shown + ": longer than " + maximumBytes + " bytes");
        }
        try {
            return new Content.Text(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return new Content.Unreadable("read " + shown + ": the text is not UTF-8");
        }
    }
}
