package io.hyperfleet.gotemplate;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A parsed Go template, after {@code text/template} of Go 1.26 with the option {@code missingkey=error}. Immutable; any
 * number of threads may execute it at the same time.
 *
 * <p>Values: null is nil; Boolean; Long and the smaller integers are {@code int}; Double {@code float64}; Float; {@link
 * Uint64}; String; {@code byte[]}; List; Map; ZonedDateTime and OffsetDateTime are {@code time.Time}, Duration is
 * {@code time.Duration}, both with their methods; a {@link GoFunction} may be called with {@code call}. Other objects print
 * as their own text and have no fields. The data must not be changed while it is used.
 */
public final class GoTemplate {

    private final SourceText source;
    private final TemplateLimits limits;
    private final Map<String, Node.Sequence> definitions;
    private final Node.Sequence root;
    private final Set<String> functionsUsed;
    private final List<FieldReference> fieldReferences;

    private GoTemplate(SourceText source, TemplateLimits limits, Parser.Result parsed) {
        this.source = source;
        this.limits = limits;
        this.definitions = parsed.definitions();
        this.root = definitions.getOrDefault(source.name(), new Node.Sequence(0, List.of()));
        this.functionsUsed = parsed.functionsUsed();
        this.fieldReferences = FieldReferences.of(source, definitions);
    }

    /**
     * Parses a template.
     *
     * @param name stands in the messages, and is the name under which the template may call itself
     * @param functions in addition to Go's own, looked up now
     * @param limits for the text and for every execution
     */
    public static GoTemplate parse(String name, String text, FunctionMap functions, TemplateLimits limits)
            throws TemplateSyntaxException {
        SourceText source = new SourceText(name, text);
        return DeepStack.call(
                () -> new GoTemplate(source, limits, Parser.parse(source, functions, limits)),
                TemplateSyntaxException.class,
                () -> new TemplateSyntaxException("template: " + name + ": nested too deeply", 1, 1));
    }

    /**
     * The template's text for this data. Bytes that are no valid UTF-8 stay recognizable, see {@link GoText}.
     *
     * @throws TemplateExecutionException if a key is missing, a function fails, or a limit is reached
     */
    public String execute(@Nullable Object data) throws TemplateExecutionException {
        return DeepStack.call(
                () -> Execution.run(source, definitions, root, limits, data),
                TemplateExecutionException.class,
                () -> new TemplateExecutionException(
                        "template: " + source.name() + ": template or data nested too deeply", 1, 1, null));
    }

    /**
     * Every chain that starts at the template's data, in the order of the text: {@code .a.b}, {@code $.a.b} and {@code
     * index . "a" "b"}. What is read through variables, or from elements inside {@code with} and {@code range}, is not
     * among them.
     */
    public List<FieldReference> fieldReferences() {
        return fieldReferences;
    }

    /** Names of all functions called, Go's own included. */
    public Set<String> functionsUsed() {
        return functionsUsed;
    }
}
