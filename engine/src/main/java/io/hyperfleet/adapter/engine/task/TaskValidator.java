package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.task.ExpressionRules.Use;
import io.hyperfleet.adapter.engine.task.TaskFile.Call;
import io.hyperfleet.adapter.engine.task.TaskFile.Capture;
import io.hyperfleet.adapter.engine.task.TaskFile.Discovery;
import io.hyperfleet.adapter.engine.task.TaskFile.Log;
import io.hyperfleet.adapter.engine.task.TaskFile.Param;
import io.hyperfleet.adapter.engine.task.TaskFile.Payload;
import io.hyperfleet.adapter.engine.task.TaskFile.PostAction;
import io.hyperfleet.adapter.engine.task.TaskFile.Precondition;
import io.hyperfleet.adapter.engine.task.TaskFile.ResourceSpec;
import io.hyperfleet.adapter.engine.task.TaskFile.Source;
import io.hyperfleet.gotemplate.GoFormat;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a task means: that its expressions and templates can work and that its values suit each other. All
 * problems are found, in the order of the original program.
 */
final class TaskValidator {

    private final TaskFile task;
    private final StagedProblems staged;
    private final Problems problems;
    private final TemplateRules templates;
    private final ExpressionRules expressions;
    private final ResourceRules resources;
    private final ConditionRules conditions;
    private final BuildRules builds;
    private final NameUses uses = new NameUses();

    private TaskValidator(TaskFile task, StagedProblems staged) {
        this.task = task;
        this.staged = staged;
        problems = staged.at(LoadStage.SEMANTICS);
        TaskNames names = TaskNames.ofTask(task);
        templates = new TemplateRules(staged, names, uses);
        expressions = new ExpressionRules(staged, names, uses);
        resources = new ResourceRules(problems, expressions);
        conditions = new ConditionRules(problems, expressions);
        builds = new BuildRules(templates, expressions, new Warner(staged.at(LoadStage.COMPILATION)));
    }

    static void validate(TaskFile task, StagedProblems problems) {
        TaskValidator validator = new TaskValidator(task, problems);
        task.preconditions().forEach(validator::warnOfCall);
        validator.checkParamCalls();
        task.params().forEach(validator::warnOfRelativeFile);
        task.resources().forEach(validator.resources::checkTransport);
        task.preconditions().forEach(validator::checkConditions);
        task.preconditions().forEach(validator::checkCaptures);
        validator.checkTemplates();
        validator.checkExpressions();
        task.resources().forEach(validator.resources::checkReference);
        task.resources().forEach(validator.resources::checkLifecycle);
        ManifestChecks manifests = new ManifestChecks(task, problems);
        task.resources().forEach(manifests::check);
        new TaskWarnings(task, validator.uses, new Warner(problems.at(LoadStage.COMPILATION))).warn();
    }

    /** A key of the program as the task file spells it. */
    private String spelled(String keys) {
        return task.dialect().keyStyle().spell(keys);
    }

    private void warnOfCall(Precondition precondition) {
        if (precondition.call() == null || task.dialect() == Dialect.ENVELOPE) {
            return;
        }
        String name = GoFormat.quote(precondition.name().text());
        String text =
                "DEPRECATED: precondition " + name + " uses api_call directly. Move the api_call block to a params"
                        + " entry with source.api_call instead. Direct api_call on preconditions will be removed in a future"
                        + " release.";
        String sketch = "\n  params:\n    - name: " + name + "\n      source:\n        api_call:\n          ...";
        String path = precondition.call().path();
        problems.add(Problem.warning("deprecated", precondition.call().place(), path, text)
                .withHint("move it to a param with source.api_call")
                .withOriginal(path + ": " + text + sketch));
    }

    private void warnOfRelativeFile(Param param) {
        if (param.source() instanceof Source.File(Scalar path, boolean _)
                && !path.text().isEmpty()
                && !path.text().startsWith("/")) {
            problems.add(Problem.warning(
                    "relative-path",
                    path.place(),
                    param.path() + ".source.file.path",
                    "file source path " + GoFormat.quote(path.text())
                            + " is not absolute; in container deployments, use absolute paths for mounted volumes"));
        }
    }

    /** The call of a param sees only the params before it. */
    private void checkParamCalls() {
        for (int i = 0; i < task.params().size(); i++) {
            if (task.params().get(i).source() instanceof Source.ApiCall(Call call)) {
                TaskNames earlier = TaskNames.ofParams(task.params().subList(0, i));
                checkCall(call, new TemplateRules(staged, earlier, uses));
            }
        }
    }

    private void checkConditions(Precondition precondition) {
        precondition.conditions().forEach(conditions::check);
        precondition.conditions().forEach(conditions::checkField);
    }

    private void checkCaptures(Precondition precondition) {
        for (Capture capture : precondition.captures()) {
            check(capture.expression(), capture.path() + ".expression", Use.RESPONSE);
            if (capture.field() != null) {
                expressions.checkField(capture.field(), capture.path() + ".field");
            }
        }
    }

