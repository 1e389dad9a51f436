package io.hyperfleet.adapter.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * What build this is. A release build says so in the manifest of its jar; Maven writes there what {@code build.version},
 * {@code build.commit} and {@code build.date} say. Everything else is a development build.
 */
public record BuildInfo(String version, String commit, String date) {

    private static final BuildInfo DEVELOPMENT = new BuildInfo("0.0.0-dev", "none", "unknown");

    /** The build that is running. */
    public static BuildInfo ofThisProgram() {
        try {
            Path home = Path.of(BuildInfo.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(home)) {
                return DEVELOPMENT;
            }
            try (JarFile jar = new JarFile(home.toFile())) {
                return of(jar.getManifest().getMainAttributes());
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException("where this program lies is no path", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BuildInfo of(Attributes attributes) {
        return new BuildInfo(
                orElse(attributes.getValue("Implementation-Version"), DEVELOPMENT.version),
                orElse(attributes.getValue("Build-Commit"), DEVELOPMENT.commit),
                orElse(attributes.getValue("Build-Date"), DEVELOPMENT.date));
    }

    private static String orElse(@Nullable String value, String other) {
        return Objects.requireNonNullElse(value, other);
    }

    /** As {@code version} prints it. */
    String describe() {
        return """
                Version:    %s
                Commit:     %s
                Build Date: %s
                """.formatted(version, commit, date);
    }
}
