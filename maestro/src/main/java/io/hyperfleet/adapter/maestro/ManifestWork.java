package io.hyperfleet.adapter.maestro;

import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.engine.value.ResourceKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A ManifestWork as Maestro stores it: what its type knows of a manifest, nothing else.
 *
 * @param metadata standard object metadata
 * @param spec {@code workload.manifests} and, where given, {@code deleteOption}, {@code manifestConfigs}, {@code executor}
 */
record ManifestWork(Map<String, @Nullable Object> metadata, Map<String, @Nullable Object> spec) {

    static final ResourceKind KIND = new ResourceKind("work.open-cluster-management.io/v1", "ManifestWork");

    private static final Shape TEXT = new Shape.Text();
    private static final Shape TIME = new Shape.Time();
    private static final Shape WHOLE = new Shape.Whole();
    private static final Shape FLAG = new Shape.Flag();
    private static final Shape RAW = new Shape.Raw();
    private static final Shape TEXTS = new Shape.Texts();

    private static final List<String> IDENTIFIER = List.of("group", "resource", "name", "namespace");

    private static final Shape METADATA = fields(Map.ofEntries(
            Map.entry("name", TEXT),
            Map.entry("generateName", TEXT),
            Map.entry("namespace", TEXT),
            Map.entry("selfLink", TEXT),
            Map.entry("uid", TEXT),
            Map.entry("resourceVersion", TEXT),
            Map.entry("generation", WHOLE),
            Map.entry("creationTimestamp", TIME),
            Map.entry("deletionTimestamp", TIME),
            Map.entry("deletionGracePeriodSeconds", WHOLE),
            Map.entry("labels", TEXTS),
            Map.entry("annotations", TEXTS),
            Map.entry("ownerReferences", new Shape.ListOf(RAW)),
            Map.entry("finalizers", new Shape.ListOf(TEXT)),
            Map.entry("managedFields", new Shape.ListOf(RAW))));

    private static final Shape IDENTIFIERS = new Shape.Fields(texts(IDENTIFIER), IDENTIFIER);

    private static final Shape DELETE_OPTION = new Shape.Fields(
            Map.of(
                    "propagationPolicy",
                    TEXT,
                    "selectivelyOrphans",
                    fields(Map.of("orphaningRules", new Shape.ListOf(IDENTIFIERS))),
                    "ttlSecondsAfterFinished",
                    WHOLE),
            List.of("propagationPolicy"));

    private static final Shape FEEDBACK_RULE = new Shape.Fields(
            Map.of(
                    "type",
                    TEXT,
                    "jsonPaths",
                    new Shape.ListOf(
                            new Shape.Fields(texts(List.of("name", "version", "path")), List.of("name", "path")))),
            List.of("type"));

    private static final Shape SERVER_SIDE_APPLY = fields(Map.of(
            "force",
            FLAG,
            "fieldManager",
            TEXT,
            "ignoreFields",
            new Shape.ListOf(new Shape.Fields(
                    Map.of("condition", TEXT, "jsonPaths", new Shape.ListOf(TEXT)), List.of("condition")))));

    private static final Shape CONDITION_RULE = fields(Map.of(
            "condition",
            TEXT,
            "type",
            TEXT,
            "celExpressions",
            new Shape.ListOf(TEXT),
            "message",
            TEXT,
            "messageExpression",
            TEXT));

    private static final Shape MANIFEST_CONFIG = fields(Map.of(
            "resourceIdentifier",
            IDENTIFIERS,
            "feedbackRules",
            new Shape.ListOf(FEEDBACK_RULE),
            "updateStrategy",
            fields(Map.of("type", TEXT, "serverSideApply", SERVER_SIDE_APPLY)),
            "conditionRules",
            new Shape.ListOf(CONDITION_RULE),
            "feedbackScrapeType",
            TEXT));

    private static final Shape EXECUTOR = fields(Map.of(
            "subject",
            new Shape.Fields(
                    Map.of("type", TEXT, "serviceAccount", fields(texts(List.of("namespace", "name")))),
                    List.of("type"))));

    private static final Shape SPEC = fields(Map.of(
            "workload",
            fields(Map.of("manifests", new Shape.ListOf(RAW))),
            "deleteOption",
            DELETE_OPTION,
            "manifestConfigs",
            new Shape.ListOf(MANIFEST_CONFIG),
            "executor",
            EXECUTOR));

    /**
     * Reads a manifest; its kind is not looked at.
     *
     * @throws Shape.MismatchException when a value has not the type that its place asks for
     */
    static ManifestWork of(Resource manifest) throws Shape.MismatchException {
        return new ManifestWork(
                read(METADATA, manifest.content().get("metadata"), "metadata"),
                read(SPEC, manifest.content().get("spec"), "spec"));
    }

    String name() {
        return metadata.get("name") instanceof String text ? text : "";
    }

    /** The objects it wants, as they were given. */
    List<?> manifests() {
        return spec.get("workload") instanceof Map<?, ?> workload && workload.get("manifests") instanceof List<?> list
                ? list
                : List.of();
    }

    ManifestWork with(String key, Object value) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(metadata);
        changed.put(key, value);
        return new ManifestWork(changed, spec);
    }

    /** It again as an object. */
    Resource toResource() {
        Map<String, @Nullable Object> content = new LinkedHashMap<>();
        content.put("apiVersion", KIND.apiVersion());
        content.put("kind", KIND.kind());
        content.put("metadata", metadata);
        content.put("spec", spec);
        return new Resource(content);
    }

    private static Map<String, @Nullable Object> read(Shape shape, @Nullable Object value, String path)
            throws Shape.MismatchException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (shape.read(value, path).orElse(Map.of()) instanceof Map<?, ?> map) {
            map.forEach((key, field) -> fields.put(String.valueOf(key), field));
        }
        return fields;
    }

    private static Shape fields(Map<String, Shape> fields) {
        return new Shape.Fields(fields, List.of());
    }

    private static Map<String, Shape> texts(List<String> names) {
        Map<String, Shape> texts = new LinkedHashMap<>();
        names.forEach(name -> texts.put(name, TEXT));
        return texts;
    }
}
