package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.GoSyntax;
import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.Severity;
import io.hyperfleet.adapter.engine.expression.ExpressionSyntaxException;
import io.hyperfleet.adapter.engine.expression.Template;
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
            Template.compile(template.text());
        } catch (ExpressionSyntaxException e) {
            problems.add(Problem.error(
                    "template-syntax", template.placeAt(e.line(), e.column()), path, String.valueOf(e.getMessage())));
        }
    }
}
