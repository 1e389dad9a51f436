package io.hyperfleet.adapter.engine.expression;

import io.hyperfleet.adapter.engine.expression.cel.CelProgram;
import io.hyperfleet.adapter.engine.expression.cel.CelProgram.RefusedException;
import io.hyperfleet.gotemplate.GoFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A compiled CEL expression. Immutable; one instance serves all events and threads. */
public final class CelExpression {

    private final String text;
    private final @Nullable CelProgram program;

    /**
     * @param program null for a blank expression, which is always true
     */
    private CelExpression(String text, @Nullable CelProgram program) {
        this.text = text;
        this.program = program;
    }

    /**
     * Parses and plans an expression, without type checks.
     *
     * @throws ExpressionSyntaxException with {@code CEL parse error for expression "…": …} or {@code CEL program error
     *     for expression "…": …}
     */
    public static CelExpression compile(String text) throws ExpressionSyntaxException {
        if (text.isBlank()) {
            return new CelExpression(text, null);
        }
        try {
            return new CelExpression(text, CelProgram.compile(text));
        } catch (ExpressionSyntaxException e) {
            throw new ExpressionSyntaxException(
                    "CEL parse error for expression " + quoted(text) + ": " + e.getMessage(), e.line(), e.column());
        } catch (RefusedException e) {
            throw new ExpressionSyntaxException(
                    "CEL program error for expression " + quoted(text) + ": " + e.getMessage(), 1, 1);
        }
    }

    private static String quoted(String text) {
        return GoFormat.quote(text.strip());
    }

    /** The names of all functions an expression may call, some with a prefix such as {@code strings.quote}. */
    public static Set<String> functionNames() {
        return CelProgram.functionNames();
    }

    /** The expression as written. */
    public String text() {
        return text;
    }

    /**
     * Evaluates against the scope. A {@link Evaluation.Failure} carries {@code CEL evaluation error for expression "…":
     * …}. Neither its cost nor its nesting can hold the thread.
     */
    public Evaluation evaluate(Scope scope) {
        if (program == null) {
            return new Evaluation.Value(true);
        }
        return switch (program.evaluate(scope)) {
            case Evaluation.Value value -> value;
            case Evaluation.Failure(String reason) ->
                new Evaluation.Failure("CEL evaluation error for expression " + quoted(text) + ": " + reason);
        };
    }

    /** The variables it refers to, without those of its macros, in the order of the text. */
    public List<VariableReference> variables() {
        return program == null ? List.of() : program.variables();
    }

    /** The names of the variables it refers to, without those of its macros. */
    public Set<String> rootVariables() {
        return variables().stream().map(VariableReference::root).collect(Collectors.toUnmodifiableSet());
    }

    /** The functions it calls, in the order of the text. */
    public List<FunctionReference> functions() {
        return program == null ? List.of() : program.functions();
    }

    /** The condition types it looks for, in the order of the text. */
    public List<ConditionTypeReference> conditionTypes() {
        return program == null ? List.of() : program.conditionTypes();
    }

    /** What can be told of its result from the text alone. */
    public ResultKind resultKind() {
        return program == null ? ResultKind.BOOLEAN : program.resultKind();
    }
}
