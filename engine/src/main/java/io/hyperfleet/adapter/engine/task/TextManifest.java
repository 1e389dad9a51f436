package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.document.Yaml;
import io.hyperfleet.adapter.engine.document.YamlSyntaxException;
import io.hyperfleet.adapter.engine.expression.Evaluation;
import io.hyperfleet.adapter.engine.expression.Scope;
import io.hyperfleet.adapter.engine.expression.Template;
import io.hyperfleet.adapter.engine.value.ResourceKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A manifest written as a text: rendered as a whole, then read as YAML, so that templates may shape the structure and
 * unquoted values take the type they look like.
 *
 * @param apiVersion the value of the only unindented {@code apiVersion:} line; null when there is not exactly one
 * @param kind the same for {@code kind:}
 */
record TextManifest(
        Template text,
        @Nullable TopLevelValue apiVersion,
        @Nullable TopLevelValue kind) implements ManifestTemplate {

    private static final String RENDERED = "rendered manifest";

    static TextManifest compile(Scalar manifest, TextCompiler texts) {
        return new TextManifest(
                texts.template(manifest),
                topLevelValue(manifest, "apiVersion:", texts),
                topLevelValue(manifest, "kind:", texts));
    }

    @Override
    public Rendered render(Scope scope) {
        if (text.text().isBlank()) {
            return new Rendered.Failed("empty manifest: string manifest cannot be empty");
        }
        return switch (text.render(scope)) {
            case Evaluation.Failure(String reason) ->
                new Rendered.Failed("failed to render manifest template: " + reason);
            case Evaluation.Value(Object value) -> parse(String.valueOf(value));
        };
    }

    @Override
    public ResourceKind kind(Scope scope) {
        if (apiVersion != null && kind != null) {
            return ResourceKind.known(apiVersion.in(scope), kind.in(scope));
        }
        return render(scope) instanceof Rendered.Manifest(var resource)
                ? ResourceKind.known(resource.apiVersion(), resource.kind().kind())
                : ResourceKind.UNKNOWN;
    }

    private static Rendered parse(String rendered) {
        if (rendered.isBlank()) {
            return new Rendered.Failed("empty manifest: template rendered to an empty document");
        }
        try {
            return object(Yaml.read(RENDERED, rendered));
        } catch (YamlSyntaxException wrong) {
            return new Rendered.Failed("failed to parse rendered manifest as YAML: " + wrong.getMessage());
        }
    }

    private static Rendered object(Node root) {
        if (root instanceof Node.Mapping || root.isNull()) {
            return ManifestObject.of(root.value());
        }
        return new Rendered.Failed("failed to parse rendered manifest as YAML: yaml: unmarshal errors:\n  line "
                + root.place().line() + ": cannot unmarshal " + root.tag()
                + (root instanceof Scalar scalar ? " `" + shortened(scalar.text()) + "`" : "")
                + " into map[string]interface {}");
    }

    /** Go's YAML library shows the beginning of a long value only. */
    private static String shortened(String text) {
        return text.length() > 10 ? text.substring(0, 7) + "..." : text;
    }

    private static @Nullable TopLevelValue topLevelValue(Scalar manifest, String key, TextCompiler texts) {
        List<String> lines =
                manifest.text().lines().filter(line -> line.startsWith(key)).toList();
        return lines.size() == 1
                ? TopLevelValue.of(texts.template(lines.getFirst().substring(key.length()), manifest))
                : null;
    }

    /**
     * What follows the key on its line.
     *
     * @param constant the value when it is the same for all events; null when it has to be rendered
     */
    record TopLevelValue(Template line, @Nullable String constant) {

        private static TopLevelValue of(Template line) {
            return new TopLevelValue(line, line.isConstant() ? scalarText(line.text()) : null);
        }

        private String in(Scope scope) {
            if (constant != null) {
                return constant;
            }
            return line.render(scope) instanceof Evaluation.Value(String rendered) ? scalarText(rendered) : "";
        }

        private static String scalarText(String yaml) {
            try {
                return Yaml.read(RENDERED, yaml) instanceof Scalar scalar ? scalar.text() : "";
            } catch (YamlSyntaxException unreadable) {
                return "";
            }
        }
    }
}
