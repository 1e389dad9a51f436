package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.engine.document.FileSource;
import io.hyperfleet.adapter.engine.document.Source;
import io.hyperfleet.adapter.engine.document.TextFile;
import io.hyperfleet.adapter.engine.document.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Where configuration files come from: paths relative to a folder, and {@value #STANDARD_INPUT} for the standard input,
 * which is read at most once. For one thread.
 */
public final class ConfigFiles {

    public static final String STANDARD_INPUT = "-";

    private static final int MAXIMUM_DEPTH = 16;
    private static final int MAXIMUM_FILES = 10_000;

    private final Path workingDirectory;
    private final InputStream standardInput;
    private TextFile.@Nullable Content standardInputContent;

    /**
     * @param workingDirectory where relative paths begin
     * @param standardInput {@link InputStream#nullInputStream} where it is not to be read
     */
    public ConfigFiles(Path workingDirectory, InputStream standardInput) {
        this.workingDirectory = workingDirectory;
        this.standardInput = standardInput;
    }

    public TextFile.Content read(String path) {
        if (!path.equals(STANDARD_INPUT)) {
            return TextFile.read(workingDirectory.resolve(path), path, Yaml.MAXIMUM_BYTES);
        }
        if (standardInputContent == null) {
            standardInputContent = readStandardInput();
        }
        return standardInputContent;
    }

    private TextFile.Content readStandardInput() {
        try {
            return TextFile.decode(standardInput, STANDARD_INPUT, Yaml.MAXIMUM_BYTES);
        } catch (IOException e) {
            return new TextFile.Content.Unreadable("read standard input: " + e.getMessage());
        }
    }

    boolean exists(String path) {
        return Files.exists(workingDirectory.resolve(path));
    }

    Path resolve(String path) {
        return workingDirectory.resolve(path);
    }

    public boolean isFolder(String path) {
        return Files.isDirectory(workingDirectory.resolve(path));
    }

    /**
     * The YAML files in a folder and below, by name. Hidden folders, such as those behind a mounted ConfigMap, are left
     * out: their files are linked to from outside.
     */
    public List<String> yamlFiles(String folder) throws IOException {
        Path base = workingDirectory.resolve(folder);
        try (Stream<Path> found = Files.walk(base, MAXIMUM_DEPTH)) {
            return found.filter(file -> !isHidden(base.relativize(file)))
                    .filter(file ->
                            file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
                    .filter(Files::isRegularFile)
                    .limit(MAXIMUM_FILES)
                    .map(file -> Path.of(folder).resolve(base.relativize(file)).toString())
                    .sorted()
                    .toList();
        }
    }

    private static boolean isHidden(Path path) {
        return StreamSupport.stream(path.spliterator(), false)
                .anyMatch(part ->
                        part.toString().startsWith(".") && part.toString().length() > 1);
    }

    /** The files that a configuration file may refer to. */
    Source references(String path) {
        return FileSource.besides(workingDirectory.resolve(path));
    }
}