    private void checkTemplates() {
        for (ResourceSpec resource : task.resources()) {
            checkTemplate(resource.targetCluster(), resource.path() + spelled(".transport.maestro.target_cluster"));
        }
        for (Precondition precondition : task.preconditions()) {
            checkCall(precondition.call(), templates);
            warnOfLog(precondition.log(), precondition.path());
        }
        task.resources().forEach(this::checkResourceTemplates);
        for (PostAction action : task.postActions()) {
            checkCall(action.call(), templates);
            warnOfLog(action.log(), action.path());
        }
        task.payloads().forEach(builds::checkTemplates);
    }

    private void checkResourceTemplates(ResourceSpec resource) {
        if (resource.manifest() != null) {
            checkManifest(resource.manifest(), resource.path() + ".manifest");
        }
        checkDiscovery(resource.discovery());
        resource.nestedDiscoveries().forEach(nested -> checkDiscovery(nested.discovery()));
    }

    /** Since v0.2 all problems of a manifest carry its path, and the place says the rest; before, they carried the leaf's. */
    private void checkManifest(Node node, String path) {
        boolean leaves = task.dialect() == Dialect.ENVELOPE;
        switch (node) {
            case Scalar text -> templates.check(text, path);
            case Node.Sequence list -> {
                for (int i = 0; i < list.items().size(); i++) {
                    checkManifest(list.items().get(i), leaves ? path + "[" + i + "]" : path);
                }
            }
            case Node.Mapping mapping -> {
                for (Node.Entry entry : mapping.entries()) {
                    checkManifest(entry.key(), path);
                    String key = entry.key() instanceof Scalar name ? "." + name.text() : "";
                    checkManifest(entry.value(), leaves ? path + key : path);
                }
            }
        }
    }

    private void checkDiscovery(@Nullable Discovery discovery) {
        if (discovery == null) {
            return;
        }
        checkTemplate(discovery.namespace(), discovery.path() + ".namespace");
        checkTemplate(discovery.byName(), discovery.path() + spelled(".by_name"));
        for (Node.Entry label : discovery.labels()) {
            Scalar key = (Scalar) label.key();
            String path = discovery.path() + spelled(".by_selectors.label_selector") + "[" + key.text() + "]";
            checkTemplate((Scalar) label.value(), path);
        }
    }

    private static void checkCall(@Nullable Call call, TemplateRules rules) {
        if (call == null) {
            return;
        }
        rules.check(call.url(), call.path() + ".url");
        rules.warnOfSecrets(call.url(), call.path() + ".url");
        if (call.body() != null) {
            rules.check(call.body(), call.path() + ".body");
        }
        for (int i = 0; i < call.headers().size(); i++) {
            rules.check(call.headers().get(i).value(), call.path() + ".headers[" + i + "].value");
        }
    }

    private void warnOfLog(@Nullable Log log, String path) {
        if (log != null) {
            templates.warn(log.message(), path + ".log.message");
            templates.warnOfSecrets(log.message(), path + ".log.message");
        }
    }

    /** In the order in which they are evaluated, each with the names that get their values only after it. */
    private void checkExpressions() {
        Set<String> pending = new HashSet<>();
        task.params().forEach(param -> pending.add(param.name().text()));
        task.preconditions().forEach(each -> pending.addAll(captured(each)));
        pending.add("resources");
        task.payloads().forEach(payload -> pending.add(payload.name().text()));
        Set<String> defined = new HashSet<>();
        uses.inOrder(pending, defined);
        for (Param param : task.params()) {
            if (param.source() instanceof Source.Expression(Scalar expression)) {
                Use use = param.required() ? Use.DECISION : Use.VALUE;
                expressions.check(expression, param.path() + ".source.expression", use);
            }
            defined.add(param.name().text());
        }
        for (Precondition precondition : task.preconditions()) {
            defined.addAll(captured(precondition));
            checkCondition(precondition.expression(), precondition.path() + ".expression");
        }
        defined.add("resources");
        for (Payload payload : task.payloads()) {
            checkCondition(payload.when(), payload.path() + ".when.expression");
            builds.checkExpressions(payload);
            defined.add(payload.name().text());
        }
        task.postActions().forEach(action -> checkCondition(action.when(), action.path() + ".when.expression"));
    }

    private static List<String> captured(Precondition precondition) {
        return precondition.captures().stream()
                .map(capture -> capture.name().text())
                .toList();
    }

    /** An empty text counts as none. */
    private void check(@Nullable Scalar expression, String path, Use use) {
        if (expression != null && !expression.text().isEmpty()) {
            expressions.check(expression, path, use);
        }
    }

    /** An empty text counts as none. */
    private void checkCondition(@Nullable Scalar expression, String path) {
        if (expression != null && !expression.text().isEmpty()) {
            expressions.checkCondition(expression, path);
        }
    }

    private void checkTemplate(@Nullable Scalar template, String path) {
        if (template != null) {
            templates.check(template, path);
        }
    }
}
