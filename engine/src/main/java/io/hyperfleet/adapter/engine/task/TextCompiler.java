package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.document.Place;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Severity;
import io.hyperfleet.adapter.engine.expression.CelExpression;
import io.hyperfleet.adapter.engine.expression.ExpressionSyntaxException;
import io.hyperfleet.adapter.engine.expression.FieldPath;
import io.hyperfleet.adapter.engine.expression.Template;
import io.hyperfleet.adapter.engine.expression.UrlTemplate;
import io.hyperfleet.gotemplate.GoFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the texts of a task file. A text that cannot be compiled becomes a problem and is replaced by an empty one, so
 * that all are reported; what was compiled must not be used when there are problems.
 */
final class TextCompiler {

    private static final Template EMPTY_TEMPLATE = compiled(() -> Template.compile(""));
    private static final UrlTemplate EMPTY_URL = compiled(() -> UrlTemplate.compile(""));
    private static final CelExpression EMPTY_EXPRESSION = compiled(() -> CelExpression.compile("true"));
    private static final FieldPath EMPTY_PATH = compiled(() -> FieldPath.compile("empty"));

    private final List<Problem> problems = new ArrayList<>();

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    Template template(Scalar scalar) {
        return template(scalar.text(), scalar);
    }

    /** A template whose text is not quite that of the scalar it comes from. */
    Template template(String text, Scalar scalar) {
        return compile(scalar, "template-syntax", () -> Template.compile(text), EMPTY_TEMPLATE);
    }

    UrlTemplate url(Scalar scalar) {
        return compile(scalar, "template-syntax", () -> UrlTemplate.compile(scalar.text()), EMPTY_URL);
    }

    /** The template that renders to a given text, whatever characters it has. */
    Template constant(String text) {
        return compiled(() -> Template.compile(text.contains("{{") ? text.replace("{{", "{{`{{`}}") : text));
    }

    @Nullable
    Template optionalTemplate(@Nullable Scalar scalar) {
        return scalar == null ? null : template(scalar);
    }

    CelExpression expression(Scalar scalar) {
        return compile(scalar, "cel-syntax", () -> CelExpression.compile(scalar.text()), EMPTY_EXPRESSION);
    }

    @Nullable
    CelExpression optionalExpression(@Nullable Scalar scalar) {
        return scalar == null ? null : expression(scalar);
    }

    FieldPath fieldPath(Scalar scalar) {
        return compile(scalar, "field-path", () -> FieldPath.compile(scalar.text()), EMPTY_PATH);
    }

    /** A value that has a field path and an expression as well. */
    void refuseBoth(Scalar field) {
        problems.add(Problem.error(
                        "mutually-exclusive",
                        field.place(),
                        "",
                        "field and expression are mutually exclusive; only one should be specified")
                .withHint("remove one of them"));
    }

    /** A manifest that is neither a map nor a text. */
    ManifestTemplate refusedManifest(Node manifest) {
        String message = "failed to convert manifest to string: unsupported manifest type: "
                + GoFormat.typeName(manifest.value());
        problems.add(Problem.error("manifest-type", manifest.place(), "", message)
                .withHint("write the manifest as a map or as a text"));
        return new TextManifest(EMPTY_TEMPLATE, null, null);
    }

    private <T> T compile(Scalar scalar, String code, Compilation<T> compilation, T empty) {
        try {
            return compilation.run();
        } catch (ExpressionSyntaxException wrong) {
            Place place = scalar.placeAt(wrong.line(), wrong.column());
            problems.add(new Problem(Severity.ERROR, code, place, "", String.valueOf(wrong.getMessage()), null));
            return empty;
        }
    }

    private static <T> T compiled(Compilation<T> compilation) {
        try {
            return compilation.run();
        } catch (ExpressionSyntaxException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    private interface Compilation<T> {
        T run() throws ExpressionSyntaxException;
    }
}
