package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.engine.document.FileSource;
import io.hyperfleet.adapter.engine.document.Source;
import io.hyperfleet.adapter.engine.document.TextFile;
import io.hyperfleet.adapter.engine.document.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where configuration files come from: paths relative to a folder, and {@value #STANDARD_INPUT} for the standard input,
 * which is read at most once.
 */
public final class ConfigFiles {

    public static final String STANDARD_INPUT = "-";

    private final Path workingDirectory;
    private final InputStream standardInput;

    /**
     * @param workingDirectory where relative paths begin
     * @param standardInput {@link InputStream#nullInputStream} where it is not to be read
     */
    public ConfigFiles(Path workingDirectory, InputStream standardInput) {
        this.workingDirectory = workingDirectory;
        this.standardInput = standardInput;
    }

    TextFile.Content read(String path) {
        if (!path.equals(STANDARD_INPUT)) {
            return TextFile.read(workingDirectory.resolve(path), path, Yaml.MAXIMUM_BYTES);
        }
        try {
            return TextFile.decode(standardInput, path, Yaml.MAXIMUM_BYTES);
        } catch (IOException e) {
            return new TextFile.Content.Unreadable("read standard input: " + e.getMessage());
        }
    }

    boolean exists(String path) {
        return Files.exists(workingDirectory.resolve(path));
    }

    /** The files that a configuration file may refer to. */
    Source references(String path) {
        return FileSource.besides(workingDirectory.resolve(path));
    }
}
