package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.document.Place;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.Severity;
import io.hyperfleet.adapter.engine.expression.CelExpression;
import io.hyperfleet.adapter.engine.expression.ExpressionSyntaxException;
import io.hyperfleet.adapter.engine.expression.FieldPath;
import io.hyperfleet.adapter.engine.expression.VariableReference;
import io.hyperfleet.gotemplate.GoFormat;
import org.jspecify.annotations.Nullable;

/** Whether the expressions and field paths of a task can be compiled, and whether the names in them can exist. */
final class ExpressionRules {

    /** What the original program says of an expression of blanks. */
    private static final String BLANK =
            "ERROR: <input>:1:0: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(',"
                    + " '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}";

    private static final String ISSUES = "ERROR: <input>";

    private final Problems semantics;
    private final Problems compilation;
    private final TaskNames names;

    /** What an expression is for, and so what a name in it that cannot exist does. */
    enum Use {
        /** It decides what is done: it would always fail, or silently always say no. */
        DECISION,
        /** It gives a value, in whose place null or a default stands when it fails. */
        VALUE,
        /** It reads the members of an API response, whose names nobody knows. */
        RESPONSE
    }

    ExpressionRules(StagedProblems problems, TaskNames names) {
        semantics = problems.at(LoadStage.SEMANTICS);
        compilation = problems.at(LoadStage.COMPILATION);
        this.names = names;
    }

    void check(Scalar expression, String path, Use use) {
        if (expression.text().isBlank()) {
            semantics.add(
                    Problem.error("cel-syntax", expression.place(), path, "CEL parse error: the expression is empty")
                            .withOriginal(path + ": CEL parse error: " + BLANK));
            return;
        }
        try {
            CelExpression compiled = CelExpression.compile(expression.text());
            if (use != Use.RESPONSE) {
                checkNames(compiled, expression, path, use == Use.DECISION ? Severity.ERROR : Severity.WARNING);
            }
        } catch (ExpressionSyntaxException e) {
            addSyntaxError(expression, path, e);
        }
    }

    void checkField(Scalar field, String path) {
        try {
            FieldPath.compile(field.text());
        } catch (ExpressionSyntaxException e) {
            compilation.add(Problem.error(
                    "field-path", field.placeAt(e.line(), e.column()), path, String.valueOf(e.getMessage())));
        }
    }

    private void checkNames(CelExpression compiled, Scalar expression, String path, Severity severity) {
        for (VariableReference variable : compiled.variables()) {
            Place place = expression.placeAt(variable.line(), variable.column());
            if (!names.expressionsKnow(variable.root())) {
                compilation.add(new Problem(
                        severity,
                        "undefined-variable",
                        place,
                        path,
                        "undefined variable " + GoFormat.quote(variable.root()),
                        hint(variable)));
            } else if (variable.root().equals("resources") && variable.path().size() > 1) {
                checkResource(variable, place, path, variable.guarded() ? Severity.WARNING : severity);
            }
        }
    }

    private void checkResource(VariableReference variable, Place place, String path, Severity severity) {
        String name = variable.path().get(1);
        if (!names.hasResource(name)) {
            compilation.add(new Problem(
                    severity,
                    "undefined-resource",
                    place,
                    path,
                    "undefined resource " + GoFormat.quote("resources." + name),
                    names.resourceSuggestion(name).orElse(null)));
        }
    }

    private @Nullable String hint(VariableReference variable) {
        if (variable.root().equals("params") && variable.path().size() > 1) {
            return "a param is a variable itself: write " + variable.path().get(1);
        }
        return names.suggestion(variable.root()).orElse(null);
    }

    private void addSyntaxError(Scalar expression, String path, ExpressionSyntaxException e) {
        String text = String.valueOf(e.getMessage());
        Place place = expression.placeAt(e.line(), e.column());
        int issues = text.indexOf(ISSUES);
        if (issues < 0) {
            compilation.add(Problem.error("cel-program", place, path, text));
            return;
        }
        String original = text.substring(issues);
        String message = original.lines()
                .findFirst()
                .orElse(original)
                .replaceFirst("^ERROR: <input>:-?\\d+:\\d+: ", "")
                .replaceFirst(" expecting \\{.*", "");
        semantics.add(Problem.error("cel-syntax", place, path, "CEL parse error: " + message)
                .withOriginal(path + ": CEL parse error: " + original));
    }
}
