package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.GoSyntax;
import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.document.Place;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.Severity;
import io.hyperfleet.adapter.engine.expression.ExpressionSyntaxException;
import io.hyperfleet.adapter.engine.expression.Template;
import io.hyperfleet.gotemplate.FieldReference;
import java.util.Optional;

/** Whether the templates of a task can be compiled, and whether the names in them are known. */
final class TemplateRules {

    private final Problems problems;
    private final TaskNames names;

    TemplateRules(Problems problems, TaskNames names) {
        this.problems = problems;
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
            problems.add(Problem.error(
                    "template-syntax", template.placeAt(e.line(), e.column()), path, String.valueOf(e.getMessage())));
        }
    }

    private void checkNames(Template compiled, Scalar template, String path, Severity severity) {
        for (FieldReference reference : compiled.fieldReferences()) {
            if (!names.templatesKnow(reference.path().getFirst())) {
                problems.add(new Problem(
                        severity,
                        "undefined-variable",
                        place(template, reference),
                        path,
                        "undefined template variable " + GoSyntax.quoted(String.join(".", reference.path())),
                        hint(reference.path().getFirst()).orElse(null)));
            }
        }
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
        String line = template.text().lines().skip(reference.line() - 1L).findFirst().orElse("");
        int before = Math.min(reference.column() - 1, line.length());
        return template.placeAt(reference.line(), line.codePointCount(0, before) + 1);
    }
}
