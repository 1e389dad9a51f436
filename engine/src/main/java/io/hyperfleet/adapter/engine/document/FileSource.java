package io.hyperfleet.adapter.engine.document;

import io.hyperfleet.adapter.engine.document.Source.Content;
import io.hyperfleet.gotemplate.GoFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The files in the folder of a configuration file, and below it. A reference that leaves the folder is refused, be it by
 * {@code ..}, by an absolute path or by a symbolic link; links that stay inside work, as the files of a mounted
 * ConfigMap are all such links.
 */
public final class FileSource implements Source {

    private final Path shownBase;
    private final Path base;

    private FileSource(Path shownBase) {
        this.shownBase = shownBase;
        base = shownBase.toAbsolutePath().normalize();
    }

    /** The files beside a configuration file. */
    public static FileSource besides(Path configurationFile) {
        Path parent = configurationFile.getParent();
        return new FileSource(parent == null ? Path.of("") : parent);
    }

    @Override
    public Content read(String reference) {
        String quoted = GoFormat.quote(reference);
        Content escapes = new Content.Refused("path " + quoted + " escapes base directory");
        try {
            Path target = base.resolve(reference).normalize();
            // Not a path below the folder; a name that merely begins with two dots is refused as in the original.
            if (!target.startsWith(base) || base.relativize(target).toString().startsWith("..")) {
                return escapes;
            }
            if (!target.toRealPath().startsWith(base.toRealPath())) {
                return escapes;
            }
            if (Files.isDirectory(target)) {
                return new Content.Refused("referenced path " + quoted + " is a directory, not a file");
            }
            return text(target);
        } catch (NoSuchFileException e) {
            String resolved = GoFormat.quote(base.resolve(reference).normalize().toString());
            return new Content.Refused("referenced file " + quoted + " does not exist (resolved to " + resolved + ")");
        } catch (IOException | InvalidPathException e) {
            return new Content.Refused("error checking file " + quoted + ": " + e.getMessage());
        }
    }

    private Content text(Path target) {
        return switch (TextFile.read(target, target.toString(), Yaml.MAXIMUM_BYTES)) {
            case TextFile.Content.Text(String text) ->
                new Content.Text(shownBase.resolve(base.relativize(target)).toString(), target.toString(), text);
            case TextFile.Content.Unreadable(String reason) ->
                new Content.Unreadable("failed to read file " + GoFormat.quote(target.toString()) + ": " + reason);
        };
    }
}
