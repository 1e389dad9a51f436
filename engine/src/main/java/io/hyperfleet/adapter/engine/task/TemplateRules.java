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
import java.util.Set;
import java.util.regex.Pattern;

/** Whether the templates of a task can be compiled, and whether the names in them are known. */
final class TemplateRules {

    /** What stands before and behind a name in the only actions that the original program looks at. */
    private static final Pattern BEFORE_NAME = Pattern.compile("\\{\\{ *$");

    private static final Pattern BEHIND_NAME = Pattern.compile("^ *(\\|[^}]*)?}}");

    private static final Pattern SECRET =
            Pattern.compile("(?i)passw(or)?d|secret|token|api_?key|private_?key|credential");

    /** What prints everything there is. */
    private static final Set<String> WHOLE = Set.of("env", "config");

    private final Problems semantics;
    private final Problems compilation;
    private final TaskNames names;
    private final NameUses uses;

    TemplateRules(StagedProblems problems, TaskNames names, NameUses uses) {
        semantics = problems.at(LoadStage.SEMANTICS);
        compilation = problems.at(LoadStage.COMPILATION);
        this.names = names;
        this.uses = uses;
    }

    /** Warns of names that look like secrets, in a template whose output ends up in logs, addresses or statuses. */
    void warnOfSecrets(Scalar template, String path) {
        if (!template.text().contains("{{")) {
            return;
        }
        try {
            for (FieldReference reference : Template.compile(template.text()).fieldReferences()) {
                String name = String.join(".", reference.path());
                if (SECRET.matcher(name).find() || WHOLE.contains(name)) {
                    compilation.add(
                            Problem.warning(
                                            "secret-in-template",
                                            place(template, reference),
                                            path,
                                            "the template would print " + GoFormat.quote(name)
                                                    + ", which looks like a secret")
                                    .withHint(
                                            "logs, addresses and statuses can be read by others; a header is the place for it"));
                }
            }
        } catch (ExpressionSyntaxException e) {
            // Told when the template itself is checked.
            return;
        }
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
            uses.add(root);
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
