package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.document.Place;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.Severity;
import io.hyperfleet.adapter.engine.document.Suggestions;
import io.hyperfleet.adapter.engine.expression.ExpressionSyntaxException;
import io.hyperfleet.adapter.engine.expression.Template;
import io.hyperfleet.gotemplate.FieldReference;
import io.hyperfleet.gotemplate.GoFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether the templates of a task can be compiled, and whether the names in them are known. */
final class TemplateRules {

    /** What stands before and behind a name in the only actions that the original program looks at. */
    private static final Pattern BEFORE_NAME = Pattern.compile("\\{\\{ *$");

    private static final Pattern BEHIND_NAME = Pattern.compile("^ *(\\|[^}]*)?}}");

    private static final Pattern SECRET =
            Pattern.compile("(?i)passw(or)?d|secret|token|api_?key|private_?key|credential");

    private static final Pattern UNKNOWN_FUNCTION = Pattern.compile("function \"(\\w+)\" not defined$");

    private static final List<String> ADAPTER_MEMBERS = List.of("name", "version");

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
            uses.beIncomplete();
            String message = String.valueOf(e.getMessage());
            compilation.add(Problem.error("template-syntax", template.placeAt(e.line(), e.column()), path, message)
                    .withHint(syntaxHint(message)));
        }
    }

    private @Nullable String syntaxHint(String message) {
        Matcher unknown = UNKNOWN_FUNCTION.matcher(message);
        if (unknown.find()) {
            String name = unknown.group(1);
            return names.templatesKnow(name)
                    ? "to print the value write it with a dot: ." + name
                    : Suggestions.didYouMean(name, Template.functionNames()).orElse(null);
        }
        return message.endsWith("unexpected EOF") ? "an if, range or with lacks its {{ end }}" : null;
    }

    /**
     * A name that is unknown is an error where it is the whole action or the beginning of its pipe, as in the original
     * program. In conditions and arguments it may never be reached, so there it is a warning.
     */
    private void checkNames(Template compiled, Scalar template, String path, Severity severity) {
        for (FieldReference reference : compiled.fieldReferences()) {
            String root = reference.path().getFirst();
            uses.add(root);
            checkMember(reference, template, path);
            if (!names.templatesKnow(root)) {
                names.nearest(root).ifPresent(uses::add); // it is not unused, only misspelt
                boolean certain = severity == Severity.ERROR && isWholeAction(template.text(), reference);
                Problem problem = new Problem(
                        certain ? Severity.ERROR : Severity.WARNING,
                        "undefined-variable",
                        place(template, reference),
                        path,
                        "undefined template variable " + GoFormat.quote(String.join(".", reference.path())),
                        hint(reference.path()).orElse(null));
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

    /** Of the adapter, templates know no more than these. */
    private void checkMember(FieldReference reference, Scalar template, String path) {
        if (!reference.path().getFirst().equals("adapter")
                || reference.path().size() < 2
                || names.isGiven("adapter")
                || ADAPTER_MEMBERS.contains(reference.path().get(1))) {
            return;
        }
        String member = reference.path().get(1);
        compilation.add(
                Problem.warning(
                                "undefined-variable",
                                place(template, reference, member),
                                path,
                                "undefined template variable " + GoFormat.quote("adapter." + member))
                        .withHint(
                                Suggestions.didYouMean(member, ADAPTER_MEMBERS)
                                        .orElse(
                                                "a template knows adapter.name and adapter.version; an expression knows how the run went")));
    }

    private Optional<String> hint(List<String> reference) {
        String name = reference.getFirst();
        return switch (name) {
            case "resources" -> Optional.of("templates do not see resources; an expression does");
            case "now", "date" -> Optional.of("this is a function: write it without the dot");
            default ->
                names.suggestion(name)
                        .or(() -> reference.stream()
                                .skip(1)
                                .filter(names::templatesKnow)
                                .findFirst()
                                .map(Suggestions::question));
        };
    }

    private static Place place(Scalar template, FieldReference reference) {
        return place(template, reference, reference.path().getFirst());
    }

    /** Where a member of the reference is written. Columns of a reference count UTF-16 units, those of a place characters. */
    private static Place place(Scalar template, FieldReference reference, String member) {
        String line = line(template.text(), reference);
        int start = Math.min(reference.column() - 1, line.length());
        int before = Math.max(line.indexOf(member, start), start);
        return template.placeAt(reference.line(), line.codePointCount(0, before) + 1);
    }

    private static String line(String text, FieldReference reference) {
        return text.lines().skip(reference.line() - 1L).findFirst().orElse("");
    }
}
