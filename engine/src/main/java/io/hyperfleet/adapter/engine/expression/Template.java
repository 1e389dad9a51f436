package io.hyperfleet.adapter.engine.expression;

import io.hyperfleet.gotemplate.FieldReference;
import io.hyperfleet.gotemplate.GoTemplate;
import io.hyperfleet.gotemplate.TemplateExecutionException;
import io.hyperfleet.gotemplate.TemplateLimits;
import io.hyperfleet.gotemplate.TemplateSyntaxException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A compiled Go template with the adapter's function map. Immutable and shared. */
public final class Template {

    private final String text;
    private final @Nullable GoTemplate template;

    /**
     * @param template null for a text without actions
     */
    private Template(String text, @Nullable GoTemplate template) {
        this.text = text;
        this.template = template;
    }

    /**
     * @throws ExpressionSyntaxException with {@code failed to parse template: template: template:…}
     */
    public static Template compile(String text) throws ExpressionSyntaxException {
        if (!text.contains("{{")) {
            return new Template(text, null);
        }
        try {
            return new Template(
                    text, GoTemplate.parse("template", text, TemplateFunctions.ALL, TemplateLimits.DEFAULT));
        } catch (TemplateSyntaxException e) {
            throw new ExpressionSyntaxException("failed to parse template: " + e.getMessage(), e.line(), e.column());
        }
    }

    /** The template as written. */
    public String text() {
        return text;
    }

    /** True when the text has no action and renders to itself. */
    public boolean isConstant() {
        return template == null;
    }

    /**
     * Renders. The value is always a String; an {@link Evaluation.Failure} carries {@code failed to execute template:
     * template: template:…}.
     */
    public Evaluation render(Scope scope) {
        if (template == null) {
            return new Evaluation.Value(text);
        }
        try {
            return new Evaluation.Value(ScopedValue.where(TemplateFunctions.NOW, scope.now())
                    .call(() -> template.execute(scope.variables())));
        } catch (TemplateExecutionException e) {
            return new Evaluation.Failure("failed to execute template: " + e.getMessage());
        }
    }

    /** The places that read from the variables, in the order of the text; see {@link GoTemplate#fieldReferences}. */
    public List<FieldReference> fieldReferences() {
        return template == null ? List.of() : template.fieldReferences();
    }

    /** The names of the functions it calls, Go's own included. */
    public Set<String> functionsUsed() {
        return template == null ? Set.of() : template.functionsUsed();
    }
}
