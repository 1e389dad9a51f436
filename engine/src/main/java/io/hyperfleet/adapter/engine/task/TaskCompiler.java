package io.hyperfleet.adapter.engine.task;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Node.Mapping;
import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.expression.Conditions;
import io.hyperfleet.adapter.engine.expression.Template;
import io.hyperfleet.adapter.engine.task.CompiledResource.Client;
import io.hyperfleet.adapter.engine.task.CompiledResource.CompiledDiscovery;
import io.hyperfleet.adapter.engine.task.CompiledResource.DeleteRule;
import io.hyperfleet.adapter.engine.task.CompiledResource.LabelTemplate;
import io.hyperfleet.adapter.engine.task.CompiledResource.NestedDiscovery;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a task file that {@link TaskValidator} found correct into its compiled form: every expression a program, every
 * template a tree, every field path a path. Nothing is compiled after this.
 */
public final class TaskCompiler {

    /** What compiling came to. */
    public sealed interface Compilation {

        record Done(CompiledTask task) implements Compilation {}

        /** Texts that cannot be compiled, all of them. */
        record Refused(List<Problem> problems) implements Compilation {}
    }

    private final TextCompiler texts = new TextCompiler();
    private final TaskFile file;

    private TaskCompiler(TaskFile file) {
        this.file = file;
    }

    public static Compilation compile(TaskFile file) {
        TaskCompiler compiler = new TaskCompiler(file);
        CompiledTask task = compiler.compileTask();
        List<Problem> problems = compiler.texts.problems();
        return problems.isEmpty() ? new Compilation.Done(task) : new Compilation.Refused(problems);
    }

    private CompiledTask compileTask() {
        return new CompiledTask(
                file.dialect(),
                file.params().stream().map(this::param).toList(),
                file.preconditions().stream().map(this::precondition).toList(),
                file.resources().stream().map(this::resource).toList(),
                file.payloads().stream().map(this::payload).toList(),
                file.postActions().stream().map(this::postAction).toList());
    }

    private CompiledParam param(TaskFile.Param param) {
        return new CompiledParam(
                param.name().text(),
                source(param.source()),
                text(param.type()),
                param.required(),
                value(param.defaultValue()));
    }

    private CompiledParam.Source source(TaskFile.Source source) {
        return switch (source) {
            case TaskFile.Source.Text(Scalar text) -> textSource(text.text());
            case TaskFile.Source.ApiCall(TaskFile.Call call) -> new CompiledParam.Source.Call(call(call));
            case TaskFile.Source.Expression(Scalar expression) ->
                new CompiledParam.Source.Expression(texts.expression(expression));
            case TaskFile.Source.File(Scalar path, boolean trim) -> new CompiledParam.Source.File(path.text(), trim);
        };
    }

    /** In the oldest dialect whatever names no variable is a path into the event data. */
    private CompiledParam.Source textSource(String text) {
        if (text.startsWith("env.")) {
            return new CompiledParam.Source.Environment(text, text.substring("env.".length()));
        }
        if (text.startsWith("event.")) {
            return new CompiledParam.Source.EventField(text, DotPath.of(text.substring("event.".length())));
        }
        if (file.dialect() == Dialect.ENVELOPE) {
            return new CompiledParam.Source.EventField(text, DotPath.of(text));
        }
        if (text.startsWith("config.")) {
            return new CompiledParam.Source.ConfigField(text, DotPath.of(text.substring("config.".length())));
        }
        int dot = text.indexOf('.');
        String first = dot < 0 ? text : text.substring(0, dot);
        String rest = dot < 0 ? "" : text.substring(dot + 1);
        return new CompiledParam.Source.Named(text, first, DotPath.of(rest), DotPath.of(text));
    }

    private CompiledCall call(TaskFile.Call call) {
        return new CompiledCall(
                call.method().text(),
                texts.url(call.url()),
                call.headers().stream()
                        .map(header ->
                                new CompiledCall.HeaderTemplate(header.name().text(), texts.template(header.value())))
                        .toList(),
                texts.optionalTemplate(call.body()),
                text(call.timeout()),
                call.retryAttempts(),
                text(call.retryBackoff()));
    }

    private @Nullable CompiledCall optionalCall(TaskFile.@Nullable Call call) {
        return call == null ? null : call(call);
    }

    private @Nullable CompiledLog optionalLog(TaskFile.@Nullable Log log) {
        return log == null
                ? null
                : new CompiledLog(
                        texts.template(log.message()),
                        log.level() == null ? "" : log.level().text());
    }

    private CompiledPrecondition precondition(TaskFile.Precondition precondition) {
        return new CompiledPrecondition(
                precondition.name().text(),
                optionalLog(precondition.log()),
                optionalCall(precondition.call()),
                precondition.captures().stream().map(this::capture).toList(),
                decision(precondition));
    }

