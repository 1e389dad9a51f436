package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.document.Place;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.Suggestions;
import io.hyperfleet.adapter.engine.task.TaskFile.Lifecycle;
import io.hyperfleet.adapter.engine.task.TaskFile.ResourceSpec;
import io.hyperfleet.gotemplate.GoFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules for a resource beyond its structure: transport, manifest, lifecycle. */
final class ResourceRules {

    private static final List<String> POLICIES = List.of("Background", "Foreground", "Orphan");

    private final Problems problems;
    private final ExpressionRules expressions;

    ResourceRules(Problems problems, ExpressionRules expressions) {
        this.problems = problems;
        this.expressions = expressions;
    }

    void checkTransport(ResourceSpec resource) {
        Scalar client = resource.client();
        boolean maestro = client != null && client.text().equals("maestro");
        if (client != null && maestro && resource.targetCluster() == null) {
            add(
                    "transport",
                    client.place(),
                    resource.path() + ".transport",
                    "maestro transport config is required when client is \"maestro\"",
                    "add maestro.target_cluster");
        }
        if (resource.manifest() == null) {
            add(
                    "manifest",
                    resource.name().place(),
                    resource.path() + ".manifest",
                    "manifest is required for " + (maestro ? "maestro" : "kubernetes") + " transport",
                    null);
        }
    }

    void checkReference(ResourceSpec resource) {
        if (resource.manifest() instanceof Node.Mapping mapping
                && mapping.find("ref").orElse(null) instanceof Scalar reference
                && "".equals(reference.value())) {
            add("manifest", reference.place(), resource.path() + ".manifest.ref", "manifest ref cannot be empty", null);
        }
    }

    void checkLifecycle(ResourceSpec resource) {
        Lifecycle lifecycle = resource.lifecycle();
        if (lifecycle == null) {
            return;
        }
        if (lifecycle.hasCreate()) {
            checkCreate(resource, lifecycle);
        }
        if (lifecycle.hasDelete()) {
            checkDelete(resource, lifecycle);
        }
    }

    private void checkCreate(ResourceSpec resource, Lifecycle lifecycle) {
        if (resource.discovery() == null) {
            add(
                    "lifecycle",
                    lifecycle.place(),
                    lifecycle.path() + ".create",
                    "lifecycle.create requires a discovery config to check if the resource already exists",
                    null);
            return;
        }
        checkWhen(
                lifecycle,
                lifecycle.createWhen(),
                "create",
                "lifecycle.create.when.expression is required when lifecycle.create is configured");
    }

    private void checkDelete(ResourceSpec resource, Lifecycle lifecycle) {
        if (resource.discovery() == null) {
            add(
                    "lifecycle",
                    lifecycle.place(),
                    lifecycle.path() + ".delete",
                    "lifecycle.delete requires a discovery config to locate the resource for deletion",
                    null);
            return;
        }
        Scalar policy = lifecycle.propagationPolicy();
        if (policy != null && !policy.text().isEmpty() && !POLICIES.contains(policy.text())) {
            add(
                    "not-allowed",
                    policy.place(),
                    lifecycle.path() + ".delete.propagationPolicy",
                    "invalid propagationPolicy " + GoFormat.quote(policy.text()) + ": must be one of "
                            + String.join(", ", POLICIES),
                    Suggestions.didYouMean(policy.text(), POLICIES).orElse(null));
        }
        checkWhen(
                lifecycle,
                lifecycle.deleteWhen(),
                "delete",
                "lifecycle.delete.when.expression is required: without it the resource will never be deleted");
    }

    private void checkWhen(Lifecycle lifecycle, @Nullable Scalar when, String block, String missing) {
        String path = lifecycle.path() + "." + block + ".when.expression";
        if (when == null || when.text().isEmpty()) {
            add("lifecycle", when == null ? lifecycle.place() : when.place(), path, missing, null);
        } else {
            expressions.checkCondition(when, path);
        }
    }

    private void add(String code, Place place, String path, String message, @Nullable String hint) {
        problems.add(Problem.error(code, place, path, message).withHint(hint));
    }
}
