package io.hyperfleet.adapter.engine.document;

import io.hyperfleet.adapter.engine.document.KeyReader.Strictness;
import io.hyperfleet.gotemplate.GoFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The frame around both configuration files of v0.1: {@code apiVersion}, {@code kind} and {@code metadata}; what matters is
 * under {@code spec}.
 *
 * @param kind as written
 * @param labels of the metadata, keys in lower case as the original program keeps them
 * @param spec empty when there is none
 */
public record Envelope(Node.Scalar kind, Node.Scalar name, Map<String, String> labels, Optional<Node> spec) {

    /** The only version there ever was. */
    public static final String API_VERSION = "hyperfleet.redhat.com/v1alpha1";

    private static final Set<String> FRAME = Set.of("apiVersion", "kind", "metadata", "spec");

    private static final String FOREIGN = "; with any other the keys apiVersion, kind, metadata and spec are unknown";

    public Envelope {
        labels = Map.copyOf(labels);
    }

    /** Whether a file has that form: at least one key of the frame and no other. */
    public static boolean isEnvelope(Node document) {
        return document instanceof Node.Mapping mapping
                && !mapping.entries().isEmpty()
                && mapping.entries().stream()
                        .allMatch(entry -> entry.key() instanceof Node.Scalar key && FRAME.contains(key.text()));
    }

    /**
     * Reads the frame.
     *
     * @param kinds the kinds that may stand here, the proper one first
     * @param foreign gets an {@code apiVersion} that is not ours, which makes it another kind of file altogether
     * @param rules gets what is missing or wrong otherwise
     */
    public static Envelope read(Node document, List<String> kinds, Problems foreign, Problems rules) {
        KeyReader keys = KeyReader.of(document, "", "Envelope", foreign, Strictness.LENIENT, KeyStyle.CAMEL_CASE)
                .orElseThrow(() -> new IllegalArgumentException("no envelope"));
        checkVersion(keys, foreign, rules);
        Node.Scalar kind = keys.requiredText("kind");
        if (kind.text().isEmpty()) {
            require(kind, "kind", rules);
        } else if (!kinds.contains(kind.text())) {
            String message = "invalid kind " + GoFormat.quote(kind.text()) + " (expected: "
                    + GoFormat.quote(kinds.getFirst()) + ")";
            rules.add(Problem.error("kind", kind.place(), "kind", message)
                    .withHint("are the two configuration files mixed up?")
                    .withOriginal(message));
        }
        Optional<KeyReader> metadata = keys.object("metadata", "Metadata");
        Node.Scalar name = metadata.map(data -> data.requiredText("name")).orElseGet(keys::absentText);
        require(name, "metadata.name", rules);
        Map<String, String> labels = new LinkedHashMap<>();
        metadata.map(data -> data.texts("labels"))
                .orElse(List.of())
                .forEach(entry -> labels.put(text(entry.key()).toLowerCase(Locale.ROOT), text(entry.value())));
        return new Envelope(kind, name, labels, Optional.ofNullable(keys.any("spec")));
    }

    /** What the author of such a file should know. */
    public static Problem deprecation(Node document) {
        return Problem.warning(
                        "old-dialect",
                        document.place(),
                        "",
                        "DEPRECATED: this is the form of v0.1 (apiVersion, kind, metadata, spec); it works as it did then")
                .withHint("to renew it, put what is under spec to the top, write the keys in snake_case (apiCall ->"
                        + " api_call), and move metadata.name to adapter.name");
    }

    private static void checkVersion(KeyReader keys, Problems foreign, Problems rules) {
        Node.Scalar version = keys.requiredText("api_version");
        if (version.text().isEmpty()) {
            require(version, "apiVersion", rules);
        } else if (!version.text().equals(API_VERSION)) {
            String message = "unsupported apiVersion " + GoFormat.quote(version.text()) + " (supported: " + API_VERSION
                    + ")" + FOREIGN;
            foreign.add(Problem.error("api-version", version.place(), "apiVersion", message)
                    .withHint("write that one, or leave out all four and write the keys of spec in snake_case")
                    .withOriginal(message));
        }
    }

    private static void require(Node.Scalar text, String path, Problems rules) {
        if (text.text().isEmpty()) {
            String message = path + " is required";
            rules.add(Problem.error("required", text.place(), path, message).withOriginal(message));
        }
    }

    private static String text(Node node) {
        return node instanceof Node.Scalar scalar ? scalar.text() : "";
    }
}