    private CompiledPrecondition.Capture capture(TaskFile.Capture capture) {
        String name = capture.name().text();
        Object defaultValue = value(capture.defaultValue());
        Scalar expression = capture.expression();
        if (expression != null && !expression.text().isEmpty()) {
            return new CompiledPrecondition.Capture.Expression(name, texts.expression(expression), defaultValue);
        }
        Scalar field = capture.field();
        if (field == null) {
            throw new IllegalArgumentException("a capture without field and expression: " + capture.path());
        }
        return new CompiledPrecondition.Capture.Field(name, texts.fieldPath(field), defaultValue);
    }

    /** Conditions decide where there are any, whatever the expression beside them says. */
    private CompiledPrecondition.Decision decision(TaskFile.Precondition precondition) {
        if (!precondition.conditions().isEmpty()) {
            return new CompiledPrecondition.Decision.ByConditions(Conditions.of(
                    precondition.conditions().stream().map(this::condition).toList()));
        }
        Scalar expression = precondition.expression();
        return expression != null && !expression.text().isEmpty()
                ? new CompiledPrecondition.Decision.ByExpression(texts.expression(expression))
                : new CompiledPrecondition.Decision.Always();
    }

    private Conditions.Condition condition(TaskFile.Condition condition) {
        Conditions.Operator operator = Arrays.stream(Conditions.Operator.values())
                .filter(known -> known.text().equals(condition.operator().text()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("an unknown operator: " + condition.path()));
        return new Conditions.Condition(texts.fieldPath(condition.field()), operator, value(condition.value()));
    }

    private CompiledResource resource(TaskFile.ResourceSpec resource) {
        TaskFile.Lifecycle lifecycle = resource.lifecycle();
        TaskFile.Discovery discovery = resource.discovery();
        return new CompiledResource(
                resource.name().text(),
                client(resource.client()),
                texts.optionalTemplate(resource.targetCluster()),
                manifest(resource),
                resource.recreateOnChange(),
                resource.serverSideApply(),
                resource.repairDrift(),
                discovery == null ? null : discovery(discovery),
                resource.nestedDiscoveries().stream()
                        .map(nested -> new NestedDiscovery(nested.name().text(), discovery(nested.discovery())))
                        .toList(),
                lifecycle == null ? null : texts.optionalExpression(lifecycle.createWhen()),
                lifecycle == null || !lifecycle.hasDelete() ? null : deleteRule(lifecycle));
    }

    private static Client client(@Nullable Scalar client) {
        return client != null && client.text().equals("maestro") ? Client.MAESTRO : Client.KUBERNETES;
    }

    private ManifestTemplate manifest(TaskFile.ResourceSpec resource) {
        Node manifest = resource.manifest();
        if (manifest instanceof Mapping mapping) {
            return MapManifest.compile(mapping, texts);
        }
        if (manifest instanceof Scalar scalar && scalar.value() instanceof String) {
            return TextManifest.compile(scalar, texts);
        }
        if (manifest == null) {
            throw new IllegalArgumentException("a resource without a manifest: " + resource.path());
        }
        return texts.refusedManifest(manifest);
    }

    private CompiledDiscovery discovery(TaskFile.Discovery discovery) {
        Template namespace = texts.optionalTemplate(discovery.namespace());
        if (discovery.byName() != null && !discovery.byName().text().isEmpty()) {
            return new CompiledDiscovery.ByName(namespace, texts.template(discovery.byName()));
        }
        return new CompiledDiscovery.BySelector(
                namespace, discovery.labels().stream().map(this::label).toList());
    }

    private LabelTemplate label(Node.Entry entry) {
        if (entry.key() instanceof Scalar key && entry.value() instanceof Scalar value) {
            return new LabelTemplate(texts.template(key), texts.template(value));
        }
        throw new IllegalArgumentException(
                "a label that is no text: " + entry.key().place());
    }

    private DeleteRule deleteRule(TaskFile.Lifecycle lifecycle) {
        Scalar policy = lifecycle.propagationPolicy();
        return new DeleteRule(
                texts.optionalExpression(lifecycle.deleteWhen()),
                Arrays.stream(PropagationPolicy.values())
                        .filter(known -> policy != null && known.text().equals(policy.text()))
                        .findFirst()
                        .orElse(PropagationPolicy.BACKGROUND));
    }

    private CompiledPayload payload(TaskFile.Payload payload) {
        return new CompiledPayload(
                payload.name().text(),
                texts.optionalExpression(payload.when()),
                PayloadTree.compile(payload.build(), texts));
    }

    private CompiledPostAction postAction(TaskFile.PostAction action) {
        CompiledCall call = optionalCall(action.call());
        return new CompiledPostAction(
                action.name().text(),
                texts.optionalExpression(action.when()),
                optionalLog(action.log()),
                call,
                call == null ? Set.of() : payloadsIn(call.body()));
    }

    private Set<String> payloadsIn(@Nullable Template body) {
        if (body == null) {
            return Set.of();
        }
        Set<String> roots = body.rootNames();
        return file.payloads().stream()
                .map(payload -> payload.name().text())
                .filter(roots::contains)
                .collect(toUnmodifiableSet());
    }

    private static @Nullable String text(@Nullable Scalar scalar) {
        return scalar == null || scalar.text().isEmpty() ? null : scalar.text();
    }

    private static @Nullable Object value(@Nullable Node node) {
        return node == null ? null : node.value();
    }
}
