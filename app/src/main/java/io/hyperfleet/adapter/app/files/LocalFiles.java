package io.hyperfleet.adapter.app.files;

import io.hyperfleet.adapter.engine.run.ParamFiles;
import io.hyperfleet.adapter.tls.OrdinaryFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Reads texts from this machine; relative paths start in the working directory. Nothing is kept between two reads. Pipes
 * and devices are refused: somebody may never write to them, or never stop.
 */
public final class LocalFiles implements ParamFiles {

    private static final Pattern OPEN_PIPE = Pattern.compile("/dev/stdin|(?:/dev|/proc/self)/fd/\\d+");

    /** What reading a file came to. */
    public sealed interface Content {

        record Text(String text) implements Content {}

        record TooLong() implements Content {}

        /**
         * @param opened whether the file could at least be opened
         * @param reason {@code open x: no such file or directory}
         */
        record Unreadable(boolean opened, String reason) implements Content {}
    }

    /** Reads a text in UTF-8 of at most that many bytes. */
    public static Content text(String path, int maximumBytes) {
        return isPipeOrDevice(path)
                ? new Content.Unreadable(true, "read " + path + ": not a regular file")
                : open(path, maximumBytes);
    }

    /** Also the standard input and what a shell makes of {@code <(command)}: pipes that are open already. */
    public static Content textOrOpenPipe(String path, int maximumBytes) {
        return OPEN_PIPE.matcher(path).matches() ? open(path, maximumBytes) : text(path, maximumBytes);
    }

    private static boolean isPipeOrDevice(String path) {
        try {
            return OrdinaryFile.isPipeOrDevice(Path.of(path));
        } catch (InvalidPathException e) {
            return false; // reading tells what is wrong
        }
    }

    private static Content open(String path, int maximumBytes) {
        try (InputStream stream = Files.newInputStream(Path.of(path))) {
            byte[] bytes = stream.readNBytes(maximumBytes + 1);
            return bytes.length > maximumBytes
                    ? new Content.TooLong()
                    : new Content.Text(new String(bytes, StandardCharsets.UTF_8));
        } catch (InvalidPathException e) {
            return new Content.Unreadable(false, "open " + path + ": invalid argument");
        } catch (NoSuchFileException e) {
            return new Content.Unreadable(false, "open " + path + ": no such file or directory");
        } catch (AccessDeniedException e) {
            return new Content.Unreadable(false, "open " + path + ": permission denied");
        } catch (IOException e) {
            return new Content.Unreadable(true, "read " + path + ": " + cause(path, e));
        }
    }

    @Override
    public FileContent read(String path, int maximumBytes) {
        return switch (text(path, maximumBytes)) {
            case Content.Text(String text) -> new FileContent.Text(text);
            case Content.TooLong _ -> new FileContent.TooLong();
            case Content.Unreadable(boolean opened, String reason) ->
                new FileContent.Unreadable((opened ? "reading \"" : "opening \"") + path + "\": " + reason);
        };
    }

    private static String cause(String path, IOException e) {
        return Files.isDirectory(Path.of(path)) ? "is a directory" : String.valueOf(e.getMessage());
    }
}
