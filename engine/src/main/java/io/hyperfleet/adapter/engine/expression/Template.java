package io.hyperfleet.adapter.engine.expression;

import io.hyperfleet.gotemplate.FieldReference;
import io.hyperfleet.gotemplate.FunctionMap;
import io.hyperfleet.gotemplate.GoTemplate;
import io.hyperfleet.gotemplate.TemplateExecutionException;
import io.hyperfleet.gotemplate.TemplateLimits;
import io.hyperfleet.gotemplate.TemplateSyntaxException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A compiled Go template with the adapter's function map. Immutable and shared. */
public final class Template {

    /** The name that error texts carry. */
    private static final String NAME = "template";

    /** The scope that is being rendered, for functions that need more than their arguments. */
    private static final ScopedValue<Scope> RENDERED_SCOPE = ScopedValue.newInstance();

    private static final FunctionMap FUNCTIONS =
            TemplateFunctions.with(() -> RENDERED_SCOPE.get().now());

    private final String text;
    private final @Nullable GoTemplate compiled;

    private Template(String text, @Nullable GoTemplate compiled) {
        this.text = text;
        this.compiled = compiled;
    }

    /**
     * @throws ExpressionSyntaxException with {@code failed to parse template: template: template:…}
     */
    public static Template compile(String text) throws ExpressionSyntaxException {
        if (!text.contains("{{")) {
            return new Template(text, null);
        }
        try {
            return new Template(text, GoTemplate.parse(NAME, text, FUNCTIONS, TemplateLimits.DEFAULT));
        } catch (TemplateSyntaxException wrong) {
            throw new ExpressionSyntaxException(
                    "failed to parse template: " + wrong.getMessage(), wrong.line(), wrong.column());
        }
    }

    /** The names of the functions that exist beside Go's own. */
    public static Set<String> functionNames() {
        return FUNCTIONS.names();
    }

    /** The template as written. */
    public String text() {
        return text;
    }

    /** True when the text has no action and renders to itself. */
    public boolean isConstant() {
        return compiled == null;
    }

    /** Every place where the template reads from its data, in the order of the text. */
    public List<FieldReference> fieldReferences() {
        return compiled == null ? List.of() : compiled.fieldReferences();
    }

    /** The names of the variables the template reads. */
    public Set<String> rootNames() {
        return fieldReferences().stream()
                .map(reference -> reference.path().getFirst())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Renders. The value is always a String; an {@link Evaluation.Failure} carries {@code failed to execute template:
     * template: template:…}.
     */
    public Evaluation render(Scope scope) {
        if (compiled == null) {
            return new Evaluation.Value(text);
        }
        try {
            return new Evaluation.Value(
                    ScopedValue.where(RENDERED_SCOPE, scope).call(() -> compiled.execute(scope.variables())));
        } catch (TemplateExecutionException failed) {
            return new Evaluation.Failure("failed to execute template: " + failed.getMessage());
        }
    }
}
