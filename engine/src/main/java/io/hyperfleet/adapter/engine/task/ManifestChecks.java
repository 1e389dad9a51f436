package io.hyperfleet.adapter.engine.task;

import static io.hyperfleet.adapter.engine.task.StatusWarnings.nearestKey;

import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.document.Place;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.Severity;
import io.hyperfleet.adapter.engine.document.Suggestions;
import io.hyperfleet.adapter.engine.task.TaskFile.ResourceSpec;
import io.hyperfleet.gotemplate.GoFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at manifests that are written as maps for what every object must have. Files of v0.1 were refused without it; since
 * then it only shows when the event comes, so of newer files it is a warning.
 */
final class ManifestChecks {

    private static final String GENERATION = "hyperfleet.io/generation";

    /** A version, with its group in front if there is one. */
    private static final Pattern API_VERSION = Pattern.compile("(?:[a-z0-9.-]+/)?[A-Za-z0-9-]+");

    private final boolean oldest;
    private final Problems errors;
    private final Problems warnings;

    ManifestChecks(TaskFile task, StagedProblems problems) {
        oldest = task.dialect() == Dialect.ENVELOPE;
        errors = problems.at(LoadStage.SEMANTICS);
        warnings = problems.at(LoadStage.COMPILATION);
    }

    void check(ResourceSpec resource) {
        String path = resource.path() + ".manifest";
        switch (resource.manifest()) {
            case null -> {
                // Told where transports are checked.
            }
            case Scalar text -> {
                if (!text.text().isBlank() && !text.text().contains(GENERATION)) {
                    warnOfGeneration(text, path, null);
                }
            }
            case Node.Sequence _ -> {
                // Told when it is compiled.
            }
            case Node.Mapping mapping -> {
                if (mapping.find("ref").isEmpty()) {
                    boolean maestro = resource.client() != null
                            && resource.client().text().equals("maestro");
                    checkFields(mapping, path, oldest && !maestro ? Severity.ERROR : Severity.WARNING);
                    checkGeneration(mapping, path);
                }
            }
        }
    }

    private void checkFields(Node.Mapping manifest, String path, Severity severity) {
        for (String field : List.of("apiVersion", "kind", "metadata")) {
            Optional<Node> value = manifest.find(field);
            if (value.isEmpty()) {
                String message = "missing required Kubernetes field " + GoFormat.quote(field);
                addMissing(manifest, field, path, message, severity);
            } else if (!field.equals("metadata") && value.get() instanceof Scalar text && isEmpty(text)) {
                add(severity, text.place(), path + "." + field, field + " cannot be empty", null);
            }
        }
        checkTexts(manifest, List.of("apiVersion", "kind"), path);
        if (manifest.find("apiVersion").orElse(null) instanceof Scalar version
                && version.value() instanceof String
                && !isEmpty(version)
                && !version.text().contains("{{")
                && !API_VERSION.matcher(version.text()).matches()) {
            String message = GoFormat.quote(version.text()) + " is no apiVersion";
            add(
                    Severity.WARNING,
                    version.place(),
                    path + ".apiVersion",
                    message,
                    "it is v1, or group/version as apps/v1");
        }
        if (manifest.find("metadata").orElse(null) instanceof Node.Mapping metadata) {
            checkMetadata(metadata, path + ".metadata", severity);
        }
    }

    private void checkMetadata(Node.Mapping metadata, String path, Severity severity) {
        if (metadata.find("name").isEmpty()) {
            addMissing(metadata, "name", path, "missing required field \"name\"", severity);
        }
        checkTexts(metadata, List.of("name", "namespace"), path);
        for (String section : List.of("labels", "annotations")) {
            if (metadata.find(section).orElse(null) instanceof Node.Mapping texts) {
                texts.entries().forEach(entry -> checkText(entry, path + "." + section));
            }
        }
    }

    private void checkTexts(Node.Mapping map, List<String> fields, String path) {
        map.entries().stream()
                .filter(entry -> entry.key() instanceof Scalar key && fields.contains(key.text()))
                .forEach(entry -> checkText(entry, path));
    }

    private void checkText(Node.Entry entry, String path) {
        Node value = entry.value();
        if (!value.isNull() && !(value.value() instanceof String) && entry.key() instanceof Scalar key) {
            String message = GoFormat.quote(key.text()) + " must be a text";
            add(Severity.WARNING, value.place(), path, message, value instanceof Scalar ? "put it in quotes" : null);
        }
    }

    private static boolean isEmpty(Scalar text) {
        return text.isNull() || text.text().isEmpty();
    }

    private void addMissing(Node.Mapping map, String field, String path, String message, Severity severity) {
        Optional<Node> near = nearestKey(map, field);
        Place place = near.orElse(map).place();
        add(severity, place, path, message, near.isPresent() ? Suggestions.question(field) : null);
    }

    private void checkGeneration(Node.Mapping manifest, String path) {
        Optional<Node.Mapping> annotations = manifest.find("metadata")
                .flatMap(metadata -> metadata instanceof Node.Mapping map ? map.find("annotations") : Optional.empty())
                .filter(Node.Mapping.class::isInstance)
                .map(Node.Mapping.class::cast);
        if (annotations.flatMap(map -> map.find(GENERATION)).isEmpty()) {
            Optional<Node> near = annotations.flatMap(map -> nearestKey(map, GENERATION));
            warnOfGeneration(near.orElse(manifest), path, near.isPresent() ? Suggestions.question(GENERATION) : null);
        }
    }

    private void warnOfGeneration(Node where, String path, @Nullable String hint) {
        warnings.add(Problem.warning(
                        "generation",
                        where.place(),
                        path,
                        "the manifest has no annotation " + GENERATION + ": it is created once and never updated")
                .withHint(
                        hint == null
                                ? "give metadata.annotations." + GENERATION
                                        + " the generation of what the event is about"
                                : hint));
    }

    private void add(Severity severity, Place place, String path, String message, @Nullable String hint) {
        Problem problem = new Problem(severity, "manifest-field", place, path, message, hint);
        (severity == Severity.ERROR ? errors : warnings).add(problem);
    }
}
