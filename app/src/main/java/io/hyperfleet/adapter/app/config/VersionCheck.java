package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.engine.document.Place;
import io.hyperfleet.adapter.engine.document.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds {@code adapter.version} of the configuration against the versions this program stands for: its own, and those of
 * the contracts it implements. Only major and minor count. Development builds (0.0.0) take any configuration.
 */
final class VersionCheck {

    /** The releases of the original program whose configurations mean the same here. */
    private static final List<Version> CONTRACTS =
            List.of(new Version("0.1", 0, 1), new Version("0.2", 0, 2), new Version("0.3", 0, 3));

    private static final Pattern SEMANTIC_VERSION = Pattern.compile(
            "v?(\\d{1,9})(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?(?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?");

    private record Version(String text, int major, int minor) {

        boolean sameMinor(Version other) {
            return major == other.major && minor == other.minor;
        }

        String describe() {
            return "\"%s\" (major.minor=%d.%d)".formatted(text, major, minor);
        }
    }

    private VersionCheck() {}

    /**
     * An error when the configuration is for another version, a warning when that cannot be told.
     *
     * @param configured what the configuration says; empty for nothing
     * @param program this program's own version; empty when unknown
     */
    static Optional<Problem> check(String configured, @Nullable Place place, String program) {
        if (configured.isEmpty() || program.isEmpty()) {
            return Optional.empty();
        }
        Optional<Version> wanted = parse(configured);
        if (wanted.isEmpty()) {
            return Optional.of(skipped("config version is not valid semver", place, configured));
        }
        Optional<Version> own = parse(program);
        if (own.isEmpty()) {
            return Optional.of(skipped("binary version is not valid semver", place, program));
        }
        if (isDevelopmentBuild(program) || accepted(own.get()).stream().anyMatch(wanted.get()::sameMinor)) {
            return Optional.empty();
        }
        String message = "adapter version mismatch: config %s != adapter %s"
                .formatted(wanted.get().describe(), own.get().describe());
        return Optional.of(Problem.error("version-mismatch", place, "adapter.version", message)
                .withHint("write a version this adapter stands for (0.1, 0.2, 0.3 or its own), or deploy the other one")
                .withOriginal(message));
    }

    private static List<Version> accepted(Version own) {
        List<Version> accepted = new ArrayList<>(CONTRACTS);
        accepted.add(own);
        return accepted;
    }

    private static boolean isDevelopmentBuild(String program) {
        return program.matches("v?0+\\.0+\\.0+(?:[-+].*)?");
    }

    private static Optional<Version> parse(String text) {
        Matcher matcher = SEMANTIC_VERSION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int minor = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        return Optional.of(new Version(text, Integer.parseInt(matcher.group(1)), minor));
    }

    private static Problem skipped(String reason, @Nullable Place place, String version) {
        String message = "Skipping adapter version validation: " + reason;
        return Problem.warning("version-unknown", place, "adapter.version", message)
                .withHint("\"" + version + "\" is no version like 1.2.3")
                .withOriginal(message);
    }
}
