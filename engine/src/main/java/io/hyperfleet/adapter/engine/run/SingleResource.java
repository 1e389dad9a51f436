package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.expression.CelExpression;
import io.hyperfleet.adapter.engine.expression.Evaluation;
import io.hyperfleet.adapter.engine.run.KnownObjects.Sighting;
import io.hyperfleet.adapter.engine.run.ResourceDiscovery.Lookup;
import io.hyperfleet.adapter.engine.run.ResourceTransport.Applied;
import io.hyperfleet.adapter.engine.run.ResourceTransport.ApplyOptions;
import io.hyperfleet.adapter.engine.run.ResourceTransport.ApplyRequest;
import io.hyperfleet.adapter.engine.run.ResourceTransport.Observed;
import io.hyperfleet.adapter.engine.run.RunEvent.ResourceStep;
import io.hyperfleet.adapter.engine.run.RunResult.ResourceResult;
import io.hyperfleet.adapter.engine.task.CompiledResource;
import io.hyperfleet.adapter.engine.task.CompiledResource.CompiledDiscovery;
import io.hyperfleet.adapter.engine.task.CompiledResource.DeleteRule;
import io.hyperfleet.adapter.engine.task.ManifestTemplate;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.engine.value.Truth;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One resource of a run: whether to create it, whether to delete it, else to apply it and to look at what became of it.
 */
final class SingleResource {

    private static final String CREATE_RULE = "lifecycle.create.when";
    private static final String DELETE_RULE = "lifecycle.delete.when";
    private static final String NOT_CREATED = CREATE_RULE + " condition evaluated to false";

    private final RunContext run;
    private final CompiledResource resource;
    private final String name;
    private final ResourceDiscovery discovery;
    private final KnownObjects known;

    SingleResource(RunContext run, CompiledResource resource, ResourceDiscovery discovery, KnownObjects known) {
        this.run = run;
        this.resource = resource;
        this.name = resource.name();
        this.discovery = discovery;
        this.known = known;
    }

    /**
     * How the resource ended.
     *
     * @param failure empty when all went well
     * @param goesOn whether the next resource is dealt with nevertheless
     */
    record End(ResourceResult result, Optional<ResourceFailure> failure, boolean goesOn) {}

    End carryOut() {
        ResourceTransport transport = run.ports().transports().get(resource.client());
        if (transport == null) {
            return failed(
                    "transport client not configured", ResourceDiscovery.noTransport(resource), FailureClass.TERMINAL);
        }
        String targetCluster;
        try {
            targetCluster = TargetCluster.render(run, resource);
        } catch (NotRendered e) {
            return failed("failed to render targetCluster template", e.reason(), FailureClass.TERMINAL);
        }
        CelExpression createWhen = resource.createWhen();
        if (createWhen != null && !mayCreate(createWhen)) {
            run.metadata().resourcesSkipped(name + ": " + NOT_CREATED);
            run.tell(new ResourceStep.CreateConditionNotMet(name));
            return succeeded(StepStatus.SKIPPED, null, Operation.SKIP, NOT_CREATED);
        }
        DeleteRule delete = resource.delete();
        if (delete != null && delete.when() != null && mustDelete(delete.when())) {
            return new ResourceDeletion(run, resource, discovery, known, transport, targetCluster)
                    .carryOut(delete.propagationPolicy());
        }
        return render(transport, targetCluster);
    }

    private boolean mayCreate(CelExpression createWhen) {
        if (run.resources().get(name) != null) {
            run.tell(new ResourceStep.CreateConditionIgnored(name));
            return true;
        }
        boolean matched = holds(CREATE_RULE, createWhen);
        if (matched) {
            run.tell(new ResourceStep.CreateConditionMet(name));
        }
        return matched;
    }

    private boolean mustDelete(CelExpression deleteWhen) {
        boolean matched = holds(DELETE_RULE, deleteWhen);
        run.tell(new ResourceStep.DeleteConditionEvaluated(name, deleteWhen.text(), matched));
        return matched;
    }

    /** An expression that cannot be evaluated does not hold, so that nothing is created or deleted by mistake. */
    private boolean holds(String rule, CelExpression expression) {
        return switch (run.evaluate(expression)) {
            case Evaluation.Value(Object value) -> Truth.of(value);
            case Evaluation.Failure(String reason) -> {
                run.tell(new ResourceStep.LifecycleExpressionFailed(name, rule, expression.text(), reason));
                yield false;
            }
        };
    }

    private End render(ResourceTransport transport, String targetCluster) {
        run.tell(new ResourceStep.Rendering(name));
        return switch (resource.manifest().render(run.templateScope())) {
            case ManifestTemplate.Rendered.Failed(String reason) ->
                failed("failed to render manifest", reason, FailureClass.TERMINAL);
            case ManifestTemplate.Rendered.Manifest(Resource manifest) -> apply(manifest, transport, targetCluster);
        };
    }

