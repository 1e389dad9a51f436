package io.hyperfleet.adapter.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Reads whole files that others put there, such as mounted Secrets. Links are followed; pipes and devices are refused:
 * somebody may never write to them, or never stop.
 */
public final class OrdinaryFile {

    private OrdinaryFile() {}

    /** A file cannot be read; the message names it and says why, in the words of the operating system. */
    public static final class UnreadableException extends IOException {

        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /** The content of a file of at most that many bytes. */
    public static byte[] read(Path file, int maximumBytes) throws UnreadableException {
        if (isPipeOrDevice(file)) {
            throw new UnreadableException(
                    "read " + file + ": not a regular file but a pipe or a device; name a file, or a link to one");
        }
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(maximumBytes + 1);
            if (bytes.length > maximumBytes) {
                throw new UnreadableException("read " + file + ": larger than " + maximumBytes + " bytes");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new UnreadableException("open " + file + ": no such file or directory");
        } catch (AccessDeniedException e) {
            throw new UnreadableException("open " + file + ": permission denied");
        } catch (UnreadableException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreadableException(
                    "read " + file + ": " + (Files.isDirectory(file) ? "is a directory" : e.getMessage()));
        }
    }

    /** Whether it is something whose end nobody can be sure of; false when there is nothing of that name. */
    public static boolean isPipeOrDevice(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).isOther();
        } catch (IOException e) {
            return false; // reading tells what is wrong
        }
    }
}
