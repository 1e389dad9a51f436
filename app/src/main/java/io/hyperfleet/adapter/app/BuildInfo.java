package io.hyperfleet.adapter.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
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
        // Not by the code source, which the JVM does not know of classes from a cache that was moved.
        URL self = Objects.requireNonNull(BuildInfo.class.getResource("BuildInfo.class"), "this class");
        try {
            if (!(self.openConnection() instanceof JarURLConnection jar)) {
                return DEVELOPMENT;
            }
            jar.setUseCaches(false);
            try (JarFile file = jar.getJarFile()) {
                return of(file.getManifest().getMainAttributes());
            }
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
