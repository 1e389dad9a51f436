package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.GoSyntax;
import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.document.Place;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.Severity;
import io.hyperfleet.adapter.engine.expression.CelExpression;
import io.hyperfleet.adapter.engine.expression.ExpressionSyntaxException;
import io.hyperfleet.adapter.engine.expression.FieldPath;
import io.hyperfleet.adapter.engine.expression.VariableReference;
import org.jspecify.annotations.Nullable;

/** Whether the expressions and field paths of a task can be compiled, and whether the names in them can exist. */
final class ExpressionRules {

    /** What the original program says of an expression of blanks. */
    private static final String BLANK = "ERROR: <input>:1:0: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(',"
            + " '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}";

    private static final String ISSUES = "ERROR: <input>";

    private final Problems problems;
    private final TaskNames names;

    ExpressionRules(Problems problems, TaskNames names) {
        this.problems = problems;
        this.names = names;
    }

    void check(Scalar expression, String path) {
        if (expression.text().isBlank()) {
            problems.add(Problem.error("cel-syntax", expression.place(), path, "CEL parse error: the expression is empty")
                    .withOriginal(path + ": CEL parse error: " + BLANK));
            return;
        }
        try {
            checkNames(CelExpression.compile(expression.text()), expression, path);
        } catch (ExpressionSyntaxException e) {
            problems.add(syntaxError(expression, path, e));
        }
    }

    void checkField(Scalar field, String path) {
        try {
            FieldPath.compile(field.text());
        } catch (ExpressionSyntaxException e) {
            problems.add(Problem.error(
                    "field-path", field.placeAt(e.line(), e.column()), path, String.valueOf(e.getMessage())));
        }
    }

    /** Names that nothing in the task gives can never be there, whatever the event; members of them are only doubtful. */
    private void checkNames(CelExpression compiled, Scalar expression, String path) {
        for (VariableReference variable : compiled.variables()) {
            Place place = expression.placeAt(variable.line(), variable.column());
            if (!names.expressionsKnow(variable.root())) {
                problems.add(Problem.error(
                                "undefined-variable", place, path, "undefined variable " + quoted(variable.root()))
                        .withHint(hint(variable)));
            } else if (variable.root().equals("resources") && variable.path().size() > 1) {
                checkResource(variable, place, path);
            }
        }
    }

    private void checkResource(VariableReference variable, Place place, String path) {
        String name = variable.path().get(1);
        if (!names.hasResource(name)) {
            Severity severity = variable.guarded() ? Severity.WARNING : Severity.ERROR;
            problems.add(new Problem(
                    severity,
                    "undefined-resource",
                    place,
                    path,
                    "undefined resource " + quoted("resources." + name),
                    names.resourceSuggestion(name).orElse(null)));
        }
    }

    private @Nullable String hint(VariableReference variable) {
        if (variable.root().equals("params") && variable.path().size() > 1) {
            return "a param is a variable itself: write " + variable.path().get(1);
        }
        return names.suggestion(variable.root()).orElse(null);
    }

    private static String quoted(String name) {
        return GoSyntax.quoted(name);
    }

    private static Problem syntaxError(Scalar expression, String path, ExpressionSyntaxException e) {
        String text = String.valueOf(e.getMessage());
        int issues = text.indexOf(ISSUES);
        if (issues < 0) {
            return Problem.error("cel-program", expression.place(), path, text);
        }
        String original = text.substring(issues);
        String message = original.lines().findFirst().orElse(original).replaceFirst("^ERROR: <input>:-?\\d+:\\d+: ", "");
        return Problem.error("cel-syntax", expression.placeAt(e.line(), e.column()), path, "CEL parse error: " + message)
                .withOriginal(path + ": CEL parse error: " + original);
    }
}