    private End apply(Resource manifest, ResourceTransport transport, String targetCluster) {
        Sighting sighting = known.sightingOf(manifest, targetCluster);
        TransportResult<Applied> result = apply(manifest, transport, targetCluster, sighting.observed());
        if (sighting.concluded()
                && result instanceof TransportResult.Done<Applied>(Applied applied)
                && applied.operation() == Operation.SKIP) {
            // It is there after all, without the labels it is looked for by: only now its generation can be compared.
            result = apply(manifest, transport, targetCluster, new Observed.Unknown());
        }
        return switch (result) {
            case TransportResult.Failed<Applied>(String message, FailureClass classification) -> {
                run.tell(new ResourceStep.ApplyFailed(name, message));
                run.metadata().resourceFailed(name, message);
                yield failed(manifest, null, "", "failed to apply resource", message, classification);
            }
            case TransportResult.Done<Applied>(Applied applied) -> {
                known.written(manifest, applied.resource(), targetCluster);
                run.tell(new ResourceStep.Applied(
                        name, manifest, applied.operation(), applied.reason(), applied.resource()));
                yield lookAfter(manifest, applied, targetCluster);
            }
        };
    }

    private TransportResult<Applied> apply(
            Resource manifest, ResourceTransport transport, String targetCluster, Observed observed) {
        ApplyOptions options =
                new ApplyOptions(resource.recreateOnChange(), resource.serverSideApply(), resource.repairDrift());
        ApplyRequest request = new ApplyRequest(name, manifest, options, targetCluster, observed);
        return transport.apply(request, run.deadline(Phase.RESOURCES));
    }

    private End lookAfter(Resource manifest, Applied applied, String targetCluster) {
        CompiledDiscovery wanted = resource.discovery();
        if (wanted == null) {
            return succeeded(StepStatus.SUCCESS, manifest, applied.operation(), applied.reason());
        }
        return switch (discovery.find(resource, wanted, targetCluster)) {
            case Lookup.Absent(String reason) -> notDiscovered(manifest, applied, reason, FailureClass.TRANSIENT);
            case Lookup.Failed(String reason, FailureClass classification) ->
                notDiscovered(manifest, applied, reason, classification);
            case Lookup.Found(Resource object) -> {
                run.resources().put(name, object);
                yield lookInside(manifest, applied, object);
            }
        };
    }

    private End notDiscovered(Resource manifest, Applied applied, String reason, FailureClass classification) {
        run.tell(new ResourceStep.DiscoveryAfterApplyFailed(name, reason));
        run.metadata().resourceFailed(name, reason);
        return failed(
                manifest,
                applied.operation(),
                applied.reason(),
                "failed to discover resource after apply",
                reason,
                classification);
    }

    private End lookInside(Resource manifest, Applied applied, Resource object) {
        return switch (new NestedDiscoveries(run, resource, discovery).carryOut(object)) {
            case NestedDiscoveries.End.Stored(int count) -> {
                run.tell(new ResourceStep.Stored(name, count));
                yield succeeded(StepStatus.SUCCESS, manifest, applied.operation(), applied.reason());
            }
            case NestedDiscoveries.End.NameTaken(String nested) -> {
                String cause = "nested discovery key collision: \"" + nested + "\" already exists in context";
                run.metadata().resourceFailed(name, cause);
                yield failed(
                        manifest,
                        applied.operation(),
                        applied.reason(),
                        "duplicate resource context key",
                        cause,
                        FailureClass.TERMINAL);
            }
        };
    }

    private End succeeded(StepStatus status, @Nullable Resource manifest, Operation operation, String reason) {
        return new End(result(status, manifest, operation, reason, null), Optional.empty(), true);
    }

    /** A failure before there is a manifest. Its place in {@code executionError} is taken by that of the phase. */
    private End failed(String context, String cause, FailureClass classification) {
        run.metadata().resourceListed(name, cause);
        return failed(null, null, "", context, cause, classification);
    }

    private End failed(
            @Nullable Resource manifest,
            @Nullable Operation operation,
            String reason,
            String context,
            String cause,
            FailureClass classification) {
        return new End(
                result(StepStatus.FAILED, manifest, operation, reason, cause),
                Optional.of(new ResourceFailure(name, context, cause, classification)),
                false);
    }

    private ResourceResult result(
            StepStatus status,
            @Nullable Resource manifest,
            @Nullable Operation operation,
            String reason,
            @Nullable String error) {
        return new ResourceResult(
                name,
                manifest == null ? "" : manifest.kind().kind(),
                manifest == null ? "" : manifest.namespace(),
                manifest == null ? "" : manifest.name(),
                status,
                operation,
                reason,
                manifest,
                null,
                error);
    }
}
