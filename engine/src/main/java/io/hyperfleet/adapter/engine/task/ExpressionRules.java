package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.document.Place;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.Severity;
import io.hyperfleet.adapter.engine.document.Suggestions;
import io.hyperfleet.adapter.engine.expression.CelExpression;
import io.hyperfleet.adapter.engine.expression.ConditionTypeReference;
import io.hyperfleet.adapter.engine.expression.ExpressionSyntaxException;
import io.hyperfleet.adapter.engine.expression.FieldPath;
import io.hyperfleet.adapter.engine.expression.FunctionReference;
import io.hyperfleet.adapter.engine.expression.ResultKind;
import io.hyperfleet.adapter.engine.expression.VariableReference;
import io.hyperfleet.gotemplate.GoFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether the expressions and field paths of a task can be compiled, and whether the names in them can exist. */
final class ExpressionRules {

    /** What the original program says of an expression of blanks. */
    private static final String BLANK =
            "ERROR: <input>:1:0: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(',"
                    + " '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}";

    private static final String ISSUES = "ERROR: <input>";

    /** The condition types the API once had, and what took their place. */
    private static final Map<String, String> RETIRED_CONDITIONS = Map.of("Ready", "Reconciled");

    private final Problems semantics;
    private final Problems compilation;
    private final TaskNames names;
    private final NameUses uses;

    /** What an expression is for, and so what a name in it that cannot exist does. */
    enum Use {
        /** It decides what is done: it would always fail, or silently always say no. */
        DECISION,
        /** It gives a value, in whose place null or a default stands when it fails. */
        VALUE,
        /** It reads the members of an API response, whose names nobody knows. */
        RESPONSE
    }

    ExpressionRules(StagedProblems problems, TaskNames names, NameUses uses) {
        semantics = problems.at(LoadStage.SEMANTICS);
        compilation = problems.at(LoadStage.COMPILATION);
        this.names = names;
        this.uses = uses;
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
            compiled.rootVariables().forEach(uses::add);
            Severity severity = use == Use.DECISION ? Severity.ERROR : Severity.WARNING;
            checkFunctions(compiled, expression, path, severity);
            warnOfRetiredConditions(compiled, expression, path);
            if (use != Use.RESPONSE) {
                checkNames(compiled, expression, path, severity);
            }
        } catch (ExpressionSyntaxException e) {
            addSyntaxError(expression, path, e);
        }
    }

    /** What an expression that decides whether something is done yields. */
    void checkCondition(Scalar expression, String path) {
        check(expression, path, Use.DECISION);
        try {
            warnOfKind(CelExpression.compile(expression.text()).resultKind(), expression, path);
        } catch (ExpressionSyntaxException e) {
            // Already told by the check.
            return;
        }
    }

    private void warnOfKind(ResultKind kind, Scalar expression, String path) {
        switch (kind) {
            case BOOLEAN, UNKNOWN -> {
                // As it should be, or known only when it runs.
            }
            case OPTIONAL ->
                compilation.add(Problem.warning(
                                "optional-condition",
                                expression.placeAt(1, 1),
                                path,
                                "the expression yields an optional value, which counts as false when it is absent")
                        .withHint("end it with .orValue(false), or .hasValue() to ask whether it is there"));
            case OTHER ->
                compilation.add(Problem.warning(
                                "not-boolean",
                                expression.placeAt(1, 1),
                                path,
                                "the expression decides something, but does not yield true or false")
                        .withHint("any number counts as true; an empty text, list or map counts as false"));
        }
    }

    private void checkFunctions(CelExpression compiled, Scalar expression, String path, Severity severity) {
        for (FunctionReference function : compiled.functions()) {
            if (!CelExpression.functionNames().contains(function.name())) {
                compilation.add(new Problem(
                        severity,
                        "undefined-function",
                        expression.placeAt(function.line(), function.column()),
                        path,
                        "undefined function " + GoFormat.quote(function.name()),
                        Suggestions.didYouMean(function.name(), CelExpression.functionNames())
                                .orElse(null)));
            }
        }
    }

    /** Objects in a cluster may have conditions of such a type; what the API answers does not. */
    private void warnOfRetiredConditions(CelExpression compiled, Scalar expression, String path) {
        for (ConditionTypeReference condition : compiled.conditionTypes()) {
            String successor = RETIRED_CONDITIONS.get(condition.type());
            if (successor != null && !condition.root().equals("resources")) {
                compilation.add(retired(
                        condition.type(), successor, expression.placeAt(condition.line(), condition.column()), path));
            }
        }
    }

    private static Problem retired(String type, String successor, Place place, String path) {
        return Problem.warning(
                        "retired-condition",
                        place,
                        path,
                        "condition type " + GoFormat.quote(type) + " no longer exists in the HyperFleet API")
                .withHint("it is " + GoFormat.quote(successor) + " since API 1.0.14; this can never be true");
    }

    void checkField(Scalar field, String path) {
        uses.addWordsOf(field.text());
        RETIRED_CONDITIONS.forEach((type, successor) -> {
            int index = retiredFilter(field.text(), type);
            if (index >= 0) {
                compilation.add(retired(type, successor, field.placeAt(1, index + 1), path));
            }
        });
        try {
            FieldPath.compile(field.text());
        } catch (ExpressionSyntaxException e) {
            compilation.add(Problem.error(
                    "field-path", field.placeAt(e.line(), e.column()), path, String.valueOf(e.getMessage())));
        }
    }

    /** Where a filter such as {@code @.type=='Ready'} names the type; -1 when none does. */
    private static int retiredFilter(String field, String type) {
        Matcher filter =
                Pattern.compile("@\\.type\\s*==\\s*['\"]" + type + "['\"]").matcher(field);
        return filter.find() ? filter.end() - 1 - type.length() : -1;
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
                continue;
            }
            if (uses.isLater(variable.root())) {
                compilation.add(Problem.warning(
                                "used-before-defined",
                                place,
                                path,
                                GoFormat.quote(variable.root()) + " is used before it is defined")
                        .withHint(names.definition(variable.root()).orElse("it gets its value in a later phase")));
            }
            if (variable.root().equals("resources") && variable.path().size() > 1) {
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
