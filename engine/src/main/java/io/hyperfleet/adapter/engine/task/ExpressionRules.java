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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

    /** What looks like a function and is carried out otherwise. */
    private static final Set<String> MACROS =
            Set.of("all", "exists", "exists_one", "filter", "has", "map", "optFlatMap", "optMap");

    /** Of the adapter, expressions know how the run has gone so far. */
    private static final List<String> ADAPTER_MEMBERS = List.of(
            "executionStatus",
            "resourcesSkipped",
            "skipReason",
            "errorReason",
            "errorMessage",
            "executionError",
            "resourceErrors");

    /** The condition types that every object of the API may have. */
    private static final List<String> CONDITION_TYPES =
            List.of("Reconciled", "Available", "Applied", "Health", "Finalized");

    /** The beginning of a field path: a variable, perhaps a member of it. */
    private static final Pattern FIELD_BEGINNING =
            Pattern.compile("^\\s*(?:\\{\\s*)?\\.?([A-Za-z_][\\w-]*)(?:\\.([A-Za-z_][\\w-]*))?");

    /** What other languages write with capitals. */
    private static final Set<String> LITERALS = Set.of("true", "false", "null");

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
            warnOfConditionTypes(compiled, expression, path);
            if (use != Use.RESPONSE) {
                checkNames(compiled, expression, path, severity);
            }
        } catch (ExpressionSyntaxException e) {
            uses.beIncomplete();
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
                        placeOfName(function, expression),
                        path,
                        "undefined function " + GoFormat.quote(function.name()),
                        functionHint(function.name())));
            }
        }
    }

    private static @Nullable String functionHint(String name) {
        if (MACROS.contains(name)) {
            return "it is known, but takes other arguments: list.exists(x, x.type == \"a\"), has(x.y)";
        }
        Set<String> known = new HashSet<>(CelExpression.functionNames());
        known.addAll(MACROS);
        return Suggestions.didYouMean(name, known).orElse(null);
    }

    /** The parser only says where the parenthesis is that follows the name. */
    private static Place placeOfName(FunctionReference function, Scalar expression) {
        String line =
                expression.text().lines().skip(function.line() - 1L).findFirst().orElse("");
        String name = function.name().substring(function.name().lastIndexOf('.') + 1);
        int parenthesis =
                line.offsetByCodePoints(0, Math.min(function.column() - 1, line.codePointCount(0, line.length())));
        int start = line.lastIndexOf(name, parenthesis);
        return start < 0
                ? expression.placeAt(function.line(), function.column())
                : expression.placeAt(function.line(), line.codePointCount(0, start) + 1);
    }

    /** Objects in a cluster may have conditions of any type; what the API answers does not. */
    private void warnOfConditionTypes(CelExpression compiled, Scalar expression, String path) {
        for (ConditionTypeReference condition : compiled.conditionTypes()) {
            if (condition.root().equals("resources")) {
                continue;
            }
            Place place = expression.placeAt(condition.line(), condition.column());
            String successor = RETIRED_CONDITIONS.get(condition.type());
            if (successor != null) {
                compilation.add(retired(condition.type(), successor, place, path));
            } else if (!CONDITION_TYPES.contains(condition.type())) {
                Suggestions.nearest(condition.type(), CONDITION_TYPES)
                        .filter(near -> sameBeginning(near, condition.type()))
                        .ifPresent(near -> compilation.add(Problem.warning(
                                        "status-condition",
                                        place,
                                        path,
                                        "condition type " + GoFormat.quote(condition.type()) + " is not known")
                                .withHint(Suggestions.question(near))));
            }
        }
    }

    /** A type such as {@code Unavailable} is another one, no misspelling. */
    private static boolean sameBeginning(String known, String type) {
        return known.regionMatches(true, 0, type, 0, 1);
    }

    private static Problem retired(String type, String successor, Place place, String path) {
        return Problem.warning(
                        "retired-condition",
                        place,
                        path,
                        "condition type " + GoFormat.quote(type) + " no longer exists in the HyperFleet API")
                .withHint("it is " + GoFormat.quote(successor) + " since API 1.0.14; this can never be true");
    }

    /** A field path that begins with a variable of the task. */
    void checkFieldOfVariables(Scalar field, String path) {
        Matcher beginning = FIELD_BEGINNING.matcher(field.text());
        if (!checkField(field, path) || !beginning.find()) {
            return;
        }
        String root = beginning.group(1);
        String member = beginning.group(2);
        if (!names.templatesKnow(root) && !root.equals("resources")) {
            names.nearest(root).ifPresent(uses::add);
            compilation.add(Problem.warning(
                            "undefined-variable",
                            field.placeAt(1, beginning.start(1) + 1),
                            path,
                            "undefined variable " + GoFormat.quote(root))
                    .withHint(names.suggestionForExpression(root).orElse(null)));
        } else if (root.equals("resources") && member != null && !names.hasResource(member)) {
            compilation.add(Problem.warning(
                            "undefined-resource",
                            field.placeAt(1, beginning.start(2) + 1),
                            path,
                            "undefined resource " + GoFormat.quote("resources." + member))
                    .withHint(names.resourceSuggestion(member).orElse(null)));
        }
    }

    /** A field path into an answer, whose members nobody knows. False when it cannot be followed at all. */
    boolean checkField(Scalar field, String path) {
        uses.addWordsOf(field.text());
        RETIRED_CONDITIONS.forEach((type, successor) -> {
            int index = retiredFilter(field.text(), type);
            if (index >= 0) {
                compilation.add(retired(type, successor, field.placeAt(1, index + 1), path));
            }
        });
        try {
            FieldPath.compile(field.text());
            return true;
        } catch (ExpressionSyntaxException e) {
            compilation.add(Problem.error(
                    "field-path", field.placeAt(e.line(), e.column()), path, String.valueOf(e.getMessage())));
            return false;
        }
    }

    /** Where a filter such as {@code @.type=='Ready'} names the type; -1 when none does. */
    private static int retiredFilter(String field, String type) {
        Matcher filter =
                Pattern.compile("@\\.type\\s*==\\s*['\"]" + type + "['\"]").matcher(field);
        return filter.find() ? filter.end() - 1 - type.length() : -1;
    }

    private void checkNames(CelExpression compiled, Scalar expression, String path, Severity severity) {
        boolean brokenMacro =
                compiled.functions().stream().map(FunctionReference::name).anyMatch(ExpressionRules::isBrokenMacro);
        for (VariableReference variable : compiled.variables()) {
            if (!names.expressionsKnow(variable.root())) {
                names.nearest(variable.root()).ifPresent(uses::add); // it is not unused, only misspelt
                if (!brokenMacro) { // which would have brought in a variable of its own
                    compilation.add(new Problem(
                            severity,
                            "undefined-variable",
                            expression.placeAt(variable.line(), variable.column()),
                            path,
                            "undefined variable " + GoFormat.quote(variable.root()),
                            hint(variable)));
                }
                continue;
            }
            if (uses.isLater(variable.root())) {
                compilation.add(Problem.warning(
                                "used-before-defined",
                                expression.placeAt(variable.line(), variable.column()),
                                path,
                                GoFormat.quote(variable.root()) + " is used before it is defined")
                        .withHint(names.definition(variable.root()).orElse("it gets its value in a later phase")));
            }
            checkMember(variable, expression, path, severity);
        }
    }

    /** Whether a function that is called is a macro with the wrong arguments, or a misspelt one. */
    private static boolean isBrokenMacro(String function) {
        boolean misspelt = Suggestions.nearest(function, MACROS).isPresent()
                && !CelExpression.functionNames().contains(function);
        return MACROS.contains(function) || misspelt;
    }

    private void checkMember(VariableReference variable, Scalar expression, String path, Severity severity) {
        if (variable.path().size() < 2) {
            return;
        }
        String member = variable.path().get(1);
        if (variable.root().equals("resources") && !names.hasResource(member)) {
            compilation.add(new Problem(
                    variable.guarded() ? Severity.WARNING : severity,
                    "undefined-resource",
                    placeOfMember(variable, expression),
                    path,
                    "undefined resource " + GoFormat.quote("resources." + member),
                    names.resourceSuggestion(member).orElse(null)));
        } else if (variable.root().equals("adapter") && !ADAPTER_MEMBERS.contains(member)) {
            compilation.add(Problem.warning(
                            "undefined-variable",
                            placeOfMember(variable, expression),
                            path,
                            "undefined variable " + GoFormat.quote("adapter." + member))
                    .withHint(Suggestions.didYouMean(member, ADAPTER_MEMBERS)
                            .orElse("adapter knows " + String.join(", ", ADAPTER_MEMBERS))));
        }
    }

    private static Place placeOfMember(VariableReference variable, Scalar expression) {
        String line =
                expression.text().lines().skip(variable.line() - 1L).findFirst().orElse("");
        int root = line.offsetByCodePoints(0, Math.min(variable.column() - 1, line.codePointCount(0, line.length())));
        int member = line.indexOf(variable.path().get(1), root + variable.root().length());
        return expression.placeAt(variable.line(), member < 0 ? variable.column() : line.codePointCount(0, member) + 1);
    }

    private @Nullable String hint(VariableReference variable) {
        if (variable.root().equals("params") && variable.path().size() > 1) {
            return "a param is a variable itself: write " + variable.path().get(1);
        }
        String literal = variable.root().toLowerCase(Locale.ROOT);
        return LITERALS.contains(literal)
                ? Suggestions.question(literal)
                : names.suggestionForExpression(variable.root()).orElse(null);
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
