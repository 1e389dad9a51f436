package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.document.Place;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.Severity;
import io.hyperfleet.adapter.engine.expression.ExpressionSyntaxException;
import io.hyperfleet.adapter.engine.expression.Template;
import io.hyperfleet.gotemplate.FieldReference;
import io.hyperfleet.gotemplate.GoFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether the templates of a task can be compiled, and whether the names in them are known. */
final class TemplateRules {

    /** What stands before and behind a name in the only actions that the original program looks at. */
    private static final Pattern BEFORE_NAME = Pattern.compile("\\{\\{ *$");

    private static final Pattern BEHIND_NAME = Pattern.compile("^ *(\\|[^}]*)?}}");

    private final Problems semantics;
    private final Problems compilation;
    private final TaskNames names;

    TemplateRules(StagedProblems problems, TaskNames names) {
        semantics = problems.at(LoadStage.SEMANTICS);
        compilation = problems.at(LoadStage.COMPILATION);
        this.names = names;
    }

    /** A template that fails whenever it names something unknown. */
    void check(Scalar template, String path) {
        check(template, path, Severity.ERROR);
    }

    /** A template in a place where the original program looks for mistakes only when it runs. */
    void warn(Scalar template, String path) {
        check(template, path, Severity.WARNING);
    }

    private void check(Scalar template, String path, Severity severity) {
        if (!template.text().contains("{{")) {
            return;
        }
        try {
            checkNames(Template.compile(template.text()), template, path, severity);
        } catch (ExpressionSyntaxException e) {
            compilation.add(Problem.error(
                    "template-syntax", template.placeAt(e.line(), e.column()), path, String.valueOf(e.getMessage())));
        }
    }

    /**
     * A name that is unknown is an error where it is the whole action or the beginning of its pipe, as in the original
     * program. In conditions and arguments it may never be reached, so there it is a warning.
     */
    private void checkNames(Template compiled, Scalar template, String path, Severity severity) {
        for (FieldReference reference : compiled.fieldReferences()) {
            String root = reference.path().getFirst();
            if (!names.templatesKnow(root)) {
                boolean certain = severity == Severity.ERROR && isWholeAction(template.text(), reference);
                Problem problem = new Problem(
                        certain ? Severity.ERROR : Severity.WARNING,
                        "undefined-variable",
                        place(template, reference),
                        path,
                        "undefined template variable " + GoFormat.quote(String.join(".", reference.path())),
                        hint(root).orElse(null));
                (certain ? semantics : compilation).add(problem);
            }
        }
    }

    private static boolean isWholeAction(String text, FieldReference reference) {
        String line = line(text, reference);
        int start = Math.min(reference.column() - 1, line.length());
        int end = Math.min(start + reference.length(), line.length());
        return BEFORE_NAME.matcher(line.substring(0, start)).find()
                && BEHIND_NAME.matcher(line.substring(end)).find();
    }

    private Optional<String> hint(String name) {
        return switch (name) {
            case "resources" -> Optional.of("templates do not see resources; an expression does");
            case "now", "date" -> Optional.of("this is a function: write it without the dot");
            default -> names.suggestion(name);
        };
    }

    /** Columns of a reference count UTF-16 units, those of a place count characters. */
    private static Place place(Scalar template, FieldReference reference) {
        String line = line(template.text(), reference);
        int before = Math.min(reference.column() - 1, line.length());
        return template.placeAt(reference.line(), line.codePointCount(0, before) + 1);
    }

    private static String line(String text, FieldReference reference) {
        return text.lines().skip(reference.line() - 1L).findFirst().orElse("");
    }
}
